import { randomUUID } from 'node:crypto';
import { leaveReminderAddress, type Draft } from '@amt/forms';
import { html } from '@amt/html';
import { formatDate } from '@amt/i18n';
import { sendMail } from '@amt/mailbox';
import { failed, done, type Context, type Result } from '@amt/module';
import { messages } from './messages.ts';

export interface MailResumeCode {
  /** as the visitor may open it, with its key */
  readonly draft: Draft;
  readonly mail: string;
  /** the person agrees that the address is kept for one reminder */
  readonly remind: boolean;
  /** full address of the page where the code is entered */
  readonly resumeAddress: string;
}

/**
 * Mails the code of a draft to an address the person types. It is sent within the request and by no job: a job's payload would lie in the database, and with
 * the code whoever reads the database could read the draft. So a mail server that is away is told to the person, who tries again or notes the code.
 *
 * @returns `no-mail` for an address that is none or that the mail server refuses, `not-sent` when it may work later
 */
export async function mailResumeCode(ctx: Context, input: MailResumeCode): Promise<Result<void, 'no-mail' | 'not-sent' | 'not-found'>> {
  const { draft, remind, resumeAddress } = input;
  const mail = input.mail.trim();
  const code = draft.key?.readable;
  if (code === undefined) return failed('not-found');
  if (!/^[^@\s<>,;:"]{1,64}@[^@\s<>,;:"]+\.[^@\s<>,;:"]+$/.test(mail) || mail.length > 254) return failed('no-mail');
  const m = messages[ctx.locale].resumeCode;
  const link = `${resumeAddress}#${code}`;
  const lines = [m.text(), code, link, m.until({ date: formatDate(draft.expiresAt, ctx.locale) }), m.footnote()];
  const outcome = await sendMail(
    ctx,
    mail,
    {
      subject: m.subject(),
      text: lines.join('\n\n'),
      html: html`${lines.map((line) => (line === link ? html`<p><a href="${link}">${link}</a></p>` : html`<p>${line}</p>`))}`.toString(),
      language: ctx.locale,
    },
    `resume-${randomUUID()}`,
  );
  if (outcome.kind === 'rejected') return failed('no-mail');
  if (outcome.kind !== 'sent') return failed('not-sent');
  if (remind) await leaveReminderAddress(ctx.db, { draftId: draft.id, mail, locale: ctx.locale, agreedAt: ctx.now });
  return done();
}
