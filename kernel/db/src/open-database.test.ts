import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createTestDatabase, dropTestDatabase } from '@amt/testing';
import { inTransaction, openDatabase, sql, withDatabase } from './index.ts';

const database = await createTestDatabase();
after(() => dropTestDatabase(database));
const { db } = database;
const one = async (query: ReturnType<typeof sql<Record<string, unknown>>>): Promise<Record<string, unknown> | undefined> =>
  (await query.execute(db)).rows[0];

describe('columns', () => {
  it('reach the code as Temporal, number and text, in arrays too', async () => {
    const row = await one(sql`select
      timestamptz '2026-11-23 15:57:49.123456+01' as at, date '2026-02-28' as day, time '08:30' as opens,
      9007199254740991::bigint as big, 12.50::numeric as price, array[date '2026-01-01', null] as days, array[1::bigint] as bigs,
      jsonb_build_object('snake_key', jsonb_build_object('inner_key', 1)) as some_json`);
    assert.equal(String(row?.['at']), '2026-11-23T14:57:49.123456Z');
    assert.ok(row?.['at'] instanceof Temporal.Instant);
    assert.ok(row?.['day'] instanceof Temporal.PlainDate);
    assert.equal(String(row['opens']), '08:30:00');
    assert.equal(row['big'], Number.MAX_SAFE_INTEGER);
    assert.equal(row['price'], '12.50');
    assert.deepEqual(String(row['days']), '2026-01-01,');
    assert.deepEqual(row['bigs'], [1]);
    assert.deepEqual(row['someJson'], { snake_key: { inner_key: 1 } }, 'keys of JSON stay as they are');
  });

  it('refuse a bigint that a number cannot hold', async () => {
    await assert.rejects(one(sql`select 9007199254740993::bigint as big`), /does not fit into a number/);
  });

  it('take Temporal values as parameters, alone and in lists', async () => {
    const at = Temporal.Instant.from('2026-11-23T14:57:49.123456Z');
    const day = Temporal.PlainDate.from('2026-03-29');
    const row = await one(
      sql`select ${at}::timestamptz = '2026-11-23 14:57:49.123456+00' as at, ${[day]}::date[] = array[date '2026-03-29'] as days, ${day}::date as day`,
    );
    assert.equal(row?.['at'], true);
    assert.equal(row['days'], true);
    assert.equal(String(row['day']), '2026-03-29');
  });
});

describe('statements', () => {
  it('are named, so that each text is prepared once per connection', async () => {
    const single = openDatabase({ connectionString: database.connectionString, max: 1 });
    for (let n = 0; n < 5; n++) await sql`select ${n}::int + 1 as next`.execute(single.db);
    const { rows } = await sql<{ name: string; statement: string }>`select name, statement from pg_prepared_statements`.execute(single.db);
    assert.equal(rows.filter(({ statement }) => statement.includes('as next')).length, 1);
    assert.ok(rows.every(({ name }) => /^s\d+_/.test(name)));
    await single.close();
  });

  it('are planned anew after another process changed the table', async () => {
    const single = openDatabase({ connectionString: database.connectionString, max: 1 });
    await sql`create table public.changing (a int)`.execute(db);
    const read = (): Promise<unknown> => sql`select * from public.changing where a is distinct from ${0}`.execute(single.db);
    await read();
    await sql`alter table public.changing add column b int`.execute(db);
    await read().catch(() => undefined);
    await read();
    await single.close();
  });

  it('end after the time allowed', async () => {
    const hasty = openDatabase({ connectionString: database.connectionString, max: 1, statementTimeoutMs: 50 });
    await assert.rejects(sql`select pg_sleep(5)`.execute(hasty.db), /statement timeout/);
    await hasty.close();
  });
});

describe('a transaction', () => {
  it('within a transaction is a savepoint', async () => {
    await sql`create table public.step (n int)`.execute(db);
    await inTransaction(db, async (tx) => {
      await sql`insert into public.step values (1)`.execute(tx);
      await assert.rejects(
        inTransaction(tx, async (inner) => {
          await sql`insert into public.step values (2)`.execute(inner);
          throw new Error('inner');
        }),
        /inner/,
      );
      await inTransaction(tx, (inner) => sql`insert into public.step values (3)`.execute(inner));
    });
    assert.deepEqual((await sql`select n from public.step order by n`.execute(db)).rows, [{ n: 1 }, { n: 3 }]);
  });
});

describe('a broken connection', () => {
  it('is told, and the pool makes a new one', async () => {
    const lost: Error[] = [];
    const told = Promise.withResolvers<void>();
    const single = openDatabase({
      connectionString: database.connectionString,
      max: 1,
      applicationName: 'to-be-cut',
      onConnectionLost: (fault) => {
        lost.push(fault);
        told.resolve();
      },
    });
    await sql`select 1`.execute(single.db);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to-be-cut'`.execute(db);
    await told.promise;
    assert.ok(lost.length > 0);
    assert.deepEqual((await sql`select 2 as two`.execute(single.db)).rows, [{ two: 2 }]);
    await single.close();
  });
});

describe('a connection string', () => {
  it('can be turned to another database', () => {
    assert.equal(
      withDatabase('postgres://u:p@host:5432/old?sslmode=require', 'new one'),
      'postgres://u:p@host:5432/new%20one?sslmode=require',
    );
    assert.equal(withDatabase('postgres://amt@%2Ftmp%2Fx/old', 'b'), 'postgres://amt@%2Ftmp%2Fx/b');
    assert.equal(withDatabase('postgres://host', 'b'), 'postgres://host/b');
  });
});
