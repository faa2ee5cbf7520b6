import type { FormOutput, Submission } from '@amt/forms';
import type { Context } from '@amt/module';
import type { Outcome } from './outcome.ts';
import { sendOverFitConnect } from './fit-connect/send-submission.ts';
import { sendMail } from './send-mail.ts';
import { sendWebhook } from './send-webhook.ts';
import { sendXml } from './send-xml.ts';
import type { Delivery } from './tables.ts';

/** What is delivered: the row, the submission it is about, and the output that says where and how. */
export interface Parcel<Output extends FormOutput = FormOutput> {
  readonly delivery: Delivery;
  readonly submission: Submission;
  readonly output: Output;
}

/** Hands a parcel to the driver of its kind. */
export function send(ctx: Context, { output, ...parcel }: Parcel): Promise<Outcome> {
  switch (output.kind) {
    case 'mail':
      return sendMail(ctx, { ...parcel, output });
    case 'webhook':
      return sendWebhook(ctx, { ...parcel, output });
    case 'xml':
      return sendXml(ctx, { ...parcel, output });
    case 'fit-connect':
      return sendOverFitConnect(ctx, { ...parcel, output });
    case 'case':
      throw new Error('a case is opened by the transaction that submits');
  }
}
