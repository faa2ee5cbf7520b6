import { caseById } from '@amt/cases';
import { renderReceipt } from '@amt/documents';
import { formByHash, type Submission } from '@amt/forms';
import { unitById } from '@amt/identity';
import { pick } from '@amt/i18n';
import { configOf, type Context } from '@amt/module';
import { messages } from './messages.ts';
import { deliveriesConfig } from './settings.ts';
import type { Delivery } from './tables.ts';

/** How people name the matter: the file reference of the case, else the submission's own number. */
export async function referenceOf(ctx: Context, { caseId, submissionId }: Delivery): Promise<string> {
  const found = caseId === null ? undefined : await caseById(ctx.db, caseId);
  return found?.fileReference ?? submissionId;
}

export interface SummaryLetter {
  readonly delivery: Delivery;
  readonly submission: Submission;
  readonly title: string;
  readonly reference: string;
}

/** The confirmation of receipt with all answers, as PDF. The same submission gives the same bytes. */
export async function summaryLetter(ctx: Context, { submission, title, reference }: SummaryLetter): Promise<Uint8Array> {
  const { locale, contact } = submission;
  const { definition } = await formByHash(ctx.db, submission.formHash);
  const unit = await unitById(ctx.db, definition.ownerUnit);
  const { AUTHORITY_NAME: authority } = configOf(ctx, deliveriesConfig);
  const unitName = unit ? pick(unit.name, locale) : authority;
  const name = [contact.givenName, contact.surname].filter(Boolean).join(' ');
  return renderReceipt({
    locale,
    fileReference: reference,
    issuedAt: submission.submittedAt,
    recipient: name === '' ? [] : [name],
    ...(name === '' ? {} : { name }),
    sender: {
      authority,
      unit: unitName,
      address: unit?.address ? `${unit.address.street}, ${unit.address.postalCode} ${unit.address.city}` : authority,
      ...(unit?.phone === undefined ? {} : { phone: unit.phone }),
      ...(unit?.mail === undefined ? {} : { mail: unit.mail }),
      ...(unit?.website === undefined ? {} : { website: unit.website }),
    },
    contact: {
      name: unitName,
      ...(unit?.phone === undefined ? {} : { phone: unit.phone }),
      ...(unit?.mail === undefined ? {} : { mail: unit.mail }),
    },
    service: title,
    receivedAt: submission.submittedAt,
    sections: submission.summary.map((section) => ({
      title: section.title,
      answers: section.rows.map(({ label, value }) => ({ label, value })),
    })),
    uploads: submission.files.map(({ fileName, size }) => ({ fileName, size })),
    nextSteps: [messages[locale].mail.nextStep()],
  });
}
