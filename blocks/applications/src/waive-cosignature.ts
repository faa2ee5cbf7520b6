import { record } from '@amt/audit';
import { trackAgreement } from '@amt/cases';
import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { applicationBySubmission } from './application-store.ts';
import { trailText } from './cosign-trail.ts';
import { lockCosignature, setWaived } from './cosignature-store.ts';
import { requireDeciding } from './require-deciding.ts';
import { settleAgreement } from './settle-agreement.ts';

/** Longest reason, in characters. */
const longestReason = 1000;

export interface WaiveCosignature {
  readonly cosignatureId: string;
  readonly caseId: string;
  readonly reason: string;
}

/**
 * Staff go on without the agreement of another person, for example because it lies before them on paper. The link leads nowhere afterwards.
 *
 * @returns `no-reason` when none or too long a one is given, `answered` when it is settled already, `closed` when the case is over
 */
export async function waiveCosignature(
  ctx: Context,
  { cosignatureId, caseId, reason }: WaiveCosignature,
): Promise<Result<void, 'not-found' | 'no-reason' | 'answered' | 'closed'>> {
  const waiverReason = reason.trim();
  if (waiverReason === '' || waiverReason.length > longestReason) return failed('no-reason');
  return inTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const found = await lockCosignature(tx, cosignatureId);
    const application = found && (await applicationBySubmission(tx, found.submissionId));
    if (!found || application?.caseId !== caseId) return failed('not-found');
    await requireDeciding(ctx, tx, caseId);
    if (found.state === 'agreed' || found.state === 'waived') return failed('answered');
    const tracked = await trackAgreement(inTx, { caseId, step: 'waived', applicantText: trailText('waived'), reason: waiverReason });
    if (!tracked.ok) return tracked;
    await setWaived(tx, found.id, { waivedBy: ctx.actor.name, waiverReason, answeredAt: ctx.now });
    await record(tx, {
      actor: ctx.actor,
      action: 'applications.waive-cosignature',
      subject: { type: 'case', id: caseId },
      detail: { step: found.step },
    });
    await settleAgreement(inTx, tracked.value);
    return done();
  });
}
