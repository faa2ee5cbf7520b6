import { officeDate } from '@amt/clock';
import { inTransaction } from '@amt/db';
import { deliver } from '@amt/mailbox';
import { done, failed, type Context, type Result } from '@amt/module';
import { lockCase } from './case-store.ts';
import { caseTypeOf } from './case-type-store.ts';
import { holidaysBetween } from './holiday-store.ts';
import { insertMessage, linkMailboxMessage } from './message-store.ts';
import { notificationText } from './notification-text.ts';
import { availableAction, carryOut, failingGuard, type Refusal } from './transition.ts';
import { nextWorkingDay } from './working-days.ts';

export interface AskBack {
  readonly caseId: string;
  readonly body: string;
}

/** Longest message either side can write, in characters. */
export const longestMessage = 5_000;

/**
 * Asks the applicant: the case waits, the question is in their inbox, a mail without content tells them so.
 * @returns `no-mailbox` when the application came without an account.
 */
export async function askBack(
  ctx: Context,
  { caseId, body }: AskBack,
): Promise<Result<void, 'not-found' | 'empty' | 'too-long' | 'no-mailbox' | Refusal>> {
  const text = body.trim();
  if (text === '') return failed('empty');
  if (text.length > longestMessage) return failed('too-long');
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCase(tx, caseId);
    if (!found) return failed('not-found');
    ctx.require('cases.decide', { unitId: found.unitId });
    if (!found.accountId) return failed('no-mailbox');
    const type = await caseTypeOf(tx, found);
    const action = availableAction(type, found, 'staff', { effect: 'ask' });
    if (!action) return failed('not-now');
    const guard = await failingGuard(tx, ctx.actor, found, action);
    if (guard) return failed(guard);

    const last = officeDate(ctx.now).add({ days: type.answerWithinDays });
    const answerDueOn = nextWorkingDay(last, await holidaysBetween(tx, last, last.add({ days: 14 })));
    const messageId = await insertMessage(tx, {
      caseId,
      direction: 'to-applicant',
      body: text,
      authorName: ctx.actor.name,
      sentAt: ctx.now,
      isQuestion: true,
      answerDueOn,
      files: [],
    });
    const m = notificationText(found.locale);
    const mailboxMessageId = await deliver(tx, {
      accountId: found.accountId,
      kind: 'question',
      subject: m.questionSubject({ fileReference: found.fileReference }),
      body: text,
      caseId,
      caseReference: found.fileReference,
      attachments: [],
      action: { route: 'online-services.answer', params: { caseId }, label: m.answerButton() },
      idempotencyKey: `question:${messageId}`,
      language: found.locale === 'en' ? 'en' : 'de',
      at: ctx.now,
    });
    await linkMailboxMessage(tx, messageId, mailboxMessageId);
    await carryOut(ctx, tx, type, found, action, { detail: { messageId } });
    return done();
  });
}
