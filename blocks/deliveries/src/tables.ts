import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Progress } from './progress.ts';

export const deliveryKinds = ['case', 'mail', 'webhook', 'xml', 'fit-connect'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/**
 * waiting (for what `waitsFor` says) → planned → sending → delivered | refused (the other side will not have it) | failed (all tries used up). Staff may plan
 * the last two again. dropped: the case ended while it was waiting.
 */
export const deliveryStates = ['waiting', 'planned', 'sending', 'delivered', 'refused', 'failed', 'dropped'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** A fee that is due now, the agreement of others. */
export type WaitsFor = 'payment' | 'agreement';

export interface DeliveryTable {
  id: Generated<string>;
  submissionId: string;
  outputId: string;
  kind: DeliveryKind;
  caseId: string | null;
  accountId: string | null;
  formId: string;
  formHash: string;
  unitId: string;
  target: string;
  state: DeliveryState;
  waitsFor: ColumnType<readonly WaitsFor[], readonly WaitsFor[] | undefined, readonly WaitsFor[]>;
  tries: Generated<number>;
  lastAnswer: string | null;
  progress: ColumnType<Progress | null, string | null | undefined, string | null>;
  plannedAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  deliveredAt: Temporal.Instant | null;
  eraseAfter: Temporal.PlainDate;
}

interface AttemptTable {
  id: Generated<string>;
  deliveryId: string;
  number: number;
  staffId: string | null;
  begunAt: Temporal.Instant;
  endedAt: ColumnType<Temporal.Instant | null, Temporal.Instant | undefined, Temporal.Instant>;
  outcome: ColumnType<OutcomeKind | null, OutcomeKind | undefined, OutcomeKind>;
  answer: ColumnType<string | null, string | undefined, string>;
}

export type OutcomeKind = 'delivered' | 'refused' | 'later' | 'unknown';

declare module '@amt/db' {
  interface Tables {
    'deliveries.delivery': DeliveryTable;
    'deliveries.attempt': AttemptTable;
  }
}

/** One output of one submission, and how its delivery stands. */
export type Delivery = Readonly<Selectable<DeliveryTable>>;
export type Attempt = Readonly<Selectable<AttemptTable>>;
