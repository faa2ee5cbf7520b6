import type { Generated, Selectable } from 'kysely';

interface ApplicationTable {
  submissionId: string;
  draftId: string;
  caseId: string;
  serviceId: string;
  accountId: string | null;
  claimId: string | null;
  submittedAt: Temporal.Instant;
  receiptDocumentId: string | null;
  rated: Generated<boolean>;
}

interface CosignatureTable {
  id: Generated<string>;
  submissionId: string;
  step: string;
  state: Generated<'open' | 'asked' | 'agreed' | 'declined'>;
  tokenHash: string | null;
  askedName: string | null;
  askedMail: string | null;
  askedAt: Temporal.Instant | null;
  signedName: string | null;
  answeredAt: Temporal.Instant | null;
}

declare module '@amt/db' {
  interface Tables {
    'applications.application': ApplicationTable;
    'applications.cosignature': CosignatureTable;
  }
}

export type Application = Selectable<ApplicationTable>;
/** The agreement of another person with an application. */
export type Cosignature = Selectable<CosignatureTable>;
