import { openDatabase } from '@amt/db';
import { asFile, listOf } from './address-list.fixture.ts';
import { importAddresses } from './import-addresses.ts';

/** A process that imports a list and stops in the middle of it, for ever: it waits to be killed. */
const [connectionString = ''] = process.argv.slice(2);
const { db } = openDatabase({ connectionString });

async function* neverEnding(): AsyncGenerator<Uint8Array> {
  // more than one statement's worth, so that rows have been written
  yield* asFile(listOf('80999', 1200));
  process.send?.('in the middle');
  await new Promise<void>((resolve) => setTimeout(resolve, 600_000));
}
const quiet = (): void => undefined;
await importAddresses(
  { db, now: Temporal.Now.instant(), log: { info: quiet, warn: quiet, error: quiet }, require: quiet },
  { content: neverEnding(), format: 'csv', source: 'killed' },
);
