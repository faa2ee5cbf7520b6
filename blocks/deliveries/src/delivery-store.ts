import { sql, type Db, type Tx } from '@amt/db';
import type { Insertable, Updateable } from 'kysely';
import type { Progress } from './progress.ts';
import type { Attempt, Delivery, DeliveryState, DeliveryTable, OutcomeKind, WaitsFor } from './tables.ts';

/** @returns its id; `undefined` when this output of the submission is planned already */
export async function insertDelivery(tx: Tx, delivery: Insertable<DeliveryTable>): Promise<string | undefined> {
  const row = await tx
    .insertInto('deliveries.delivery')
    .values(delivery)
    .onConflict((conflict) => conflict.columns(['submissionId', 'outputId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export function deliveryById(db: Db | Tx, id: string): Promise<Delivery | undefined> {
  return db.selectFrom('deliveries.delivery').selectAll().where('id', '=', id).executeTakeFirst();
}

export function lockDelivery(tx: Tx, id: string): Promise<Delivery | undefined> {
  return tx.selectFrom('deliveries.delivery').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export function deliveriesOfSubmission(db: Db | Tx, submissionId: string): Promise<Delivery[]> {
  return db.selectFrom('deliveries.delivery').selectAll().where('submissionId', '=', submissionId).orderBy('id').execute();
}

export async function updateDelivery(tx: Tx, id: string, change: Updateable<DeliveryTable>): Promise<void> {
  await tx.updateTable('deliveries.delivery').set(change).where('id', '=', id).execute();
}

/** Takes one thing off the list of what the waiting deliveries of a case wait for. @returns those that wait for nothing any more, now planned */
export async function stopWaitingFor(tx: Tx, caseId: string, from: WaitsFor, at: Temporal.Instant): Promise<{ id: string }[]> {
  const left = sql<WaitsFor[]>`array_remove(waits_for, ${from})`;
  const changed = await tx
    .updateTable('deliveries.delivery')
    .set({
      waitsFor: left,
      state: sql<DeliveryState>`case when cardinality(${left}) = 0 then 'planned' else state end`,
      changedAt: at,
    })
    .where('caseId', '=', caseId)
    .where('state', '=', 'waiting')
    .where(sql<boolean>`${from} = any(waits_for)`)
    .returning(['id', 'state'])
    .execute();
  return changed.filter(({ state }) => state === 'planned');
}

/** What still waits goes nowhere. */
export async function dropWaiting(tx: Tx, caseId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('deliveries.delivery')
    .set({ state: 'dropped', waitsFor: [], changedAt: at })
    .where('caseId', '=', caseId)
    .where('state', '=', 'waiting')
    .execute();
}

export async function setProgress(db: Db | Tx, id: string, progress: Progress | null): Promise<void> {
  await db
    .updateTable('deliveries.delivery')
    .set({ progress: progress === null ? null : JSON.stringify(progress) })
    .where('id', '=', id)
    .execute();
}

/** Writes down how far a delivery is, unless something is written there already: whoever came first is right. @returns what counts */
export async function adoptProgress(db: Db | Tx, id: string, progress: Progress): Promise<Progress> {
  const { progress: adopted } = await db
    .updateTable('deliveries.delivery')
    .set({ progress: sql`coalesce(progress, ${JSON.stringify(progress)}::jsonb)` })
    .where('id', '=', id)
    .returning('progress')
    .executeTakeFirstOrThrow();
  return adopted ?? progress;
}

/** Deliveries over FIT-Connect that the receiving authority has not answered yet. */
export function unansweredDeliveries(db: Db, since: Temporal.Instant): Promise<Delivery[]> {
  return db
    .selectFrom('deliveries.delivery')
    .selectAll()
    .where('kind', '=', 'fit-connect')
    .where('state', '=', 'delivered')
    .where('changedAt', '>', since)
    .where(sql<boolean>`progress is not null and not coalesce((progress ->> 'answered')::boolean, false)`)
    .orderBy('changedAt')
    .limit(200)
    .execute();
}

export interface DeliveryFilter {
  readonly unitIds: readonly string[];
  readonly state?: DeliveryState | undefined;
  readonly formId?: string | undefined;
  /** id of the last delivery of the page before */
  readonly after?: string | undefined;
}

export const pageLength = 50;

/** Deliveries of the units, newest first (ids grow with time); one more than a page, so that the caller sees whether there is another. */
export function deliveriesOfUnits(db: Db, { unitIds, state, formId, after }: DeliveryFilter): Promise<Delivery[]> {
  return db
    .selectFrom('deliveries.delivery')
    .selectAll()
    .where('unitId', 'in', unitIds.length === 0 ? [''] : [...unitIds])
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'planned'))
    .$if(formId !== undefined, (query) => query.where('formId', '=', formId ?? ''))
    .$if(after !== undefined, (query) => query.where('id', '<', after ?? ''))
    .orderBy('id', 'desc')
    .limit(pageLength + 1)
    .execute();
}

/** Ids of the forms that something of these units was delivered from. */
export async function formsOfUnits(db: Db, unitIds: readonly string[]): Promise<{ formId: string; formHash: string }[]> {
  if (unitIds.length === 0) return [];
  return db
    .selectFrom('deliveries.delivery')
    .select(['formId', (eb) => eb.fn.max<string>('formHash').as('formHash')])
    .where('unitId', 'in', [...unitIds])
    .groupBy('formId')
    .orderBy('formId')
    .execute();
}

export function attemptsOf(db: Db | Tx, deliveryId: string): Promise<Attempt[]> {
  return db.selectFrom('deliveries.attempt').selectAll().where('deliveryId', '=', deliveryId).orderBy('number', 'desc').execute();
}

export function latestAttempt(tx: Tx, deliveryId: string): Promise<Attempt | undefined> {
  return tx
    .selectFrom('deliveries.attempt')
    .selectAll()
    .where('deliveryId', '=', deliveryId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertAttempt(
  tx: Tx,
  attempt: { deliveryId: string; number: number; staffId: string | null; begunAt: Temporal.Instant },
): Promise<void> {
  await tx.insertInto('deliveries.attempt').values(attempt).execute();
}

export async function endAttempt(
  tx: Tx,
  { deliveryId, number }: { deliveryId: string; number: number },
  end: { outcome: OutcomeKind; answer: string; endedAt: Temporal.Instant },
): Promise<void> {
  await tx.updateTable('deliveries.attempt').set(end).where('deliveryId', '=', deliveryId).where('number', '=', number).execute();
}

/** Tries whose end nobody knows: their process died, or the answer never came. */
export async function doubtsOf(tx: Tx, deliveryId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('deliveries.attempt')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('deliveryId', '=', deliveryId)
    .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '=', 'unknown')]))
    .executeTakeFirstOrThrow();
  return count;
}

export function deliveriesOfAccount(db: Db | Tx, accountId: string): Promise<Delivery[]> {
  return db.selectFrom('deliveries.delivery').selectAll().where('accountId', '=', accountId).orderBy('id').execute();
}

export async function detachAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.updateTable('deliveries.delivery').set({ accountId: null }).where('accountId', '=', accountId).execute();
}

export function deliveriesToErase(db: Db, today: Temporal.PlainDate): Promise<Delivery[]> {
  return db.selectFrom('deliveries.delivery').selectAll().where('eraseAfter', '<', today).orderBy('eraseAfter').limit(1000).execute();
}

export async function deleteDeliveries(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .deleteFrom('deliveries.delivery')
    .where('id', 'in', [...ids])
    .execute();
}
