import { sql, type Db, type Tx } from '@amt/db';
import type { ApiClient } from './tables.ts';

export function clientByKeyHash(db: Db, keyHash: string): Promise<ApiClient | undefined> {
  return db.selectFrom('formApi.client').selectAll().where('keyHash', '=', keyHash).where('revokedAt', 'is', null).executeTakeFirst();
}

export function allClients(db: Db): Promise<ApiClient[]> {
  return db.selectFrom('formApi.client').selectAll().orderBy('id').execute();
}

/** @returns false when the id is taken */
export async function insertClient(
  db: Db,
  client: Pick<ApiClient, 'id' | 'name' | 'keyHash' | 'scopes' | 'forms' | 'createdAt'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('formApi.client')
    .values(client)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns false when there is no such client, or it ended before */
export async function endClient(db: Db, id: string, revokedAt: Temporal.Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('formApi.client')
    .set({ revokedAt })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The day is enough to find keys that nobody uses; one write a day and client. */
export async function noteUse(db: Db, id: string, day: Temporal.PlainDate): Promise<void> {
  await sql`update form_api.client set last_used_on = ${day.toString()}::date where id = ${id} and last_used_on is distinct from ${day.toString()}::date`.execute(
    db,
  );
}

export interface KeptRequest {
  readonly fingerprint: string;
  readonly status: number;
  readonly answer: object;
}

export function keptRequest(db: Db | Tx, clientId: string, key: string): Promise<KeptRequest | undefined> {
  return db
    .selectFrom('formApi.request')
    .select(['fingerprint', 'status', 'answer'])
    .where('clientId', '=', clientId)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** Two requests with one key wait for each other; the lock ends with the transaction. */
export async function lockKey(tx: Tx, clientId: string, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`form_api ${clientId} ${key}`}, 0))`.execute(tx);
}

export async function keepRequest(
  tx: Tx,
  request: KeptRequest & { readonly clientId: string; readonly key: string; readonly at: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('formApi.request')
    .values({ ...request, answer: JSON.stringify(request.answer) })
    .execute();
}

export async function deleteRequestsBefore(db: Db, at: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('formApi.request').where('at', '<', at).executeTakeFirst();
  return Number(numDeletedRows);
}
