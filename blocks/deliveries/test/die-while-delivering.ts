import { loadSettings } from '@amt/config';
import { openDatabase } from '@amt/db';
import { bindStorageKeys } from '@amt/envelope';
import { folderStore } from '@amt/files';
import { systemActor, withDependencies, type Context } from '@amt/module';
import { testStorageKeys } from '@amt/testing';
import type { KyselyPlugin } from 'kysely';
import { deliverOutput } from '../src/deliver-output.ts';
import deliveries from '../src/index.ts';

/**
 * Program that a test kills: delivers an output and stops at the given statement with its effect open or done; says so on standard output. Without a
 * statement it delivers and stops by itself where the other side keeps it waiting.
 */
const [, , connectionString = '', deliveryId = '', statement = '0', now = '', env = '{}', filesFolder = ''] = process.argv;
const database = openDatabase({ connectionString, max: 2 });
bindStorageKeys(database.db, testStorageKeys);
let seen = 0;
const stopping: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => {
    if (++seen === Number(statement)) {
      process.stdout.write('here\n');
      setInterval(() => undefined, 1000);
      await new Promise(() => undefined);
    }
    return result;
  },
};
const quiet = (): void => undefined;
const ctx: Context = {
  db: database.db.withPlugin(stopping),
  actor: systemActor,
  now: Temporal.Instant.from(now),
  locale: 'de',
  log: { info: quiet, warn: quiet, error: quiet },
  files: folderStore(filesFolder),
  settings: loadSettings(
    withDependencies([deliveries]).flatMap(({ config }) => config ?? []),
    JSON.parse(env) as Record<string, string>,
  ),
  require: quiet,
};
await deliverOutput.run(ctx, { deliveryId }, { attempt: 1, maxAttempts: 15 });
process.stdout.write('done\n');
setInterval(() => undefined, 1000);
