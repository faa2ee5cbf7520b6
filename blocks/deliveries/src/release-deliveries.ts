import { caseById, caseTypeOf } from '@amt/cases';
import type { Tx } from '@amt/db';
import { enqueue } from '@amt/jobs';
import type { Context } from '@amt/module';
import { deliverOutput } from './deliver-output.ts';
import { dropWaiting, stopWaitingFor } from './delivery-store.ts';
import type { WaitsFor } from './tables.ts';

type InTx = Context & { readonly db: Tx };

/**
 * What the deliveries of a case waited for is there: those that wait for nothing else are planned now, in the caller's transaction. Told twice, or at once with
 * the other thing they wait for, each is planned once.
 */
export async function releaseDeliveries(ctx: InTx, caseId: string, from: WaitsFor): Promise<void> {
  for (const { id } of await stopWaitingFor(ctx.db, caseId, from, ctx.now)) await enqueue(ctx.db, deliverOutput, { deliveryId: id });
}

/** A case that ends without being granted (not paid, withdrawn, refused) leaves nothing to hand over. */
export async function dropUnneeded(ctx: InTx, { caseId, outcome }: { readonly caseId: string; readonly outcome: string }): Promise<void> {
  const found = await caseById(ctx.db, caseId);
  const granted = found && (await caseTypeOf(ctx.db, found)).outcomes.some(({ id, favourable }) => id === outcome && favourable);
  if (!granted) await dropWaiting(ctx.db, caseId, ctx.now);
}
