import { inTransaction } from '@amt/db';
import { emit } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { applicationBySubmission } from './application-store.ts';
import { cosignTokenHash } from './ask-cosigner.ts';
import { cosignatureByTokenHash, lockCosignature, setAnswered } from './cosignature-store.ts';
import { cosignatureAnswered } from './events.ts';

export interface AnswerCosignature {
  readonly token: string;
  readonly answer: string;
  /** the person's name as they sign */
  readonly name: string;
}

/**
 * The other person agrees or declines, once.
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
    const known = await cosignatureByTokenHash(tx, cosignTokenHash(token));
    const found = known && (await lockCosignature(tx, known.id));
    const application = found && (await applicationBySubmission(tx, found.submissionId));
    if (found?.state !== 'asked' || !application) return failed('not-found');
    await setAnswered(tx, found.id, { state: answer, signedName, answeredAt: ctx.now });
    await emit(tx, cosignatureAnswered, { submissionId: found.submissionId, caseId: application.caseId, step: found.step, answer });
    return done(answer);
  });
}
