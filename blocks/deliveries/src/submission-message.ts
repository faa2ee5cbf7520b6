import { serviceById } from '@amt/catalogue';
import { formByHash, type FileAnswer } from '@amt/forms';
import { configOf, type Context } from '@amt/module';
import type { Parcel } from './drivers.ts';
import { fileLink } from './file-link.ts';
import { deliveriesConfig } from './settings.ts';

/**
 * A submission as webhooks carry it (documented in the README): answers and computed values as the form knows them, money in cents, instants as
 * ISO 8601. Small files lie inside as base64, larger ones behind links that hold for a week.
 */
export async function submissionMessage(ctx: Context, { delivery, submission }: Parcel, host: string): Promise<Record<string, unknown>> {
  const [{ definition }, service] = [await formByHash(ctx.db, submission.formHash), await serviceById(ctx.db, submission.serviceId)];
  return {
    delivery: delivery.id,
    submission: submission.id,
    submittedAt: submission.submittedAt.toString(),
    case: delivery.caseId,
    form: { id: submission.formId, version: definition.version, hash: submission.formHash },
    service: { id: submission.serviceId, name: service?.name.de ?? null, leikaKey: service?.leikaKey ?? null },
    language: submission.locale,
    trustLevel: submission.facts.signedIn ? submission.facts.trustLevel : 'none',
    answers: submission.answers,
    computed: submission.computed,
    fee: { totalCents: submission.feeCents, lines: submission.fee.lines.map(({ id, cents }) => ({ id, cents })) },
    files: await files(ctx, delivery.id, submission.files, host),
  };
}

async function files(ctx: Context, deliveryId: string, all: readonly FileAnswer[], host: string): Promise<unknown[]> {
  let room = configOf(ctx, deliveriesConfig).WEBHOOK_FILE_BYTES;
  const listed: unknown[] = [];
  for (const file of all) {
    const inside = file.size <= room;
    if (inside) room -= file.size;
    const where = inside
      ? { content: Buffer.from(await ctx.files.read(file.sha256)).toString('base64') }
      : { href: fileLink(ctx, { deliveryId, fileId: file.id, host }) };
    listed.push({ id: file.id, fileName: file.fileName, mediaType: file.mediaType, size: file.size, sha256: file.sha256, ...where });
  }
  return listed;
}
