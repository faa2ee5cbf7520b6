import type { Context } from '@amt/module';
import type { Parcel } from './drivers.ts';
import type { Outcome } from './outcome.ts';
import { postSigned } from './send-webhook.ts';
import { writeXmlFile } from './xml-folder.ts';
import { xmlOf, type XmlOutput } from './xml.ts';

/** Puts a submission as XML into the folder, or posts it like a webhook. */
export async function sendXml(ctx: Context, { delivery, submission, output }: Parcel<XmlOutput>): Promise<Outcome> {
  if (output.to.kind === 'folder') {
    await writeXmlFile(ctx, delivery, xmlOf(output, submission));
    return { kind: 'delivered', answer: 'written' };
  }
  const body = [...xmlOf(output, submission)].join('');
  return postSigned(ctx, { url: output.to.url, mediaType: 'application/xml', body, deliveryId: delivery.id });
}
