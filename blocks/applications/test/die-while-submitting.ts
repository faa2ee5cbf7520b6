import { loadSettings } from '@amt/config';
import { openDatabase, type Db } from '@amt/db';
import { bindStorageKeys } from '@amt/envelope';
import { folderStore } from '@amt/files';
import { resolveActor } from '@amt/identity';
import { withDependencies } from '@amt/module';
import { testStorageKeys } from '@amt/testing';
import type { KyselyPlugin } from 'kysely';
import applications, { submitApplication } from '../src/index.ts';

/** Program that a test kills: submits an application and stops when all is written and not committed; says so on standard output. */
const [, , connectionString = '', draftId = '', accountId = '', now = '', filesFolder = ''] = process.argv;
const database = openDatabase({ connectionString, max: 2 });
bindStorageKeys(database.db, testStorageKeys);
let ended = false;
const stopping: KyselyPlugin = {
  transformQuery: ({ node }) => {
    // the event of the application is the last that is written
    if (node.kind === 'RawNode' && JSON.stringify(node).includes('applications.submitted')) ended = true;
    return node;
  },
  transformResult: async ({ result }) => {
    if (ended) {
      process.stdout.write('here\n');
      setInterval(() => undefined, 1000);
      await new Promise(() => undefined);
    }
    return result;
  },
};
const db: Db = database.db.withPlugin(stopping);
const quiet = (): void => undefined;
const settings = loadSettings(
  withDependencies([applications]).flatMap(({ config }) => config ?? []),
  { AUTHORITY_NAME: 'Stadt', ORIGIN: 'http://localhost:8080' },
);
await submitApplication(
  {
    db,
    actor: await resolveActor(db, { kind: 'person', id: accountId }),
    now: Temporal.Instant.from(now),
    locale: 'de',
    log: { info: quiet, warn: quiet, error: quiet },
    files: folderStore(filesFolder),
    settings,
    require: quiet,
  },
  { draftId, confirmationPath: (id) => `/de/antrag/eingegangen/${id}` },
);
