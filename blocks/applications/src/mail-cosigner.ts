import { serviceById } from '@amt/catalogue';
import type { Case } from '@amt/cases';
import type { Tx } from '@amt/db';
import { html } from '@amt/html';
import { formatDate, pick } from '@amt/i18n';
import { enqueue } from '@amt/jobs';
import { sendMail } from '@amt/mailbox';
import { defineJob } from '@amt/module';
import { Type } from 'typebox';
import { cosignTokenHash } from './cosign-token.ts';
import { messages } from './messages.ts';

const payload = Type.Object({
  cosignatureId: Type.String(),
  askId: Type.String(),
  mail: Type.String(),
  name: Type.String(),
  applicant: Type.String(),
  service: Type.String(),
  link: Type.String(),
  /** last day the link holds, as the mail says it; mails from before links ran out have none */
  until: Type.Optional(Type.String()),
  reminder: Type.Optional(Type.Boolean()),
  locale: Type.Enum(['de', 'en']),
});

/** Sends the link. It is in the job alone, which is gone when the mail is out. */
export const mailCosigner = defineJob({
  name: 'applications.mail-cosigner',
  payload,
  async run(ctx, { askId, mail, name, applicant, service, link, until, reminder = false, locale }) {
    const m = messages[locale].cosign;
    const lines = [
      m.mailGreeting({ name }),
      reminder ? m.mailReminder({ applicant, service }) : m.mailText({ applicant, service }),
      link,
      ...(until === undefined ? [] : [m.mailUntil({ date: until })]),
      m.mailFootnote(),
    ];
    const outcome = await sendMail(
      ctx,
      mail,
      {
        subject: reminder ? m.mailReminderSubject({ service }) : m.mailSubject({ service }),
        text: lines.join('\n\n'),
        html: html`${lines.map((line) => (line === link ? html`<p><a href="${link}">${link}</a></p>` : html`<p>${line}</p>`))}`.toString(),
        language: locale,
      },
      `cosign-${askId}`,
    );
    if (outcome.kind === 'later' || outcome.kind === 'unknown') throw new Error(`mail not sent: ${outcome.reason}`);
    if (outcome.kind === 'rejected') ctx.log.warn({ askId, reason: outcome.reason }, 'the mail to a co-signer was rejected');
  },
});

export interface CosignMail {
  readonly cosignatureId: string;
  readonly name: string;
  readonly mail: string;
  /** address of the page of a token, up to the token */
  readonly link: string;
  readonly token: string;
  readonly expiresAt: Temporal.Instant;
  readonly reminder: boolean;
  readonly locale: 'de' | 'en';
}

/** Plans the mail with the link, in the transaction that keeps the hash of its token. */
export async function planCosignMail(tx: Tx, found: Case, mail: CosignMail): Promise<void> {
  const { token, link, expiresAt, locale, ...asked } = mail;
  const service = await serviceById(tx, found.serviceId);
  await enqueue(tx, mailCosigner, {
    ...asked,
    askId: cosignTokenHash(token).slice(0, 32),
    applicant: found.applicantName,
    service: service ? pick(service.name, locale) : found.serviceId,
    link: `${link}${token}`,
    until: formatDate(expiresAt, locale),
    locale,
  });
}
