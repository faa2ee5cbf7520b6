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

interface RatingTable {
  id: Generated<string>;
  serviceId: string;
  givenOn: Temporal.PlainDate;
  stars: number;
  recommends: boolean | null;
  remark: string;
}

declare module '@amt/db' {
  interface Tables {
    'onlineServices.application': ApplicationTable;
    'onlineServices.rating': RatingTable;
  }
}

export type Application = Selectable<ApplicationTable>;
