import { submissionFileById, submissionById, formByHash } from '@amt/forms';
import { fileAnswer, notFound, route, type Context } from '@amt/module';
import { Type } from 'typebox';
import { deliveryById } from './delivery-store.ts';
import { linkHolds } from './file-link.ts';
import type { Delivery } from './tables.ts';

/** A file of a webhook's message, for whoever holds the signed link. */
export const fileRoute = route({
  name: 'deliveries.file',
  method: 'GET',
  path: '/api/deliveries/:deliveryId/files/:fileId',
  access: 'public',
  summary: 'File of a submission that was delivered by webhook; the address is signed and holds for a week',
  params: Type.Object({ deliveryId: Type.String({ format: 'uuid' }), fileId: Type.String({ minLength: 1, maxLength: 100 }) }),
  query: Type.Object({ until: Type.String({ maxLength: 12 }), signature: Type.String({ maxLength: 64 }) }),
  response: Type.String({ format: 'binary' }),
  handle: async (ctx, { params, query }) => {
    const delivery = await deliveryById(ctx.db, params.deliveryId);
    const host = delivery && (await receiverOf(ctx, delivery));
    // the same answer for wrong, old and unknown links: a caller learns nothing
    if (!delivery || host === undefined || !linkHolds(ctx, { ...params, host }, query)) return notFound();
    const file = await submissionFileById(ctx.db, delivery.submissionId, params.fileId);
    if (!file) return notFound();
    return fileAnswer({ body: await ctx.files.stream(file.sha256), mediaType: file.mediaType, fileName: file.fileName });
  },
});

/** Host of the webhook, whose secret signs the link. */
async function receiverOf(ctx: Context, { submissionId, outputId }: Delivery): Promise<string | undefined> {
  const submission = await submissionById(ctx.db, submissionId);
  if (!submission) return undefined;
  const { outputs } = await formByHash(ctx.db, submission.formHash);
  const output = outputs.map(({ def }) => def).find(({ id }) => id === outputId);
  return output?.kind === 'webhook' ? new URL(output.url).host : undefined;
}
