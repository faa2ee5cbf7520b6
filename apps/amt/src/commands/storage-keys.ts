import { resolve } from 'node:path';
import { inTransaction } from '@amt/db';
import {
  createKeysFile,
  envelopeConfig,
  keyUses,
  readKeysFile,
  retireKey,
  rewrapDataKeys,
  rotateKey,
  storageKeysFile,
  StorageKeysProblem,
} from '@amt/envelope';
import { enqueue } from '@amt/jobs';
import { configOf } from '@amt/module';
import { Obstacle, parseArguments, UsageError, type Command } from '../command.ts';
import type { House } from '../house.ts';
import { rewrapJob } from '../housekeeping.ts';
import { modules } from '../modules.ts';
import { withHouse } from '../with-house.ts';

const tables = modules.flatMap(({ dataKeys }) => dataKeys);

/** Running processes notice a new key within this time and write under it from then on. */
const noticedMs = 1500;

/** The keys that stored data is encrypted under: make, list, rotate, retire. */
const command: Command = {
  usage: 'create [FILE] | list | rotate | rewrap | retire ID',
  async run(args) {
    const { positionals } = parseArguments(args, { positionals: { min: 1, max: 2 } });
    const [action = '', given = ''] = positionals;
    try {
      if (action === 'create') return create(given);
      if (given !== '' && action !== 'retire') throw new UsageError(`unexpected "${given}"`);
      return await withHouse((house) => act(house, action, given));
    } catch (fault) {
      throw fault instanceof StorageKeysProblem ? new Obstacle(fault.message) : fault;
    }
  },
};
export default command;

/** Before the house can start at all, so without its settings. */
function create(file: string): number {
  const path = file === '' ? process.env['STORAGE_KEYS_FILE'] : resolve(file);
  if (path === undefined || path === '') throw new UsageError('name the FILE, or set STORAGE_KEYS_FILE');
  if (!createKeysFile(path, Temporal.Now.instant()))
    throw new Obstacle(`${path} is there already: "amt storage-keys rotate" adds a key to it.`);
  say(`${path} holds a new key. Set STORAGE_KEYS_FILE=${path}`);
  say('Keep a copy of it apart from the backups: without it nothing of what is stored can be read, by anybody.');
  return 0;
}

async function act(house: House, action: string, id: string): Promise<number> {
  const { db } = house.database;
  const path = storageKeysFile(configOf(house, envelopeConfig));
  const now = house.clock.now();
  if (action === 'list') {
    const uses = await keyUses(db, tables);
    const { current, keys } = readKeysFile(path);
    for (const key of keys)
      say(`${key.id}  made ${key.createdAt}  wraps ${uses.get(key.id) ?? 0} data keys${key.id === current ? '  (current)' : ''}`);
    return 0;
  }
  if (action === 'rotate') {
    // in the queue first: should this program end in the middle, a worker goes on
    await inTransaction(db, (tx) =>
      enqueue(
        tx,
        rewrapJob(() => modules),
        {},
        { key: 'rewrap', runAt: now.add({ minutes: 10 }) },
      ),
    );
    say(`New current key: ${await rotateKey(db, path, now)}. Copy ${path} to where its copies are kept.`);
    return rewrap(house);
  }
  if (action === 'rewrap') return rewrap(house);
  if (action !== 'retire') throw new UsageError(`unknown action "${action}"`);
  if (id === '') throw new UsageError('name the key');
  await retireKey(db, path, tables, id, now);
  say(`The key ${id} is gone. Destroy its copies too; then what was erased cannot be read in old backups either.`);
  return 0;
}

/** Twice over, until nothing is found any more, so that also what processes wrote in the moments before they noticed is done. */
async function rewrap({ database: { db } }: House): Promise<number> {
  for (let quiet = 0; quiet < 2;) {
    const done = await rewrapDataKeys(db, tables, (step) => say(`${step.table}: ${step.done} rewrapped`));
    quiet = done === 0 ? quiet + 1 : 0;
    await new Promise((resume) => setTimeout(resume, noticedMs));
  }
  say('All data keys are wrapped by the current key.');
  return 0;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
