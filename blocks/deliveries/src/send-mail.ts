import { serviceById } from '@amt/catalogue';
import { formByHash, type FormOutput, type Json, type Submission } from '@amt/forms';
import { html } from '@amt/html';
import { languageTag, pick, type Locale } from '@amt/i18n';
import { sendMail as handToServer, type Mail } from '@amt/mailbox';
import type { Context } from '@amt/module';
import type { Parcel } from './drivers.ts';
import { messages } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { referenceOf, summaryLetter } from './summary-letter.ts';

type MailOutput = Extract<FormOutput, { kind: 'mail' }>;

/**
 * Sends a mail about a submission; answers only inside the PDF. Its Message-ID is made of the delivery's id, the same for every try. SMTP knows no other
 * key: a mail in doubt (the connection broke off after it was handed over) goes out once more under the same id and never a third time by itself.
 */
export async function sendMail(ctx: Context, parcel: Parcel<MailOutput>): Promise<Outcome> {
  const { delivery, submission, output } = parcel;
  const to = addressOf(submission, output.to);
  if (to === undefined) return { kind: 'refused', answer: 'no-address' };
  const sent = await handToServer(ctx, to, await compose(ctx, parcel), delivery.id);
  switch (sent.kind) {
    case 'sent':
      return { kind: 'delivered', answer: 'SMTP 250' };
    case 'rejected':
      return { kind: 'refused', answer: sent.reason };
    default:
      return { kind: sent.kind, answer: sent.reason };
  }
}

/** The address itself, or the answer at the path of a field. */
function addressOf({ answers }: Submission, to: string): string | undefined {
  if (to.includes('@')) return to;
  let here: Json | undefined = answers;
  for (const step of to.split('.'))
    here = typeof here === 'object' && here !== null && step in here ? (here as Record<string, Json>)[step] : undefined;
  return typeof here === 'string' && here !== '' ? here : undefined;
}

async function compose(ctx: Context, { delivery, submission, output }: Parcel<MailOutput>): Promise<Mail> {
  const { definition } = await formByHash(ctx.db, submission.formHash);
  // to an office in German, to the person in the language they wrote in
  const locale: Locale = output.to.includes('@') ? 'de' : submission.locale;
  const service = await serviceById(ctx.db, submission.serviceId);
  const title = pick(service?.name ?? definition.title, locale);
  const reference = await referenceOf(ctx, delivery);
  const m = messages[locale].mail;
  const lines = [m.salutation(), m.body({ title, reference }), ...(output.pdf ? [m.attached()] : []), m.closing()];
  const markup = html`<!doctype html>
    <html lang="${languageTag(locale)}">
      <head>
        <meta charset="utf-8" />
        <title>${m.subject({ title })}</title>
      </head>
      <body style="font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:0 auto;padding:24px">
        ${lines.map((line) => html`<p>${line}</p>`)}
      </body>
    </html>`;
  return {
    subject: m.subject({ title }),
    text: `${lines.join('\n\n')}\n`,
    html: markup.toString(),
    language: languageTag(locale),
    ...(output.pdf
      ? {
          attachments: [
            {
              fileName: m.fileName({ reference }),
              mediaType: 'application/pdf',
              content: await summaryLetter(ctx, { delivery, submission, title, reference }),
            },
          ],
        }
      : {}),
  };
}
