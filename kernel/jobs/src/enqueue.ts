import { sql, type Tx } from '@amt/db';
import type { Job, JobPayload } from '@amt/module';
import './tables.ts';
import { checkPayload } from './check-payload.ts';

export interface EnqueueOptions {
  /** at most one waiting job per key; a later call replaces the waiting one */
  readonly key?: string;
  readonly runAt?: Temporal.Instant;
}

/** Adds the job in the caller's transaction: it runs if and only if that commits. */
export async function enqueue<J extends Job>(tx: Tx, job: J, payload: JobPayload<J>, options: EnqueueOptions = {}): Promise<void> {
  checkPayload(job, payload);
  await sql`
    select graphile_worker.add_job(
      ${job.name}::text, ${JSON.stringify(payload)}::json, null, ${options.runAt ?? null}::timestamptz,
      ${job.maxAttempts ?? null}::integer, ${options.key ?? null}::text
    ) is null`.execute(tx);
}
