import type { ColumnType, Generated, Selectable } from 'kysely';
import type { EventProblem, EventType } from './security-event.ts';

interface FitConnectEventTable {
  id: string;
  deliveryId: string;
  type: EventType;
  issuer: string;
  issuedAt: Temporal.Instant;
  receivedAt: Temporal.Instant;
  problems: ColumnType<readonly EventProblem[], string | undefined, never>;
}

interface ReceivedSubmissionTable {
  id: string;
  caseId: string;
  destinationId: string;
  state: 'accepted' | 'rejected';
  reference: string | null;
  problems: ColumnType<readonly EventProblem[], string | undefined, never>;
  reply: string;
  receivedAt: Temporal.Instant;
  answeredAt: Generated<Temporal.Instant | null>;
}

declare module '@amt/db' {
  interface Tables {
    'deliveries.fitConnectEvent': FitConnectEventTable;
    'deliveries.receivedSubmission': ReceivedSubmissionTable;
  }
}

export type FitConnectEvent = Readonly<Selectable<FitConnectEventTable>>;
export type ReceivedSubmission = Readonly<Selectable<ReceivedSubmissionTable>>;
