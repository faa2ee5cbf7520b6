import { inTransaction, sql, type Db } from '@amt/db';
import './tables.ts';
import { chainStart, linkHash } from './chain.ts';
import { entryColumns } from './entry-columns.ts';

const batch = 1000;

/** Links all committed entries that wait to the end of the chain, oldest first. Several callers take turns. Returns how many. */
export async function sealEntries(db: Db): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await sealBatch(db);
    sealed += count;
    if (count < batch) return sealed;
  }
}

function sealBatch(db: Db): Promise<number> {
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('audit.link', 0))`.execute(tx);
    const entries = await tx
      .selectFrom('audit.unsealed as u')
      .innerJoin('audit.entry as e', 'e.id', 'u.entryId')
      .select(entryColumns)
      .orderBy('u.entryId')
      .limit(batch)
      .execute();
    if (entries.length === 0) return 0;
    const last = await tx.selectFrom('audit.link').select(['position', 'hash']).orderBy('position', 'desc').limit(1).executeTakeFirst();
    let { position, hash } = last ?? { position: 0, hash: chainStart };
    const links = entries.map((entry) => {
      position += 1;
      hash = linkHash(hash, position, entry);
      return { position, entryId: entry.id, hash };
    });
    await tx.insertInto('audit.link').values(links).execute();
    await tx
      .deleteFrom('audit.unsealed')
      .where(
        'entryId',
        'in',
        entries.map(({ id }) => id),
      )
      .execute();
    return entries.length;
  });
}
