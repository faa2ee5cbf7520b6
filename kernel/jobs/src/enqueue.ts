import type { Tx } from '@amt/db';
import type { Job, JobPayload } from '@amt/module';
import { addJob } from './add-job.ts';
import { checkPayload } from './check-payload.ts';

export interface EnqueueOptions {
  /** at most one waiting job per key; a later call replaces the waiting one */
  readonly key?: string;
  readonly runAt?: Temporal.Instant;
}

/** Adds the job in the caller's transaction: it runs if and only if that commits. */
export async function enqueue<J extends Job>(tx: Tx, job: J, payload: JobPayload<J>, options: EnqueueOptions = {}): Promise<void> {
  checkPayload(job, payload);
  const { key, runAt } = options;
  await addJob(tx, { name: job.name, payload: JSON.stringify(payload), runAt, key, maxAttempts: job.maxAttempts });
}
