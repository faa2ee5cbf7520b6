import type { Context, Job, JobRun, Module } from '@amt/module';
import { dispatchEvent, dispatchJobName } from './dispatch-event.ts';

/** Runs one job of the queue by its name. */
export type JobRunner = (ctx: Context, payload: unknown, run: JobRun) => Promise<void>;

/** All jobs of the house by name, the delivery of events among them. Jobs by the clock get `{}` as payload. */
export function jobRunners(modules: readonly Module[]): ReadonlyMap<string, JobRunner> {
  const runners = new Map<string, JobRunner>([[dispatchJobName, (ctx, payload) => dispatchEvent(ctx, modules, eventIdOf(payload))]]);
  for (const job of modules.flatMap((module) => module.jobs)) runners.set(job.name, runnerOf(job));
  return runners;
}

function runnerOf(job: Job): JobRunner {
  return job.cron === undefined
    ? (ctx, payload, run) => job.run(ctx, payload, run)
    : (ctx, payload, run) => job.run(ctx, withoutCron(payload), run);
}

/** graphile-worker adds `_cron` (the planned time) to the payload. */
function withoutCron(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null) return {};
  return Object.fromEntries(Object.entries(payload).filter(([key]) => key !== '_cron'));
}

function eventIdOf(payload: unknown): string {
  if (typeof payload === 'object' && payload !== null && 'eventId' in payload && typeof payload.eventId === 'string')
    return payload.eventId;
  throw new TypeError(`payload of ${dispatchJobName} names no event`);
}
