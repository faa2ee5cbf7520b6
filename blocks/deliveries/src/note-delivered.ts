import { inTransaction } from '@amt/db';
import type { Context } from '@amt/module';
import { lockDelivery, updateDelivery } from './delivery-store.ts';

/** Writes down a planned delivery as handed over without sending anything: the demo city tells nobody today what it handed over in its past. */
export async function noteDelivered(ctx: Context, deliveryId: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const found = await lockDelivery(tx, deliveryId);
    if (found?.state === 'planned') await updateDelivery(tx, deliveryId, { state: 'delivered', changedAt: ctx.now, deliveredAt: ctx.now });
  });
}
