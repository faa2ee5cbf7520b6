export interface SealTable {
  idempotencyKey: string;
  sourceSha256: string;
  sealedSha256: string;
  certificateSha256: string;
  level: 'B-B' | 'B-T';
  timeStampedAt: Temporal.Instant | null;
  sealedAt: Temporal.Instant;
}

declare module '@amt/db' {
  interface Tables {
    'signatures.seal': SealTable;
  }
}
