import { loadSettings } from '@amt/config';
import { openDatabase } from '@amt/db';
import { systemActor, type Context } from '@amt/module';
import type { KyselyPlugin } from 'kysely';
import { checkAttempt } from '../src/check-attempt.ts';
import { paymentsConfig } from '../src/settings.ts';
import { attemptById } from '../src/transaction-store.ts';

/**
 * Program that a test kills: asks the provider about an attempt and stops at the given point, with the transaction open, until the
 * signal comes. Says so on standard output.
 */
const [, , connectionString = '', attemptId = '', point, url = '', tokenUrl = ''] = process.argv;
const database = openDatabase({ connectionString, max: 2 });
const settings = loadSettings([paymentsConfig], {
  PAYMENT_URL: url,
  PAYMENT_TOKEN_URL: tokenUrl,
  PAYMENT_CLIENT_ID: 'amt',
  PAYMENT_CLIENT_SECRET: 'öffentlich:geheim',
});
const stop = async (): Promise<never> => {
  process.stdout.write('here\n');
  setInterval(() => undefined, 1000);
  return new Promise(() => undefined);
};

// Statements: 1 reads the attempt, 2 counts the check, then the provider is asked; 3 and 4 lock, 5 to 10 write; 10 is the event.
let seen = 0;
const stopping: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => {
    seen++;
    if ((point === 'answered' && seen === 4) || (point === 'booked' && seen === 10)) await stop();
    return result;
  },
};

const db = database.db.withPlugin(stopping);
const attempt = await attemptById(db, attemptId);
if (!attempt) throw new Error('no such attempt');
const quiet = () => undefined;
const ctx: Context = {
  db,
  actor: systemActor,
  now: Temporal.Now.instant(),
  locale: 'de',
  log: { info: quiet, warn: quiet, error: quiet },
  files: { put: stop, read: stop, stream: stop, has: stop, remove: stop, list: () => (async function* () {})() },
  settings,
  require: quiet,
};
await checkAttempt(ctx, attempt);
