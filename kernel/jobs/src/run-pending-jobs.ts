import { sql, type Db } from '@amt/db';
import type { Context, Module } from '@amt/module';
import { jobRunners } from './run-job.ts';

interface WaitingJob {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly maxAttempts: number;
}

export interface RunPendingOptions {
  /** also jobs planned for this instant or before; default: `makeContext().now` */
  readonly until?: Temporal.Instant;
  /** `throw` (default) ends at the first job that fails; `keep` records the fault as the worker would, and goes on */
  readonly failures?: 'throw' | 'keep';
  /** only jobs that the transaction given as `db` has added itself; nobody else sees them before it commits */
  readonly own?: boolean;
}

/**
 * Runs what waits in the queue, one after the other, in the caller's process, until nothing that is due is left; what the jobs add is run as well.
 * Jobs added without a time are due at once, whatever the test's clock says. Made for tests and the command line.
 *
 * @returns names of the jobs that were run, in order.
 */
export async function runPendingJobs(
  db: Db,
  modules: readonly Module[],
  makeContext: () => Context,
  options: RunPendingOptions = {},
): Promise<readonly string[]> {
  const runners = jobRunners(modules);
  const done: string[] = [];
  const failedNow = new Set<string>();
  for (;;) {
    const ctx = makeContext();
    const job = (await dueJobs(db, options.until ?? ctx.now, options.own ?? false)).find(({ id }) => !failedNow.has(id));
    if (job === undefined) return done;
    const run = runners.get(job.name);
    if (run === undefined) throw new Error(`the queue holds a job ${job.name}, and no module given has it`);
    try {
      await run(ctx, job.payload, { attempt: job.attempts + 1, maxAttempts: job.maxAttempts });
    } catch (fault) {
      await recordFault(db, job, fault);
      if (options.failures !== 'keep') throw fault;
      failedNow.add(job.id);
      continue;
    }
    await sql`select graphile_worker.complete_jobs(array[${job.id}::bigint])`.execute(db);
    done.push(job.name);
  }
}

/** A job without a planned time got the time of its transaction as `run_at`, which then equals `created_at` or (replaced by key) `updated_at`. */
async function dueJobs(db: Db, until: Temporal.Instant, own: boolean): Promise<readonly WaitingJob[]> {
  // now() is the begin of the transaction, so it tells the jobs of one transaction from all others
  const ofTransaction = own ? sql`and j.created_at = now()` : sql``;
  const { rows } = await sql<WaitingJob>`
    select j.id::text, t.identifier as name, j.payload, j.attempts::integer, j.max_attempts::integer
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.locked_at is null and j.attempts < j.max_attempts
      and (j.run_at <= ${until} or j.run_at = j.created_at or j.run_at = j.updated_at) ${ofTransaction}
    order by j.priority, j.run_at, j.id`.execute(db);
  return rows;
}

async function recordFault(db: Db, job: WaitingJob, fault: unknown): Promise<void> {
  const message = fault instanceof Error ? fault.message : String(fault);
  await sql`
    update graphile_worker._private_jobs set attempts = attempts + 1, last_error = ${message}, run_at = greatest(run_at, now()) + exp(least(attempts + 1, 10)) * interval '1 second'
    where id = ${job.id}::bigint`.execute(db);
}
