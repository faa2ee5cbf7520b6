import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { lockClaim, moveClaim } from './claim-store.ts';
import { book } from './ledger-store.ts';
import { lockRefund, refundById, updateRefund } from './refund-store.ts';

export interface DecideRefund {
  readonly refundId: string;
  readonly decision: 'approve' | 'reject';
}

/**
 * Second pair of eyes: a colleague of the one who asked approves or rejects. Approved money is owed from then on.
 * @returns `own-request` for the person who asked, `not-open` when it was decided already
 */
export async function decideRefund(
  ctx: Context,
  { refundId, decision }: DecideRefund,
): Promise<Result<void, 'not-found' | 'own-request' | 'not-open'>> {
  return inTransaction(ctx.db, async (tx) => {
    const claimId = (await refundById(tx, refundId))?.claimId;
    const claim = claimId === undefined ? undefined : await lockClaim(tx, claimId);
    const refund = await lockRefund(tx, refundId);
    if (!claim || !refund) return failed('not-found');
    ctx.require('payments.approve-refund', { unitId: claim.unitId });
    if (refund.state !== 'requested') return failed('not-open');
    if (refund.requestedBy === ctx.actor.id) return failed('own-request');

    const approved = decision === 'approve';
    await updateRefund(tx, refundId, { state: approved ? 'approved' : 'rejected', decidedBy: ctx.actor.id, decidedAt: ctx.now });
    const action = approved ? 'payments.approve-refund' : 'payments.reject-refund';
    await record(tx, { actor: ctx.actor, action, subject: { type: 'payments.refund', id: refundId } });
    // Money that came twice is owed since it came; only a refund of the fee itself takes revenue back.
    if (refund.transactionId !== null) return done();
    if (approved) await book(tx, { kind: 'refund-approved', claimId: claim.id, refundId, amountCents: refund.amountCents, at: ctx.now });
    else await moveClaim(tx, claim, 'keep', ctx.now);
    return done();
  });
}
