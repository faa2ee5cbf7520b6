import type { Generated } from 'kysely';

export interface HouseKeyTable {
  id: string;
  proof: Uint8Array;
  replacedAt: Temporal.Instant | null;
}

export interface BlobTable {
  sha256: string;
  stored: string;
  size: number;
  dataKey: Uint8Array;
  storedAt: Generated<Temporal.Instant>;
}

export interface PendingTable {
  task: string;
}

declare module '@amt/db' {
  interface Tables {
    'envelope.houseKey': HouseKeyTable;
    'envelope.blob': BlobTable;
    'envelope.pending': PendingTable;
  }
}
