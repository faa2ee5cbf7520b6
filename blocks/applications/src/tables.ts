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

declare module '@amt/db' {
  interface Tables {
    'applications.application': ApplicationTable;
  }
}

export type Application = Selectable<ApplicationTable>;
