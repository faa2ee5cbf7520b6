import type { ColumnType } from 'kysely';

export interface SessionTable {
  /** SHA-256 of the id in the cookie */
  idHash: Uint8Array;
  id: ColumnType<string, never, never>;
  data: ColumnType<Record<string, unknown>, string, string>;
  holderKind: 'person' | 'staff' | null;
  holderId: string | null;
  device: string;
  createdAt: Temporal.Instant;
  lastSeenAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

export interface KeptFormTable {
  tokenHash: Uint8Array;
  path: string;
  /** names and values in the order of the form, encrypted (`kept-forms.ts`); of earlier versions as they are */
  fields: ColumnType<string | [string, string][], string, never>;
  hadFiles: boolean;
  holderKind: 'person' | 'staff' | null;
  holderId: string | null;
  expiresAt: Temporal.Instant;
}

declare module '@amt/db' {
  interface Tables {
    'http.session': SessionTable;
    'http.keptForm': KeptFormTable;
  }
}
