import { inTransaction, type Tx } from '@amt/db';
import { formByHash, submissionById, type FormOutput } from '@amt/forms';
import { defineJob, type Context, type JobRun } from '@amt/module';
import { Type, type Static } from 'typebox';
import { doubtsOf, endAttempt, insertAttempt, latestAttempt, lockDelivery, updateDelivery } from './delivery-store.ts';
import { send, type Parcel } from './drivers.ts';
import type { Outcome } from './outcome.ts';
import type { Delivery, DeliveryState } from './tables.ts';

const payload = Type.Object({
  deliveryId: Type.String(),
  /** a delivered one is sent once more under the same key: the receiver lost it */
  replay: Type.Optional(Type.Boolean()),
  /** who asked for it */
  staffId: Type.Optional(Type.String()),
});

/** Tries in a row, about a day and a half; then staff decide. */
const maxAttempts = 15;

/**
 * Brings one output to its receiver. The row is marked as "sending" before anything leaves the house, and its end is written after the other side's
 * word; a process that dies between the two leaves a doubt, which the next try resolves under the same idempotency key, the delivery's id.
 */
export const deliverOutput = defineJob({
  name: 'deliveries.deliver-output',
  payload,
  maxAttempts,
  run: async (ctx, job, run) => {
    const begun = await begin(ctx, job);
    if (begun === undefined) return;
    const outcome = await tried(ctx, begun.parcel, isLast(run));
    await end(ctx, begun, outcome, isLast(run), job.replay ?? false);
    if (outcome.kind === 'later' || outcome.kind === 'unknown') throw new Error(`not delivered: ${outcome.answer}`);
  },
});

function isLast({ attempt, maxAttempts: most }: JobRun): boolean {
  return attempt >= most;
}

interface Begun {
  readonly number: number;
  readonly parcel: Parcel;
}

async function begin(ctx: Context, { deliveryId, replay = false, staffId }: Static<typeof payload>): Promise<Begun | undefined> {
  return inTransaction(ctx.db, async (tx) => {
    const delivery = await lockDelivery(tx, deliveryId);
    if (!delivery || !mayBegin(delivery, replay)) return undefined;
    const submission = await submissionById(tx, delivery.submissionId);
    const output = await outputOf(tx, delivery);
    if (!submission || !output) {
      await updateDelivery(tx, deliveryId, { state: 'failed', lastAnswer: 'submission-erased', changedAt: ctx.now });
      return undefined;
    }
    const latest = await latestAttempt(tx, deliveryId);
    const number = (latest?.number ?? 0) + 1;
    // A mail cannot be taken back, and not every receiver compares ids: after two doubts a person decides.
    if (output.kind === 'mail' && staffId === undefined && (await doubtsOf(tx, deliveryId)) >= 2) {
      await updateDelivery(tx, deliveryId, { state: 'failed', lastAnswer: 'in-doubt', changedAt: ctx.now });
      return undefined;
    }
    if (latest && latest.endedAt === null) {
      await endAttempt(tx, { deliveryId, number: latest.number }, { outcome: 'unknown', answer: 'broken-off', endedAt: ctx.now });
    }
    await insertAttempt(tx, { deliveryId, number, staffId: staffId ?? null, begunAt: ctx.now });
    const state: DeliveryState = delivery.state === 'delivered' ? 'delivered' : 'sending';
    await updateDelivery(tx, deliveryId, { state, tries: delivery.tries + 1, changedAt: ctx.now });
    return { number, parcel: { delivery, submission, output } };
  });
}

function mayBegin({ state }: Delivery, replay: boolean): boolean {
  return state === 'planned' || state === 'sending' || (replay && state === 'delivered');
}

/** The output as the form says; a published form never changes. */
async function outputOf(tx: Tx, { formHash, outputId }: Delivery): Promise<FormOutput | undefined> {
  const { outputs } = await formByHash(tx, formHash);
  return outputs.map(({ def }) => def).find(({ id }) => id === outputId);
}

/** A fault of ours is a try that ended, too; only the last one is turned into an answer, all others stay faults of the job. */
async function tried(ctx: Context, parcel: Parcel, last: boolean): Promise<Outcome> {
  try {
    return await send(ctx, parcel);
  } catch (fault) {
    if (!last) throw fault;
    return { kind: 'unknown', answer: 'fault' };
  }
}

async function end(ctx: Context, { number, parcel }: Begun, outcome: Outcome, last: boolean, replay: boolean): Promise<void> {
  const { id } = parcel.delivery;
  await inTransaction(ctx.db, async (tx) => {
    const present = await lockDelivery(tx, id);
    await endAttempt(tx, { deliveryId: id, number }, { outcome: outcome.kind, answer: outcome.answer, endedAt: ctx.now });
    // what was delivered stays delivered, whatever a repetition or a second worker comes to
    if (!present || (present.state === 'delivered' && !(replay && outcome.kind === 'delivered'))) return;
    const state: DeliveryState =
      outcome.kind === 'delivered' || outcome.kind === 'refused' ? outcome.kind : last ? 'failed' : present.state;
    await updateDelivery(tx, id, {
      state,
      lastAnswer: outcome.answer,
      changedAt: ctx.now,
      ...(state === 'delivered' ? { deliveredAt: present.deliveredAt ?? ctx.now } : {}),
    });
  });
}
