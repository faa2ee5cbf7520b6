import { createHash, randomBytes } from 'node:crypto';
import { serviceById } from '@amt/catalogue';
import { caseById } from '@amt/cases';
import { inTransaction } from '@amt/db';
import { html } from '@amt/html';
import { pick } from '@amt/i18n';
import { enqueue } from '@amt/jobs';
import { sendMail } from '@amt/mailbox';
import { defineJob, done, failed, type Context, type Result } from '@amt/module';
import { Type } from 'typebox';
import { applicationBySubmission } from './application-store.ts';
import { lockCosignature, setAsked } from './cosignature-store.ts';
import { messages } from './messages.ts';

/** What is kept of the token in the link. It is random and long, so a plain hash cannot be searched. */
export function cosignTokenHash(token: string): string {
  return createHash('sha256').update(`applications.cosignature:${token}`).digest('hex');
}

const payload = Type.Object({
  cosignatureId: Type.String(),
  askId: Type.String(),
  mail: Type.String(),
  name: Type.String(),
  applicant: Type.String(),
  service: Type.String(),
  link: Type.String(),
  locale: Type.Enum(['de', 'en']),
});

/** Sends the link. It is in the job alone, which is gone when the mail is out. */
export const mailCosigner = defineJob({
  name: 'applications.mail-cosigner',
  payload,
  async run(ctx, { askId, mail, name, applicant, service, link, locale }) {
    const m = messages[locale].cosign;
    const lines = [m.mailGreeting({ name }), m.mailText({ applicant, service }), link, m.mailFootnote()];
    const outcome = await sendMail(
      ctx,
      mail,
      {
        subject: m.mailSubject({ service }),
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

export interface AskCosigner {
  readonly cosignatureId: string;
  readonly submissionId: string;
  readonly name: string;
  readonly mail: string;
  /** absolute address of the page of a token */
  readonly linkOf: (token: string) => string;
}

/**
 * Asks another person by mail to agree. Asking again makes a new link, the old one leads nowhere. The caller has checked that the application is the
 * visitor's own.
 *
 * @returns `answered` when the answer is there already, `no-name` or `no-mail` for what was typed wrongly
 */
export async function askCosigner(
  ctx: Context,
  input: AskCosigner,
): Promise<Result<void, 'not-found' | 'answered' | 'no-name' | 'no-mail'>> {
  const name = input.name.trim();
  const mail = input.mail.trim();
  if (name === '' || name.length > 200) return failed('no-name');
  if (!/^[^@\s]{1,64}@[^@\s]+\.[^@\s]+$/.test(mail) || mail.length > 254) return failed('no-mail');
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCosignature(tx, input.cosignatureId);
    const application = await applicationBySubmission(tx, input.submissionId);
    if (!found || !application || found.submissionId !== input.submissionId) return failed('not-found');
    if (found.state === 'agreed' || found.state === 'declined') return failed('answered');
    const token = randomBytes(24).toString('base64url');
    await setAsked(tx, found.id, { tokenHash: cosignTokenHash(token), askedName: name, askedMail: mail, askedAt: ctx.now });
    const [aCase, service] = await Promise.all([caseById(tx, application.caseId), serviceById(tx, application.serviceId)]);
    const locale = ctx.locale === 'en' ? 'en' : 'de';
    await enqueue(tx, mailCosigner, {
      cosignatureId: found.id,
      askId: cosignTokenHash(token).slice(0, 32),
      mail,
      name,
      applicant: aCase?.applicantName ?? '–',
      service: service ? pick(service.name, locale) : application.serviceId,
      link: input.linkOf(token),
      locale,
    });
    return done();
  });
}
