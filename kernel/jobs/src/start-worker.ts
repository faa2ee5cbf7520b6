import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@amt/db';
import type { Context, Log, Module } from '@amt/module';
import { Logger, parseCronItems, run, type ParsedCronItem, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import { faultFields } from './fault-fields.ts';
import { startHeartbeat, type HeartbeatOptions } from './heartbeat.ts';
import { jobRunners, type JobRunner } from './run-job.ts';

export interface WorkerOptions {
  /** migrated (`migrateModules`); its pool needs room for `concurrency` connections and some more */
  readonly database: Database;
  readonly modules: readonly Module[];
  /** a new context for each job: actor `system`, the present time; a plain object */
  readonly makeContext: () => Context;
  readonly log: Log;
  /** jobs at the same time; default 4 */
  readonly concurrency?: number;
  /** how often each of the `concurrency` loops looks for work when it has none; default 300 ms */
  readonly pollIntervalMs?: number;
  /** default: every 2 s, dead after 10 s */
  readonly heartbeat?: HeartbeatOptions;
}

export interface Worker {
  /** Takes no new jobs, waits for those that run, signs off. */
  stop(): Promise<void>;
}

/**
 * Works on the queue: jobs, deliveries of events, and jobs by the clock (cron patterns in UTC; at most one of a kind waits). A job that throws
 * is tried again after e^attempt seconds.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { database, log, heartbeat = { everyMs: 2000, deadAfterMs: 10_000 } } = options;
  const lockNames: string[] = [];
  let runner = await startRunner(options, lockNames);
  const beating = await startHeartbeat(database, lockNames, heartbeat, log);
  const stopped = new AbortController();

  // graphile-worker ends itself when it cannot record the end of a job (database away for long); the house goes on.
  const keepRunning = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        await runner.promise;
      } catch (fault) {
        log.warn(faultFields(fault), 'the queue failed');
      }
      if (stopped.signal.aborted) return;
      log.warn({}, 'the queue ended and is begun anew');
      await pause(1000, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (!stopped.signal.aborted) runner = await startRunner(options, lockNames).catch(() => runner);
    }
  };
  const running = keepRunning();
  const stop = async (): Promise<void> => {
    stopped.abort();
    await runner.stop().catch((fault: unknown) => log.warn(faultFields(fault), 'the queue did not stop cleanly'));
    await running;
    await beating.stop();
  };
  let stopping: Promise<void> | undefined;
  return { stop: () => (stopping ??= stop()) };
}

function startRunner(options: WorkerOptions, lockNames: string[]): Promise<Runner> {
  const { database, modules, log, concurrency = 4, pollIntervalMs = 300 } = options;
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => lockNames.push(workerPool.id));
  return run({
    pgPool: database.pool,
    taskList: tasks(options),
    parsedCronItems: cronItems(modules),
    concurrency,
    pollInterval: pollIntervalMs,
    noHandleSignals: true,
    events,
    logger: new Logger((scope) => (level, message) => {
      // Faults of jobs are logged below, without what their message may quote.
      if (scope.jobId === undefined && (level === 'error' || level === 'warning')) log.warn({}, `queue: ${message}`);
    }),
  });
}

function tasks({ modules, makeContext, log }: WorkerOptions): TaskList {
  const task = (name: string, runJob: JobRunner): TaskList[string] => {
    return async (payload, { job }) => {
      const attempt = { attempt: job.attempts, maxAttempts: job.max_attempts };
      try {
        await runJob(makeContext(), payload, attempt);
      } catch (fault) {
        log.error(
          { job: name, jobId: job.id, ...attempt, ...faultFields(fault) },
          attempt.attempt < attempt.maxAttempts ? 'job failed, will be tried again' : 'job failed for good',
        );
        throw fault;
      }
    };
  };
  return Object.fromEntries([...jobRunners(modules)].map(([name, runJob]) => [name, task(name, runJob)]));
}

function cronItems(modules: readonly Module[]): ParsedCronItem[] {
  const jobs = modules.flatMap((module) => module.jobs);
  return parseCronItems(
    jobs.flatMap(({ name, cron, maxAttempts }) =>
      cron === undefined
        ? []
        : [
            {
              task: name,
              match: cron,
              identifier: name,
              options: {
                jobKey: `cron:${name}`,
                jobKeyMode: 'preserve_run_at' as const,
                ...(maxAttempts === undefined ? {} : { maxAttempts }),
              },
            },
          ],
    ),
  );
}
