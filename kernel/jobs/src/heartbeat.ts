import { randomUUID } from 'node:crypto';
import { openDatabase, sql, type Database, type Db } from '@amt/db';
import type { Log } from '@amt/module';
import './tables.ts';
import { faultFields } from './fault-fields.ts';

export interface HeartbeatOptions {
  readonly everyMs: number;
  /** whose beat is older than this is dead */
  readonly deadAfterMs: number;
}

/**
 * Says regularly that this process lives and releases the jobs of those that do not: graphile-worker by itself keeps the locks of a
 * killed worker for four hours. Has a connection of its own, so that busy jobs do not hold it up. A process that was paused for so long that
 * it was taken for dead comes back with its next beat; jobs may then have run twice, which they must bear anyway.
 *
 * @param lockNames names under which this process locks jobs; read anew at each beat
 */
export async function startHeartbeat(
  database: Database,
  lockNames: readonly string[],
  { everyMs, deadAfterMs }: HeartbeatOptions,
  log: Log,
): Promise<{ stop(): Promise<void> }> {
  const own = openDatabase({ connectionString: database.connectionString, max: 1, applicationName: 'amt-heartbeat' });
  const id = randomUUID();
  await beat(own.db, id, lockNames);
  await releaseDead(own.db, deadAfterMs);
  let beating = Promise.resolve();
  const timer = setInterval(() => {
    beating = beating.then(async () => {
      try {
        await beat(own.db, id, lockNames);
        const released = await releaseDead(own.db, deadAfterMs);
        if (released > 0) log.warn({ released }, 'jobs of a dead worker were released');
      } catch (fault) {
        log.warn(faultFields(fault), 'heartbeat failed');
      }
    });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await beating;
      try {
        await own.db.deleteFrom('jobs.worker').where('id', '=', id).execute();
      } finally {
        await own.close();
      }
    },
  };
}

async function beat(db: Db, id: string, lockNames: readonly string[]): Promise<void> {
  await sql`
    insert into jobs.worker (id, lock_names) values (${id}, ${lockNames}::text[])
    on conflict (id) do update set beat_at = now(), lock_names = excluded.lock_names`.execute(db);
}

/** Any lock of some age whose holder is not among the living is released, also of a process that was killed before its first beat. */
async function releaseDead(db: Db, deadAfterMs: number): Promise<number> {
  const limit = sql`now() - ${deadAfterMs} * interval '1 millisecond'`;
  await sql`delete from jobs.worker where beat_at < ${limit}`.execute(db);
  const { rows } = await sql<{ holder: string; held: number }>`
    select locked_by as holder, count(*) as held from graphile_worker._private_jobs
    where locked_at < ${limit} and not exists (select from jobs.worker w where locked_by = any(w.lock_names))
    group by locked_by`.execute(db);
  if (rows.length === 0) return 0;
  await sql`select graphile_worker.force_unlock_workers(${rows.map(({ holder }) => holder)}::text[])`.execute(db);
  return rows.reduce((sum, { held }) => sum + held, 0);
}
