import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction, sql } from '@amt/db';
import { defineEvent, defineJob, defineModule, handle } from '@amt/module';
import { testHouse } from '@amt/testing';
import { Type } from 'typebox';
import { clearHandledEvents, emit, enqueue } from './index.ts';

const opened = defineEvent('shop.door-opened', Type.Object({ door: Type.String() }));
const seen: string[] = [];
let fail = false;
const ring = defineJob({
  name: 'shop.ring-bell',
  payload: Type.Object({ times: Type.Integer({ minimum: 1 }) }),
  run: async (_ctx, { times }, { attempt }) => {
    if (fail) throw new Error('the bell is broken');
    seen.push(`ring ${times} attempt ${attempt}`);
  },
});
const tick = defineJob({
  name: 'shop.tick',
  payload: Type.Object({}),
  cron: '0 * * * *',
  run: async (_ctx, payload) => void seen.push(`tick ${JSON.stringify(payload)}`),
});

const handlerFaults = new Set<string>();
const noting = (name: string) =>
  handle(opened, name, async (ctx, { door }) => {
    await sql`create table if not exists public.note (who text, door text)`.execute(ctx.db);
    await sql`insert into public.note values (${name}, ${door})`.execute(ctx.db);
    if (handlerFaults.has(name)) throw new Error(`${name} fails`);
  });

const shop = defineModule({
  name: 'shop',
  jobs: [ring, tick],
  events: { emits: [opened], handles: [noting('greet'), noting('count')] },
  retention: 'none',
  dataSubject: 'none',
});

const house = await testHouse({ modules: [shop], now: '2026-06-01T08:00:00Z' });
const notes = async (): Promise<string[]> =>
  (await sql<{ note: string }>`select who || ' ' || door as note from public.note order by 1`.execute(house.db)).rows.map(
    ({ note }) => note,
  );

describe('jobs and events in the business transaction', () => {
  it('leave nothing behind when it is rolled back', async () => {
    await assert.rejects(
      inTransaction(house.db, async (tx) => {
        await enqueue(tx, ring, { times: 1 });
        await emit(tx, opened, { door: 'back' });
        throw new Error('changed my mind');
      }),
      /changed my mind/,
    );
    assert.deepEqual(await house.outbox(opened), []);
    assert.deepEqual(await house.runJobs(), []);
  });

  it('run once it is committed, each handler of an event once', async () => {
    await inTransaction(house.db, async (tx) => {
      await enqueue(tx, ring, { times: 2 });
      await emit(tx, opened, { door: 'front' });
    });
    assert.deepEqual(await house.outbox(opened), [{ door: 'front' }]);
    assert.deepEqual(await house.runJobs(), ['shop.ring-bell', 'events.dispatch']);
    assert.deepEqual(seen.splice(0), ['ring 2 attempt 1']);
    assert.deepEqual(await notes(), ['count front', 'greet front']);
    assert.deepEqual(await house.runJobs(), []);
  });

  it('refuse a payload that does not fit, naming the path and not the value', async () => {
    await assert.rejects(
      inTransaction(house.db, (tx) => enqueue(tx, ring, { times: -4711 })),
      (fault: Error) => fault.message.includes('/times') && !fault.message.includes('4711'),
    );
    await assert.rejects(
      inTransaction(house.db, (tx) => Reflect.apply(emit, undefined, [tx, opened, { door: 7 }]) as Promise<void>),
      /\/door/,
    );
  });
});

describe('jobs with a planned time and a key', () => {
  it('wait for the clock, and a later call replaces the waiting one', async () => {
    await inTransaction(house.db, async (tx) => {
      await enqueue(tx, ring, { times: 3 }, { runAt: Temporal.Instant.from('2026-06-02T08:00:00Z'), key: 'bell' });
      await enqueue(tx, ring, { times: 4 }, { runAt: Temporal.Instant.from('2026-06-03T08:00:00Z'), key: 'bell' });
    });
    house.clock.advance({ hours: 24 });
    assert.deepEqual(await house.runJobs(), []);
    house.clock.advance({ hours: 24 });
    assert.deepEqual(await house.runJobs(), ['shop.ring-bell']);
    assert.deepEqual(seen.splice(0), ['ring 4 attempt 1']);
  });
});

describe('a failing job', () => {
  it('stays in the queue with its fault and is retried', async () => {
    fail = true;
    await inTransaction(house.db, (tx) => enqueue(tx, ring, { times: 5 }));
    await assert.rejects(house.runJobs(), /the bell is broken/);
    assert.deepEqual(await house.runJobs(), [], 'not before its pause is over');
    fail = false;
    assert.deepEqual(await house.runJobs({ until: Temporal.Now.instant().add({ hours: 1 }) }), ['shop.ring-bell']);
    assert.deepEqual(seen.splice(0), ['ring 5 attempt 2']);
  });
});

describe('an event with one failing handler', () => {
  it('reaches the others, and later the failing one, each exactly once', async () => {
    await sql`truncate public.note`.execute(house.db);
    handlerFaults.add('greet');
    await inTransaction(house.db, (tx) => emit(tx, opened, { door: 'side' }));
    await assert.rejects(house.runJobs(), /greet fails/);
    assert.deepEqual(await notes(), ['count side']);
    handlerFaults.clear();
    await house.runJobs({ until: Temporal.Now.instant().add({ hours: 1 }) });
    assert.deepEqual(await notes(), ['count side', 'greet side']);
  });
});

describe('old events', () => {
  it('go once they were delivered to all; those that wait or were given up stay', async () => {
    await sql`delete from events.event`.execute(house.db);
    const doors = async (): Promise<string[]> => (await house.outbox(opened)).map(({ door }) => door);
    const ring = (door: string): Promise<void> => inTransaction(house.db, (tx) => emit(tx, opened, { door }));
    await ring('delivered');
    await house.runJobs();
    await ring('fresh');
    await house.runJobs();
    await ring('waits');
    await ring('given up');
    await sql`update graphile_worker._private_jobs set attempts = max_attempts where payload ->> 'eventId' =
      (select id::text from events.event where payload ->> 'door' = 'given up')`.execute(house.db);
    const now = Temporal.Now.instant();
    await sql`update events.event set occurred_at = ${now.subtract({ hours: 24 * 31 })} where payload ->> 'door' <> 'fresh'`.execute(
      house.db,
    );
    assert.equal(await clearHandledEvents(house.db, now.subtract({ hours: 24 * 30 })), 1);
    assert.deepEqual(await doors(), ['fresh', 'waits', 'given up']);
    const { rows } = await sql<{ marks: number }>`select count(*)::int as marks from events.handled`.execute(house.db);
    assert.equal(rows[0]?.marks, 2, 'the marks go with their event');
    await house.runJobs();
    assert.equal(await clearHandledEvents(house.db, now.subtract({ hours: 24 * 30 })), 1);
    assert.deepEqual(await doors(), ['fresh', 'given up']);
  });
});
