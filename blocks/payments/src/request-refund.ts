import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { lockClaim, moveClaim } from './claim-store.ts';
import { insertRefund } from './refund-store.ts';

export interface RequestRefund {
  readonly claimId: string;
  readonly amountCents: number;
  readonly reason: 'decision' | 'goodwill';
  /** for the colleague who approves; no personal data needed */
  readonly note: string;
}

/**
 * First pair of eyes: asks for money to be given back. Nothing moves until a colleague approves.
 * @returns the refund's id; `not-paid` also while another refund of the claim is open, `bad-amount` when more than what is left of the payment
 */
export async function requestRefund(
  ctx: Context,
  { claimId, amountCents, reason, note }: RequestRefund,
): Promise<Result<string, 'not-found' | 'not-paid' | 'bad-amount'>> {
  return inTransaction(ctx.db, async (tx) => {
    const claim = await lockClaim(tx, claimId);
    if (!claim) return failed('not-found');
    ctx.require('payments.refund', { unitId: claim.unitId });
    if (!Number.isSafeInteger(amountCents) || amountCents <= 0 || amountCents > claim.amountCents - claim.refundedCents)
      return failed('bad-amount');
    if ((await moveClaim(tx, claim, 'request-refund', ctx.now)) === undefined) return failed('not-paid');
    // a decision that gives the fee back asks through a job: the system is nobody's id
    const requested = { requestedBy: ctx.actor.kind === 'staff' ? ctx.actor.id : null, requestedAt: ctx.now };
    const refundId = await insertRefund(tx, { claimId, amountCents, reason, note: note.trim().slice(0, 1000), ...requested });
    await record(tx, { actor: ctx.actor, action: 'payments.request-refund', subject: { type: 'payments.refund', id: refundId } });
    return done(refundId);
  });
}
