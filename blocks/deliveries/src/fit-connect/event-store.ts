import type { Db, Tx } from '@amt/db';
import type { SecurityEvent } from './security-event.ts';
import type { FitConnectEvent } from './tables.ts';

/** @returns false when the id is known of another event: a replay */
export async function insertEvent(tx: Tx, deliveryId: string, event: SecurityEvent, receivedAt: Temporal.Instant): Promise<boolean> {
  const { id, type, issuer, issuedAt, problems } = event;
  await tx
    .insertInto('deliveries.fitConnectEvent')
    .values({ id, deliveryId, type, issuer, issuedAt, receivedAt, problems: JSON.stringify(problems) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const known = await tx
    .selectFrom('deliveries.fitConnectEvent')
    .select(['deliveryId', 'type', 'issuer'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return known.deliveryId === deliveryId && known.type === type && known.issuer === issuer;
}

export function eventsOf(db: Db | Tx, deliveryId: string): Promise<FitConnectEvent[]> {
  return db
    .selectFrom('deliveries.fitConnectEvent')
    .selectAll()
    .where('deliveryId', '=', deliveryId)
    .orderBy('issuedAt')
    .orderBy('receivedAt')
    .execute();
}
