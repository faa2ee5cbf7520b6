import type { Db } from '@amt/db';
import type { SealTable } from './tables.ts';

export function sealByKey(db: Db, idempotencyKey: string): Promise<SealTable | undefined> {
  return db.selectFrom('signatures.seal').selectAll().where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
}

/** Of several at once the first stays; answers the one that stands. */
export async function recordSeal(db: Db, seal: SealTable): Promise<SealTable> {
  await db
    .insertInto('signatures.seal')
    .values(seal)
    .onConflict((conflict) => conflict.column('idempotencyKey').doNothing())
    .execute();
  return db.selectFrom('signatures.seal').selectAll().where('idempotencyKey', '=', seal.idempotencyKey).executeTakeFirstOrThrow();
}
