import { inTransaction } from '@amt/db';
import { forgetReminderAddress, reminderAddress, takeDueReminder } from '@amt/forms';
import { html } from '@amt/html';
import { formatDate } from '@amt/i18n';
import { accountById } from '@amt/identity';
import { enqueue } from '@amt/jobs';
import { deliver, sendMail } from '@amt/mailbox';
import { defineJob, type Context } from '@amt/module';
import { Type } from 'typebox';
import { messages } from './messages.ts';

/** Mails the reminder of a draft without account. The address is in its own table, not in the job, and goes when the mail is out or can never be. */
export const mailDraftReminder = defineJob({
  name: 'applications.mail-draft-reminder',
  payload: Type.Object({ draftId: Type.String() }),
  async run(ctx, { draftId }, { attempt, maxAttempts }) {
    const found = await reminderAddress(ctx.db, draftId);
    if (!found) return;
    const m = messages[found.locale].draftReminder;
    const lines = [m.mailText({ date: formatDate(found.expiresAt, found.locale) }), m.mailFootnote()];
    const outcome = await sendMail(
      ctx,
      found.mail,
      {
        subject: m.subject(),
        text: lines.join('\n\n'),
        html: html`${lines.map((line) => html`<p>${line}</p>`)}`.toString(),
        language: found.locale,
      },
      `draft-reminder-${draftId}`,
    );
    const again = (outcome.kind === 'later' || outcome.kind === 'unknown') && attempt < maxAttempts;
    if (!again) await forgetReminderAddress(ctx.db, draftId);
    if (outcome.kind === 'later' || outcome.kind === 'unknown') throw new Error(`mail not sent: ${outcome.reason}`);
  },
});

/**
 * Tells people some days before a draft of theirs is deleted: holders of accounts in their mailbox, others by mail when they left an address for it. Says
 * nothing of what the draft is about. Each draft once; mark and message are one transaction.
 */
export async function remindOfDrafts(ctx: Context): Promise<number> {
  let reminded = 0;
  while (await inTransaction(ctx.db, (tx) => remindOfOne({ ...ctx, db: tx }))) reminded++;
  return reminded;
}

async function remindOfOne({ db: tx, now }: Context & { readonly db: Parameters<typeof takeDueReminder>[0] }): Promise<boolean> {
  const due = await takeDueReminder(tx, now);
  if (!due) return false;
  const { draftId, accountId, expiresAt } = due;
  if (accountId === null) {
    await enqueue(tx, mailDraftReminder, { draftId }, { key: `applications.draft-reminder:${draftId}` });
    return true;
  }
  const locale = (await accountById(tx, accountId))?.locale === 'en' ? 'en' : 'de';
  const m = messages[locale].draftReminder;
  await deliver(tx, {
    accountId,
    kind: 'information',
    subject: m.subject(),
    body: m.inboxText({ date: formatDate(expiresAt, locale) }),
    language: locale,
    idempotencyKey: `draft-reminder:${draftId}`,
    at: now,
  });
  return true;
}

export const remindOfDraftsJob = defineJob({
  name: 'applications.remind-of-drafts',
  payload: Type.Object({}),
  cron: '20 6 * * *',
  run: async (ctx) => void (await remindOfDrafts(ctx)),
});
