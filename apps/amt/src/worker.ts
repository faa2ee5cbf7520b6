import { startWorker, type Worker } from '@amt/jobs';
import { configOf } from '@amt/module';
import { coreConfig } from './core-config.ts';
import type { House } from './house.ts';
import { modules } from './modules.ts';

/** Runs the jobs of all modules until stopped; running ones are finished first. */
export function startHouseWorker(house: House): Promise<Worker> {
  return startWorker({
    database: house.database,
    modules,
    makeContext: house.systemContext,
    log: house.log,
    concurrency: configOf(house, coreConfig).WORKER_CONCURRENCY,
  });
}
