import assert from 'node:assert/strict';
import { appendFileSync, chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { backUpEmbedded, checkBackup, openDatabase, restoreEmbedded, sql, startEmbeddedPostgres, type Db } from '../index.ts';

const temp = await mkdtemp(join(tmpdir(), 'amt-backup-'));
chmodSync(temp, 0o755);
const server = await startEmbeddedPostgres({ folder: join(temp, 'live') });
const live = openDatabase({ connectionString: server.connectionString });
after(async () => {
  await live.close();
  await server.stop();
  await rm(temp, { recursive: true, force: true });
});

/** Two tables that each transaction changes together: a torn restore would show. */
async function writeUntil(signal: AbortSignal): Promise<number> {
  let written = 0;
  while (!signal.aborted) {
    await live.db.transaction().execute(async (tx) => {
      await sql`insert into public.paid select g, repeat('x', 500) from generate_series(1, 50) g`.execute(tx);
      await sql`update public.total set n = n + 50`.execute(tx);
    });
    written += 50;
  }
  return written;
}

const totals = async (db: Db): Promise<{ paid: number; total: number }> => {
  const { rows } = await sql<{
    paid: number;
    total: number;
  }>`select (select count(*) from public.paid) as paid, (select n from public.total) as total`.execute(db);
  return rows[0] ?? { paid: -1, total: -2 };
};

describe('a backup of the running server', () => {
  const backup = join(temp, 'backup');

  it('is made while others write, and restores to a consistent state that holds all from before', async () => {
    await sql`create table public.paid (n int, filler text)`.execute(live.db);
    await sql`create table public.total (n bigint)`.execute(live.db);
    await sql`insert into public.total values (0)`.execute(live.db);
    const stop = new AbortController();
    const writing = writeUntil(stop.signal);
    while ((await totals(live.db)).total < 500) await sql`select pg_sleep(0.01)`.execute(live.db);
    const before = await totals(live.db);
    const manifest = await backUpEmbedded(live.db, server.dataFolder, backup);
    const afterwards = await totals(live.db);
    stop.abort();
    await writing;
    assert.equal(manifest.major, '18');

    await restoreEmbedded(backup, join(temp, 'restored'));
    const second = await startEmbeddedPostgres({ folder: join(temp, 'restored') });
    const restored = openDatabase({ connectionString: second.connectionString });
    const found = await totals(restored.db);
    assert.equal(found.paid, found.total);
    assert.ok(found.total >= before.total && found.total <= afterwards.total, JSON.stringify({ before, found, afterwards }));
    assert.deepEqual((await sql`select slot_name from pg_replication_slots`.execute(restored.db)).rows, []);
    await restored.close();
    await second.stop();
  });

  it('leaves no slot behind that would keep the log growing', async () => {
    assert.deepEqual((await sql`select slot_name from pg_replication_slots`.execute(live.db)).rows, []);
  });

  it('is not put over an existing database', async () => {
    await assert.rejects(restoreEmbedded(backup, join(temp, 'live')), /holds a database already/);
  });

  it('is refused when it is damaged or not whole', async () => {
    appendFileSync(join(backup, 'cluster', 'PG_VERSION'), ' ');
    await assert.rejects(checkBackup(backup), /damaged: PG_VERSION is changed/);
    await rm(join(backup, 'cluster', 'PG_VERSION'));
    await assert.rejects(restoreEmbedded(backup, join(temp, 'other')), /damaged: PG_VERSION is missing/);
    await rm(join(backup, 'manifest.json'));
    await assert.rejects(restoreEmbedded(backup, join(temp, 'other')), /no manifest\.json/);
  });
});
