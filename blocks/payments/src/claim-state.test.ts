import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claimStates, isPayable, nextClaimState } from './claim-state.ts';

describe('the states of a claim', () => {
  it('can be paid from every state that is neither paid nor at its end', () => {
    const payable = claimStates.filter((state) => isPayable(state));
    assert.deepEqual(payable, ['created', 'handed_over', 'pending', 'failed', 'cancelled']);
  });
  it('never become paid a second time', () => {
    for (const state of ['paid', 'refund_requested', 'refunded', 'expired'] as const) assert.equal(nextClaimState(state, 'pay'), undefined);
  });
  it('end with a refund, or go back to paid', () => {
    assert.equal(nextClaimState('paid', 'request-refund'), 'refund_requested');
    assert.equal(nextClaimState('refund_requested', 'refund'), 'refunded');
    assert.equal(nextClaimState('refund_requested', 'keep'), 'paid');
    assert.equal(nextClaimState('refunded', 'request-refund'), undefined);
  });
});
