import type { Generated } from 'kysely';

export type DocumentKind = 'receipt' | 'decision' | 'payment-receipt' | 'letter';

export interface DocumentTable {
  id: Generated<string>;
  kind: DocumentKind;
  title: string;
  fileName: string;
  /** name of the blob in the file store */
  sha256: string;
  size: number;
  accountId: string | null;
  unitId: string;
  caseId: string | null;
  sealed: boolean;
  locale: 'de' | 'en';
  idempotencyKey: string;
  createdAt: Temporal.Instant;
}

declare module '@amt/db' {
  interface Tables {
    'documents.document': DocumentTable;
  }
}
