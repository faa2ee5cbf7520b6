import { inTransaction } from '@amt/db';
import { enqueue } from '@amt/jobs';
import { sendMail } from '@amt/mailbox';
import { defineJob, done, failed, type Context, type Result } from '@amt/module';
import { html } from '@amt/html';
import { Type } from 'typebox';
import { longestMessage } from './ask-back.ts';
import { caseById, insertEvent, lockCase } from './case-store.ts';
import { insertMessage, messageById, setMailed } from './message-store.ts';
import { notificationText } from './notification-text.ts';

/**
 * Sends a message to an applicant without an account. The person gave the mail address for exactly this; a retry carries the same
 * Message-ID, so a mail system that got it twice can tell.
 */
export const mailReply = defineJob({
  name: 'cases.mail-reply',
  payload: Type.Object({ messageId: Type.String() }),
  async run(ctx, { messageId }) {
    const message = await messageById(ctx.db, messageId);
    const found = message && (await caseById(ctx.db, message.caseId));
    if (!message || message.mailedAt || !found?.applicantMail) return;
    const m = notificationText(found.locale);
    const outcome = await sendMail(
      ctx,
      found.applicantMail,
      {
        subject: m.messageSubject({ fileReference: found.fileReference }),
        text: message.body,
        html: html`${message.body.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph}</p>`)}`.toString(),
        language: found.locale === 'en' ? 'en' : 'de',
      },
      `case-message-${messageId}`,
    );
    if (outcome.kind === 'later' || outcome.kind === 'unknown') throw new Error(`mail not sent: ${outcome.reason}`);
    if (outcome.kind === 'rejected') ctx.log.warn({ messageId, reason: outcome.reason }, 'the mail of a case was rejected');
    else await inTransaction(ctx.db, (tx) => setMailed(tx, messageId, ctx.now));
  },
});

/**
 * Answers an applicant who has no mailbox here, by mail to the address the application gave.
 * @returns `no-mail` when there is none, or the person has a mailbox (then {@link askBack} is the way)
 */
export async function replyByMail(
  ctx: Context,
  { caseId, body }: { caseId: string; body: string },
): Promise<Result<void, 'not-found' | 'empty' | 'too-long' | 'no-mail' | 'closed'>> {
  const text = body.trim();
  if (text === '') return failed('empty');
  if (text.length > longestMessage) return failed('too-long');
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCase(tx, caseId);
    if (!found) return failed('not-found');
    ctx.require('cases.decide', { unitId: found.unitId });
    if (found.closedAt) return failed('closed');
    if (found.accountId !== null || found.applicantMail === null) return failed('no-mail');
    const messageId = await insertMessage(tx, {
      caseId,
      direction: 'to-applicant',
      body: text,
      authorName: ctx.actor.name,
      sentAt: ctx.now,
      isQuestion: false,
      files: [],
    });
    await insertEvent(tx, { caseId, at: ctx.now, kind: 'message', actor: ctx.actor, detail: { messageId } });
    await enqueue(tx, mailReply, { messageId });
    return done();
  });
}
