import { trackAgreement } from '@amt/cases';
import { inTransaction } from '@amt/db';
import { emit } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { applicationBySubmission } from './application-store.ts';
import { cosignTokenHash } from './cosign-token.ts';
import { trailText } from './cosign-trail.ts';
import { cosignatureByTokenHash, lockCosignature, setAnswered } from './cosignature-store.ts';
import { cosignatureAnswered } from './events.ts';
import { settleAgreement } from './settle-agreement.ts';
import { tellApplicant } from './tell-applicant.ts';

export interface AnswerCosignature {
  readonly token: string;
  readonly answer: string;
  /** the person's name as they sign */
  readonly name: string;
}

/**
 * The other person agrees or declines, once. Who declines is told of to the applicant, who may ask again.
 *
 * @returns `not-found` for a link that leads nowhere (any more), `no-answer` or `no-name` for what is missing
 */
export async function answerCosignature(
  ctx: Context,
  { token, answer, name }: AnswerCosignature,
): Promise<Result<'agreed' | 'declined', 'not-found' | 'no-answer' | 'no-name'>> {
  const signedName = name.trim();
  if (answer !== 'agreed' && answer !== 'declined') return failed('no-answer');
  if (signedName === '' || signedName.length > 200) return failed('no-name');
  return inTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const tokenHash = cosignTokenHash(token);
    const known = await cosignatureByTokenHash(tx, tokenHash);
    const found = known && (await lockCosignature(tx, known.id));
    const application = found && (await applicationBySubmission(tx, found.submissionId));
    // asked or reminded again since, by the time the lock is ours: this link is an old one
    if (found?.state !== 'asked' || found.tokenHash !== tokenHash || !application) return failed('not-found');
    if (found.expiresAt !== null && Temporal.Instant.compare(found.expiresAt, ctx.now) <= 0) return failed('not-found');
    const { caseId } = application;
    const tracked = await trackAgreement(inTx, { caseId, step: answer, applicantText: trailText(answer) });
    if (!tracked.ok) return failed('not-found');
    await setAnswered(tx, found.id, { state: answer, signedName, answeredAt: ctx.now });
    await emit(tx, cosignatureAnswered, { submissionId: found.submissionId, caseId, step: found.step, answer });
    if (answer === 'agreed') await settleAgreement(inTx, tracked.value);
    else await tellApplicant(inTx, { found: tracked.value, about: 'declined', key: `${found.id}:${ctx.now.epochMilliseconds}` });
    return done(answer);
  });
}
