import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createTestDatabase, dropTestDatabase } from '@amt/testing';
import { inTransaction, sql, statement } from './index.ts';

const database = await createTestDatabase();
after(() => dropTestDatabase(database));
const { db } = database;
await sql`create table public.word (some_id integer primary key, de text)`.execute(db);
await sql`insert into public.word values (1, 'Hund'), (2, 'Katze')`.execute(db);

describe('a statement', () => {
  it('is built once and asked with other values each time, in a transaction too', async () => {
    let built = 0;
    const words = statement((on, { ids, than }: { ids: number[]; than: number }) => {
      built++;
      return on
        .selectNoFrom(sql<number>`${than}::int + 1000`.as('more'))
        .select(
          sql<string[]>`(select array_agg(de order by some_id) from public.word where some_id = any(${ids}) and some_id > ${than})`.as(
            'foundWords',
          ),
        );
    });
    assert.deepEqual(await words(db, { ids: [1, 2], than: 0 }), [{ more: 1000, foundWords: ['Hund', 'Katze'] }]);
    assert.deepEqual(await words(db, { ids: [1, 2], than: 1 }), [{ more: 1001, foundWords: ['Katze'] }]);
    assert.deepEqual(await inTransaction(db, (tx) => words(tx, { ids: [], than: 5 })), [{ more: 1005, foundWords: null }]);
    assert.equal(built, 1);
  });

  it('reads what its own transaction has written, and takes Temporal values', async () => {
    const count = statement((on, { day }: { day: Temporal.PlainDate }) =>
      on.selectNoFrom([sql<number>`(select count(*)::int from public.word)`.as('count'), sql<Temporal.PlainDate>`${day}::date`.as('day')]),
    );
    const day = Temporal.PlainDate.from('2026-11-23');
    await assert.rejects(
      inTransaction(db, async (tx) => {
        await sql`insert into public.word values (3, 'Maus')`.execute(tx);
        assert.equal((await count(tx, { day }))[0]?.count, 3);
        throw new Error('back');
      }),
      /back/,
    );
    const [row] = await count(db, { day });
    assert.deepEqual([row?.count, String(row?.day)], [2, '2026-11-23']);
  });

  it('refuses a parameter that was made into something else, which would be the same at every call', async () => {
    const shouting = statement((on, { word }: { word: string }) => on.selectNoFrom(sql<string>`${`${word}!`}::text`.as('said')));
    await assert.rejects(shouting(db, { word: 'Hund' }), /word did not come into the query/);
  });
});
