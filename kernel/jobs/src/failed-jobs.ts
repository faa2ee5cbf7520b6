import { sql, type Db } from '@amt/db';

/** A job that used up its attempts; it stays until somebody decides. */
export interface FailedJob {
  readonly id: string;
  readonly name: string;
  readonly attempts: number;
  /** message of the last fault; may quote data, so it is for operators and not for logs */
  readonly lastError: string | null;
  readonly failedAt: Temporal.Instant;
}

/** Jobs that failed for good, latest first. */
export async function failedJobs(db: Db): Promise<readonly FailedJob[]> {
  const { rows } = await sql<FailedJob>`
    select id::text, task_identifier as name, attempts::integer, last_error, updated_at as failed_at from graphile_worker.jobs
    where attempts >= max_attempts and locked_at is null order by updated_at desc`.execute(db);
  return rows;
}

/** Gives a job that failed for good all its attempts again, at once. */
export async function retryFailedJob(db: Db, id: string): Promise<void> {
  await sql`select graphile_worker.reschedule_jobs(array[${id}::bigint], run_at => now(), attempts => 0)`.execute(db);
}

export interface QueueFigures {
  /** due and not yet begun */
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
  /** of the oldest job that is due, in seconds; 0 when none is */
  readonly oldestWaitingSeconds: number;
}

/** For metrics and the operators' page. */
export async function queueFigures(db: Db): Promise<QueueFigures> {
  const { rows } = await sql<QueueFigures>`
    select
      count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now()) as waiting,
      count(*) filter (where locked_at is not null) as running,
      count(*) filter (where locked_at is null and attempts >= max_attempts) as failed,
      coalesce(extract(epoch from now() - min(run_at) filter (where locked_at is null and attempts < max_attempts and run_at <= now())), 0)::float8 as oldest_waiting_seconds
    from graphile_worker._private_jobs`.execute(db);
  return rows[0] ?? { waiting: 0, running: 0, failed: 0, oldestWaitingSeconds: 0 };
}
