import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { emit } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { lockClaim, moveClaim } from './claim-store.ts';
import { claimRefunded } from './events.ts';
import { book } from './ledger-store.ts';
import { lockRefund, refundById, updateRefund } from './refund-store.ts';
import type { RefundChannel } from './tables.ts';

export interface ExecuteRefund {
  readonly refundId: string;
  readonly channel: RefundChannel;
  /** number of the transfer, of the provider's refund or of the cash receipt */
  readonly bankReference: string;
}

/**
 * Records that an approved refund was paid out. XBezahldienste 1.0.0 has no refund call, so a person gives the money back
 * outside and notes here how; it must not be the one who approved it.
 */
export async function executeRefund(
  ctx: Context,
  input: ExecuteRefund,
): Promise<Result<void, 'not-found' | 'not-approved' | 'own-approval' | 'no-reference'>> {
  const bankReference = input.bankReference.trim().slice(0, 140);
  if (bankReference === '') return failed('no-reference');
  return inTransaction(ctx.db, async (tx) => {
    const claimId = (await refundById(tx, input.refundId))?.claimId;
    const claim = claimId === undefined ? undefined : await lockClaim(tx, claimId);
    const refund = await lockRefund(tx, input.refundId);
    if (!claim || !refund) return failed('not-found');
    ctx.require('payments.refund', { unitId: claim.unitId });
    if (refund.state !== 'approved') return failed('not-approved');
    if (refund.decidedBy === ctx.actor.id) return failed('own-approval');

    const { id: refundId, amountCents, transactionId } = refund;
    await updateRefund(tx, refundId, {
      state: 'executed',
      executedBy: ctx.actor.id,
      executedAt: ctx.now,
      channel: input.channel,
      bankReference,
    });
    await book(tx, { kind: 'refund-executed', claimId: claim.id, refundId, amountCents, at: ctx.now });
    if (transactionId === null) {
      const refundedCents = claim.refundedCents + amountCents;
      await moveClaim(tx, claim, refundedCents === claim.amountCents ? 'refund' : 'keep', ctx.now, { refundedCents });
    }
    await record(tx, { actor: ctx.actor, action: 'payments.execute-refund', subject: { type: 'payments.refund', id: refundId } });
    await emit(tx, claimRefunded, { claimId: claim.id, caseId: claim.caseId, refundId, amountCents });
    return done();
  });
}
