import type { Generated } from 'kysely';

export interface EntryTable {
  id: Generated<string>;
  at: Generated<Temporal.Instant>;
  actorKind: string;
  action: string;
  subjectType: string;
  subjectId: string;
  reading: boolean;
  commitment: Uint8Array;
}

export interface PersonalTable {
  entryId: string;
  salt: Uint8Array;
  actorId: string;
  actorName: string;
  accountId: string | null;
  /** written with JSON.stringify */
  detail: unknown;
}

export interface UnsealedTable {
  entryId: string;
}

export interface LinkTable {
  /** 1, 2, 3, … without gaps */
  position: number;
  entryId: string;
  hash: Uint8Array;
}

declare module '@amt/db' {
  interface Tables {
    'audit.entry': EntryTable;
    'audit.personal': PersonalTable;
    'audit.unsealed': UnsealedTable;
    'audit.link': LinkTable;
  }
}
