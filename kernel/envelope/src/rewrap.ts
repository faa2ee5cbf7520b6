import { inTransaction, sql, type Db } from '@amt/db';
import type { DataKeyTable } from '@amt/module';
import { storageKeysOf } from './bound-keys.ts';
import { keyPlace } from './sealed-content.ts';

const batch = 200;

export interface RewrapProgress {
  readonly table: string;
  /** rows of this table that were rewrapped since the call */
  readonly done: number;
}

/**
 * Wraps every data key anew that is not wrapped by the current house key. Goes on where it was ended, by a kill too: what is done is no longer found.
 * Rows that somebody writes at the same moment are left to them.
 *
 * @returns how many
 */
export async function rewrapDataKeys(
  db: Db,
  tables: readonly DataKeyTable[],
  onProgress: (progress: RewrapProgress) => void = () => undefined,
): Promise<number> {
  storageKeysOf(db).refresh();
  let all = 0;
  for (const table of tables) {
    let done = 0;
    for (let after: string | undefined = ''; after !== undefined;) {
      const step: { done: number; last: string | undefined } = await rewrapSome(db, table, after);
      done += step.done;
      after = step.last;
      if (step.done > 0) onProgress({ table: table.table, done });
    }
    all += done;
  }
  return all;
}

async function rewrapSome(db: Db, { table, id }: DataKeyTable, after: string): Promise<{ done: number; last: string | undefined }> {
  const keys = storageKeysOf(db);
  const current = Buffer.from(keys.currentId, 'hex');
  const [name, idColumn] = [sql.table(table), sql.ref(id)];
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{ id: string; dataKey: Buffer }>`
      select ${idColumn}::text as id, data_key from ${name}
      where data_key is not null and substring(data_key from 2 for 8) <> ${current} ${after === '' ? sql`` : sql`and ${idColumn} > ${after}`}
      order by ${idColumn} limit ${batch} for update skip locked`.execute(tx);
    for (const row of rows) {
      const place = keyPlace(table, row.id);
      const wrapped = keys.wrap(keys.unwrap(row.dataKey, place), place);
      await sql`update ${name} set data_key = ${wrapped} where ${idColumn} = ${row.id}`.execute(tx);
    }
    return { done: rows.length, last: rows.length < batch ? undefined : rows.at(-1)?.id };
  });
}

/** How many data keys each house key wraps, by its id; keys that wrap none are not in it. */
export async function keyUses(db: Db, tables: readonly DataKeyTable[]): Promise<ReadonlyMap<string, number>> {
  const uses = new Map<string, number>();
  for (const { table } of tables) {
    const { rows } = await sql<{ id: string; count: number }>`
      select encode(substring(data_key from 2 for 8), 'hex') as id, count(*)::integer as count from ${sql.table(table)}
      where data_key is not null group by 1`.execute(db);
    for (const { id, count } of rows) uses.set(id, (uses.get(id) ?? 0) + count);
  }
  return uses;
}
