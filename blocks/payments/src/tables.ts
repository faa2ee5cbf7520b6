import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { ClaimState, TransactionState } from './claim-state.ts';

export interface ClaimTable {
  id: Generated<string>;
  reference: string;
  accountId: string | null;
  unitId: string;
  caseId: string | null;
  caseReference: string | null;
  amountCents: number;
  taxRatePercent: Generated<number>;
  currency: Generated<string>;
  purpose: string;
  bookingData: JSONColumnType<Record<string, string>>;
  returnPath: string;
  state: ColumnType<ClaimState, ClaimState | undefined, ClaimState>;
  refundedCents: Generated<number>;
  payUntil: Temporal.Instant | null;
  createdAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  paidAt: Temporal.Instant | null;
  idempotencyKey: string | null;
}

export interface TransactionTable {
  id: Generated<string>;
  claimId: string;
  attempt: number;
  requestId: string;
  provider: string;
  transactionId: string | null;
  state: ColumnType<TransactionState, TransactionState | undefined, TransactionState>;
  redirectUrl: string | null;
  paymentMethod: string | null;
  paymentMethodDetail: string | null;
  providerReference: string | null;
  checks: Generated<number>;
  requestedAt: Temporal.Instant;
  handedOverAt: Temporal.Instant | null;
  finalAt: Temporal.Instant | null;
}

export type RefundState = 'requested' | 'approved' | 'rejected' | 'executed';
/** `double-payment` and `late-payment` are found by the system: money came that no claim was open for. */
export type RefundReason = 'decision' | 'goodwill' | 'double-payment' | 'late-payment';
/** XBezahldienste 1.0.0 has no refund call: the money goes back by SEPA transfer, in the provider's own portal, or at the cash desk. */
export const refundChannels = ['sepa', 'provider', 'cash'] as const;
export type RefundChannel = (typeof refundChannels)[number];

export interface RefundTable {
  id: Generated<string>;
  claimId: string;
  transactionId: string | null;
  amountCents: number;
  reason: RefundReason;
  note: Generated<string>;
  state: ColumnType<RefundState, RefundState | undefined, RefundState>;
  requestedBy: string | null;
  requestedAt: Temporal.Instant;
  decidedBy: string | null;
  decidedAt: Temporal.Instant | null;
  executedBy: string | null;
  executedAt: Temporal.Instant | null;
  channel: RefundChannel | null;
  bankReference: string | null;
}

export type BookingKind = 'charge' | 'payment' | 'surplus' | 'refund-approved' | 'refund-executed';

export interface BookingTable {
  id: Generated<string>;
  claimId: string;
  transactionId: string | null;
  refundId: string | null;
  kind: BookingKind;
  bookedAt: Temporal.Instant;
}

export type LedgerAccount = 'claim' | 'revenue' | 'clearing' | 'bank' | 'payable';

export interface LedgerEntryTable {
  id: Generated<string>;
  bookingId: string;
  account: LedgerAccount;
  amountCents: number;
}

declare module '@amt/db' {
  interface Tables {
    'payments.claim': ClaimTable;
    'payments.transaction': TransactionTable;
    'payments.refund': RefundTable;
    'payments.booking': BookingTable;
    'payments.ledgerEntry': LedgerEntryTable;
  }
}
