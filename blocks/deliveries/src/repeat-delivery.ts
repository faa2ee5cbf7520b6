import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { enqueue } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { deliverOutput } from './deliver-output.ts';
import { lockDelivery, updateDelivery } from './delivery-store.ts';
import type { Delivery } from './tables.ts';

/** Hours after which a delivery that is "sending" has lost its process and its job. */
const abandonedAfterHours = 24;

/**
 * What staff may do with a delivery: `repeat` one that did not come to a good end, or `replay` a message that its receiver lost. Both carry the same
 * idempotency key as before, so a receiver that has it already takes it once.
 */
export function repetitionOf({ kind, state, changedAt }: Delivery, now: Temporal.Instant): 'repeat' | 'replay' | undefined {
  if (kind === 'case' || state === 'waiting' || state === 'dropped') return undefined;
  if (state === 'delivered') return kind === 'webhook' || kind === 'xml' ? 'replay' : undefined;
  // what another authority has rejected over FIT-Connect is settled there
  if (state === 'refused') return kind === 'fit-connect' ? undefined : 'repeat';
  if (state === 'failed') return 'repeat';
  const abandoned = Temporal.Instant.compare(changedAt.add({ hours: abandonedAfterHours }), now) < 0;
  return abandoned ? 'repeat' : undefined;
}

/** Tries a delivery once more. @returns `not-repeatable` when it is on its way, or done in a way that cannot be repeated */
export async function repeatDelivery(
  ctx: Context,
  { deliveryId }: { readonly deliveryId: string },
): Promise<Result<'repeat' | 'replay', 'not-found' | 'not-repeatable'>> {
  return inTransaction(ctx.db, async (tx) => {
    const delivery = await lockDelivery(tx, deliveryId);
    if (!delivery) return failed('not-found');
    ctx.require('deliveries.repeat', { unitId: delivery.unitId });
    const repetition = repetitionOf(delivery, ctx.now);
    if (repetition === undefined) return failed('not-repeatable');
    if (repetition === 'repeat') await updateDelivery(tx, deliveryId, { state: 'planned', changedAt: ctx.now });
    await enqueue(
      tx,
      deliverOutput,
      { deliveryId, staffId: ctx.actor.id, ...(repetition === 'replay' ? { replay: true } : {}) },
      { key: `deliveries.repeat:${deliveryId}` },
    );
    await record(tx, {
      actor: ctx.actor,
      action: `deliveries.${repetition}`,
      subject: { type: 'deliveries.delivery', id: deliveryId },
      ...(delivery.accountId === null ? {} : { accountId: delivery.accountId }),
    });
    return done(repetition);
  });
}
