import { systemActor, type Job } from '@amt/module';
import payments from '@amt/payments';
import type { Past } from './past.ts';
import type { Stage } from './stage.ts';

/** Nobody pays: the nightly reconciliation of the sixteenth day ends the claim, and with it the application. */
export async function expireFee(stage: Stage, past: Past): Promise<void> {
  const at = past.later({ hours: 15 * 24 });
  await jobOf(payments.jobs, 'payments.reconcile').run(stage.context(systemActor, at), {}, { attempt: 1, maxAttempts: 1 });
  await stage.runJobs(at);
}

/** A job of a module by its name; those that come by the clock have no other door. */
export function jobOf(jobs: readonly Job[], name: string): Job {
  const job = jobs.find((one) => one.name === name);
  if (!job) throw new Error(`there is no job ${name}`);
  return job;
}
