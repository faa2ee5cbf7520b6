import { inTransaction } from '@amt/db';
import { enqueue, startWorker, type Worker } from '@amt/jobs';
import { configOf } from '@amt/module';
import { coreConfig } from './core-config.ts';
import type { House } from './house.ts';
import { encryptOldJob } from './housekeeping.ts';
import { modules } from './modules.ts';

/** Runs the jobs of all modules until stopped; running ones are finished first. */
export async function startHouseWorker(house: House): Promise<Worker> {
  await inTransaction(house.database.db, (tx) =>
    enqueue(
      tx,
      encryptOldJob(() => modules),
      {},
      { key: 'encrypt-old' },
    ),
  );
  return startWorker({
    database: house.database,
    modules,
    makeContext: house.systemContext,
    log: house.log,
    concurrency: configOf(house, coreConfig).WORKER_CONCURRENCY,
  });
}
