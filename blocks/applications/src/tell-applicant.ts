import { caseById, type Case } from '@amt/cases';
import { serviceById } from '@amt/catalogue';
import type { Tx } from '@amt/db';
import { html } from '@amt/html';
import { pick } from '@amt/i18n';
import { enqueue } from '@amt/jobs';
import { deliver, sendMail } from '@amt/mailbox';
import { defineJob, type Context } from '@amt/module';
import { Type } from 'typebox';
import { messages } from './messages.ts';

const abouts = ['declined', 'expired', 'appointmentLost'] as const;
type About = (typeof abouts)[number];

export interface TellApplicant {
  readonly found: Case;
  readonly about: About;
  /** the same key twice tells once */
  readonly key: string;
}

/** Tells who applied that an agreement or an appointment is not coming: in the mailbox, or by mail where there is no account. Names nobody. */
export async function tellApplicant(ctx: Context & { readonly db: Tx }, { found, about, key }: TellApplicant): Promise<void> {
  const locale = found.locale === 'en' ? 'en' : 'de';
  const m = messages[locale].cosign.told[about];
  if (found.accountId === null) {
    if (found.applicantMail !== null)
      await enqueue(ctx.db, mailApplicant, { caseId: found.id, about, key }, { key: `applications.tell:${key}` });
    return;
  }
  const { fileReference, submissionId } = found;
  await deliver(ctx.db, {
    accountId: found.accountId,
    kind: 'information',
    subject: m.subject({ fileReference }),
    body: m.text({ service: await serviceName(ctx.db, found, locale) }),
    language: locale,
    caseId: found.id,
    caseReference: fileReference,
    action: {
      route: 'online-services.confirmation',
      params: { submissionId },
      label: about === 'appointmentLost' ? messages[locale].cosign.toApplication() : messages[locale].cosign.askAgain(),
    },
    idempotencyKey: `cosignature:${about}:${key}`,
    at: ctx.now,
  });
}

async function serviceName(db: Tx | Context['db'], found: Case, locale: 'de' | 'en'): Promise<string> {
  const service = await serviceById(db, found.serviceId);
  return service ? pick(service.name, locale) : found.serviceId;
}

/** The address stays with the case: the job has only its id. */
export const mailApplicant = defineJob({
  name: 'applications.mail-applicant',
  payload: Type.Object({ caseId: Type.String(), about: Type.Enum([...abouts]), key: Type.String() }),
  async run(ctx, { caseId, about, key }) {
    const found = await caseById(ctx.db, caseId);
    if (!found?.applicantMail) return;
    const locale = found.locale === 'en' ? 'en' : 'de';
    const m = messages[locale].cosign;
    const lines = [
      m.told[about].text({ service: await serviceName(ctx.db, found, locale) }),
      m.told.write({ fileReference: found.fileReference }),
    ];
    const outcome = await sendMail(
      ctx,
      found.applicantMail,
      {
        subject: m.told[about].subject({ fileReference: found.fileReference }),
        text: lines.join('\n\n'),
        html: html`${lines.map((line) => html`<p>${line}</p>`)}`.toString(),
        language: locale,
      },
      `cosign-told-${key.replace(/[^\w-]/g, '-')}`,
    );
    if (outcome.kind === 'later' || outcome.kind === 'unknown') throw new Error(`mail not sent: ${outcome.reason}`);
    if (outcome.kind === 'rejected') ctx.log.warn({ caseId, reason: outcome.reason }, 'the mail to an applicant was rejected');
  },
});
