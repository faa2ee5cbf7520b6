import type { ColumnType, JSONColumnType, Selectable } from 'kysely';

interface ClientTable {
  id: string;
  name: string;
  keyHash: string;
  scopes: string[];
  forms: ColumnType<string[], string[] | undefined, string[]>;
  createdAt: Temporal.Instant;
  revokedAt: ColumnType<Temporal.Instant | null, undefined, Temporal.Instant>;
  lastUsedOn: ColumnType<Temporal.PlainDate | null, undefined, Temporal.PlainDate>;
}

interface RequestTable {
  clientId: string;
  key: string;
  fingerprint: string;
  status: number;
  answer: JSONColumnType<object>;
  at: Temporal.Instant;
}

declare module '@amt/db' {
  interface Tables {
    'formApi.client': ClientTable;
    'formApi.request': RequestTable;
  }
}

export type ApiClient = Selectable<ClientTable>;
