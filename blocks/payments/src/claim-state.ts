/**
 * States of a claim. `pending`: the person came back, the provider has no result yet. A failed or cancelled claim is
 * still open and can be paid by a new attempt; `expired` and `refunded` are the end.
 */
export const claimStates = [
  'created',
  'handed_over',
  'pending',
  'paid',
  'failed',
  'cancelled',
  'expired',
  'refund_requested',
  'refunded',
] as const;
export type ClaimState = (typeof claimStates)[number];

/** What can happen to a claim. `keep` ends a refund that was rejected or covered only a part. */
export type ClaimStep = 'hand-over' | 'return' | 'pay' | 'fail' | 'cancel' | 'expire' | 'request-refund' | 'refund' | 'keep';

const unpaid = { 'hand-over': 'handed_over', pay: 'paid', expire: 'expired' } as const;
const underWay = { ...unpaid, return: 'pending', fail: 'failed', cancel: 'cancelled' } as const;

const steps: Readonly<Record<ClaimState, Readonly<Partial<Record<ClaimStep, ClaimState>>>>> = {
  created: { 'hand-over': 'handed_over', expire: 'expired' },
  handed_over: underWay,
  pending: underWay,
  failed: unpaid,
  cancelled: unpaid,
  paid: { 'request-refund': 'refund_requested' },
  refund_requested: { refund: 'refunded', keep: 'paid' },
  refunded: {},
  expired: {},
};

/** The state after the step, or `undefined` when the step is not allowed in this state. */
export function nextClaimState(state: ClaimState, step: ClaimStep): ClaimState | undefined {
  return steps[state][step];
}

/** Whether the claim still waits for money. */
export function isPayable(state: ClaimState): boolean {
  return nextClaimState(state, 'hand-over') !== undefined;
}

/** States of one attempt at the provider. `abandoned`: nobody was ever sent to its pay page. `mismatch`: the provider's answer contradicts our request; staff decide. */
export type TransactionState = 'created' | 'handed_over' | 'paid' | 'failed' | 'cancelled' | 'expired' | 'abandoned' | 'mismatch';

/** Attempts whose money may still come, so the provider is asked about them. */
export const openTransactionStates = ['handed_over', 'expired'] as const satisfies readonly TransactionState[];
