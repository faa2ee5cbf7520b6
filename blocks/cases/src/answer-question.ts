import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { lockCase } from './case-store.ts';
import { caseTypeOf } from './case-type-store.ts';
import { longestMessage } from './ask-back.ts';
import { insertMessage, openQuestion, type MessageFile } from './message-store.ts';
import { availableAction, carryOut } from './transition.ts';

export interface AnswerQuestion {
  readonly caseId: string;
  readonly body: string;
  readonly files: readonly MessageFile[];
}

/**
 * The applicant answers the open question; the case goes back to the office.
 * @returns `not-found` also for a case of someone else; `not-now` when nothing is asked (any more), so a second click does no harm.
 */
export async function answerQuestion(
  ctx: Context,
  { caseId, body, files }: AnswerQuestion,
): Promise<Result<void, 'not-found' | 'empty' | 'too-long' | 'not-now'>> {
  const text = body.trim();
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCase(tx, caseId);
    if (!found || ctx.actor.kind !== 'person' || found.accountId !== ctx.actor.id) return failed('not-found');
    const type = await caseTypeOf(tx, found);
    const action = availableAction(type, found, 'applicant', { effect: 'answer' });
    if (!action || !(await openQuestion(tx, caseId))) return failed('not-now');
    if (text === '' && files.length === 0) return failed('empty');
    if (text.length > longestMessage) return failed('too-long');

    const messageId = await insertMessage(tx, {
      caseId,
      direction: 'from-applicant',
      body: text,
      authorName: ctx.actor.name,
      sentAt: ctx.now,
      isQuestion: false,
      files,
    });
    await carryOut(ctx, tx, type, found, action, { detail: { messageId } });
    return done();
  });
}
