import { inTransaction, type Tx } from '@amt/db';
import type { Context, EventHandler, Module } from '@amt/module';
import './tables.ts';

/** The job that `emit` adds; its payload is `{ eventId }`. */
export const dispatchJobName = 'events.dispatch';

interface Subscriber {
  readonly module: string;
  readonly handler: EventHandler;
}

/**
 * Hands an event to every handler of the house. Each runs in a transaction of its own that also writes the mark "handled", so a second
 * delivery, also one at the same time, does nothing. One that fails does not keep the others from running; the job is then retried for it.
 */
export async function dispatchEvent(ctx: Context, modules: readonly Module[], eventId: string): Promise<void> {
  const event = await ctx.db.selectFrom('events.event').select(['name', 'payload']).where('id', '=', eventId).executeTakeFirst();
  if (event === undefined) return;
  const faults: unknown[] = [];
  for (const subscriber of subscribersOf(modules, event.name)) {
    await runOnce(ctx, subscriber, eventId, event.payload).catch((fault: unknown) => faults.push(fault));
  }
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new AggregateError(faults, `${faults.length} handlers of ${event.name} failed`);
}

function subscribersOf(modules: readonly Module[], eventName: string): Subscriber[] {
  return modules.flatMap((module) =>
    module.events.handles.filter((handler) => handler.event.name === eventName).map((handler) => ({ module: module.name, handler })),
  );
}

function runOnce(ctx: Context, { module, handler }: Subscriber, eventId: string, payload: unknown): Promise<void> {
  return inTransaction(ctx.db, async (tx: Tx) => {
    // A second delivery waits here for the first one's transaction.
    const mark = await tx
      .insertInto('events.handled')
      .values({ eventId, module, handler: handler.name })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (mark.numInsertedOrUpdatedRows === 0n) return;
    await handler.run({ ...ctx, db: tx }, payload);
  });
}
