import { loadSettings } from '@amt/config';
import { openDatabase, type Db } from '@amt/db';
import { bindStorageKeys } from '@amt/envelope';
import { folderStore } from '@amt/files';
import { systemActor, withDependencies, type Context } from '@amt/module';
import { testStorageKeys } from '@amt/testing';
import type { KyselyPlugin } from 'kysely';
import cases from '../src/index.ts';
import { issueDecision } from '../src/issue-decision.ts';

/**
 * Program that a test kills: issues a decision and stops at the given point until the signal comes; says so on standard output.
 * `sealed`: the seal is given and kept, nothing else is written; `written`: all is written and not committed.
 */
const [, , connectionString = '', decisionId = '', point, filesFolder = '', now = ''] = process.argv;
const database = openDatabase({ connectionString, max: 2 });
bindStorageKeys(database.db, testStorageKeys);
const stop = async (): Promise<void> => {
  process.stdout.write('here\n');
  setInterval(() => undefined, 1000);
  await new Promise(() => undefined);
};

let ended = false;
const stopping: KyselyPlugin = {
  transformQuery: ({ node }) => {
    // the decision is told to the house by the last statements
    if (node.kind === 'RawNode' && JSON.stringify(node).includes('cases.case-decided')) ended = true;
    return node;
  },
  transformResult: async ({ result }) => {
    if (point === 'written' && ended) await stop();
    return result;
  },
};

const store = folderStore(filesFolder);
let stored = 0;
const files: Context['files'] = {
  put: async (content) => {
    const file = await store.put(content);
    // the first is the sealed letter as the seal keeps it, the second the same as document
    if (point === 'sealed' && ++stored === 2) await stop();
    return file;
  },
  read: (sha256) => store.read(sha256),
  stream: (sha256) => store.stream(sha256),
  has: (sha256) => store.has(sha256),
  remove: (sha256, storedBefore) => store.remove(sha256, storedBefore),
  list: () => store.list(),
};

const quiet = (): void => undefined;
const db: Db = database.db.withPlugin(stopping);
const settings = loadSettings(
  withDependencies([cases]).flatMap(({ config }) => config ?? []),
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
);
await issueDecision.run(
  {
    db,
    actor: systemActor,
    now: Temporal.Instant.from(now),
    locale: 'de',
    log: { info: quiet, warn: quiet, error: quiet },
    files,
    settings,
    require: quiet,
  },
  { decisionId },
  { attempt: 1, maxAttempts: 25 },
);
