import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction, sql } from '@amt/db';
import { defineJob, defineModule } from '@amt/module';
import { administer, silent, testHouse } from '@amt/testing';
import { Type } from 'typebox';
import { emit, enqueue, failedJobs, queueFigures, retryFailedJob, startWorker } from './index.ts';
import { failing, lent, library, sort } from './worker.fixture.ts';

const house = await testHouse({ modules: [library] });
await sql`create table public.trace (what text)`.execute(house.db);
await sql`create table public.effect (who text, book text)`.execute(house.db);

async function startProcess(mode: 'work' | 'hang'): Promise<ChildProcess> {
  const child = fork(new URL('worker.fixture.ts', import.meta.url), [house.database.connectionString, mode], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown[]> {
  const ended = once(child, 'exit');
  child.kill(signal);
  return ended;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await holds()) return;
    await pause(50);
  }
  assert.fail(`never came: ${what}`);
}

const trace = async (): Promise<string[]> =>
  (await sql<{ what: string }>`select what from public.trace order by what`.execute(house.db)).rows.map(({ what }) => what);

describe('a worker killed in the middle of a job', () => {
  it('loses its lock, and another worker does the job', async () => {
    const first = await startProcess('hang');
    await inTransaction(house.db, (tx) => enqueue(tx, sort, { shelf: 'A' }));
    await until('the job has begun', async () => (await trace()).includes('begin A 1'));
    await end(first, 'SIGKILL');
    assert.equal((await queueFigures(house.db)).running, 1, 'the lock is still there');

    const second = await startProcess('work');
    await until('the job is done', async () => (await trace()).includes('end A 2'));
    assert.deepEqual(await end(second, 'SIGTERM'), [0, null]);
    assert.deepEqual(await queueFigures(house.db), { waiting: 0, running: 0, failed: 0, oldestWaitingSeconds: 0 });
  });
});

describe('events under kill -9', () => {
  it('take effect exactly once per handler', async () => {
    const books = Array.from({ length: 60 }, (_, number) => `book ${number}`);
    for (const book of books) await inTransaction(house.db, (tx) => emit(tx, lent, { book }));
    const done = async (): Promise<number> =>
      (await sql<{ n: number }>`select count(*) as n from events.handled`.execute(house.db)).rows[0]?.n ?? 0;
    for (const share of [10, 50, 90]) {
      const worker = await startProcess('work');
      await until(`${share} handled`, async () => (await done()) >= share);
      await end(worker, 'SIGKILL');
    }
    const last = await startProcess('work');
    await until('all handled', async () => (await done()) >= 120);
    await end(last, 'SIGTERM');
    const { rows } = await sql<{ n: number }>`select count(*) as n from public.effect group by who, book`.execute(house.db);
    assert.equal(rows.length, 120);
    assert.ok(rows.every(({ n }) => n === 1));
  });
});

describe('a worker in this process', () => {
  it('shows what failed for good, and tries it again when told to', async () => {
    await sql`delete from jobs.worker`.execute(house.db);
    let broken = true;
    const logged: object[] = [];
    const job = defineJob({ ...failing, run: () => (broken ? Promise.reject(new Error('books do not burn')) : Promise.resolve()) });
    const worker = await startWorker({
      database: house.database,
      modules: [defineModule({ ...library, jobs: [job] })],
      makeContext: () => house.context(),
      log: { ...silent, error: (fields) => logged.push(fields) },
      pollIntervalMs: 50,
    });
    await inTransaction(house.db, (tx) => enqueue(tx, job, {}));
    await until('it has failed', async () => (await failedJobs(house.db)).length === 1);
    const [failed] = await failedJobs(house.db);
    assert.equal(failed?.name, 'library.burn');
    assert.equal(failed.lastError, 'books do not burn');
    assert.partialDeepStrictEqual(logged, [{ job: 'library.burn', attempt: 1, maxAttempts: 1 }]);

    broken = false;
    await retryFailedJob(house.db, failed.id);
    await until('it is done', async () => (await queueFigures(house.db)).failed === 0 && (await queueFigures(house.db)).waiting === 0);
    await worker.stop();
    assert.deepEqual(await failedJobs(house.db), []);
    assert.deepEqual((await sql`select id from jobs.worker`.execute(house.db)).rows, [], 'signed off');
  });

  it('waits for a running job when it is stopped', async () => {
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    let finished = false;
    const slow = defineJob({
      name: 'library.read',
      payload: Type.Object({}),
      run: async () => {
        begun.resolve();
        await gate.promise;
        finished = true;
      },
    });
    const worker = await startWorker({
      database: house.database,
      modules: [defineModule({ ...library, jobs: [slow] })],
      makeContext: () => house.context(),
      log: silent,
    });
    await inTransaction(house.db, (tx) => enqueue(tx, slow, {}));
    await begun.promise;
    const stopped = worker.stop();
    gate.resolve();
    await stopped;
    assert.ok(finished);
  });

  it('goes on when connections break and when the queue ends by itself', async () => {
    let rings = 0;
    const ring = defineJob({ name: 'library.ring', payload: Type.Object({}), run: async () => void (rings += 1) });
    const warnings: string[] = [];
    const worker = await startWorker({
      database: house.database,
      modules: [defineModule({ ...library, jobs: [ring] })],
      makeContext: () => house.context(),
      log: { ...silent, warn: (_fields, message) => warnings.push(message) },
      pollIntervalMs: 20,
    });
    const added = (): Promise<boolean> =>
      inTransaction(house.db, (tx) => enqueue(tx, ring, {})).then(
        () => true,
        () => false,
      );
    const name = new URL(house.database.connectionString).pathname.slice(1);
    await administer(({ db }) => sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(db));
    await until('the pool has sorted out the dead connections', added);
    await until('the job was done', async () => rings === 1);

    const listening = async (): Promise<boolean> =>
      administer(
        async ({ db }) =>
          (await sql`select pid from pg_stat_activity where datname = ${name} and query like 'LISTEN%'`.execute(db)).rows.length > 0,
      );
    await until('it listens again', listening);
    // So graphile-worker ends itself, as it also does when it cannot record the end of a job.
    await sql`select pg_notify('worker:migrate', '{"migrationNumber": 9999, "breaking": true}')`.execute(house.db);
    await until('the end is noticed', async () => warnings.includes('the queue ended and is begun anew'));
    // It also sets the exit code of the process, which is this test run's.
    process.exitCode = undefined;
    assert.ok(await added());
    await until('the next job was done', async () => rings === 2);
    await worker.stop();
  });
});
