import { inTransaction, openDatabase } from '@amt/db';
import { systemActor, type Context } from '@amt/module';
import { releaseDeliveries } from '../src/index.ts';

/** Program that a test kills: what a case waited for is there, all is written and not committed; says so on standard output. */
const [, , connectionString = '', caseId = '', now = ''] = process.argv;
const database = openDatabase({ connectionString, max: 2 });
await inTransaction(database.db, async (tx) => {
  const ctx = { db: tx, actor: systemActor, now: Temporal.Instant.from(now) } as Context & { db: typeof tx };
  await releaseDeliveries(ctx, caseId, 'payment');
  process.stdout.write('here\n');
  setInterval(() => undefined, 1000);
  await new Promise(() => undefined);
});
