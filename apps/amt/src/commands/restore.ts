import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkBackup, restoreEmbedded } from '@amt/db';
import { envelopeConfig, missingIn, storageKeysFile, StorageKeysProblem } from '@amt/envelope';
import { filesConfig, openFileStore } from '@amt/files';
import { configOf } from '@amt/module';
import type { Static } from 'typebox';
import { Obstacle, parseArguments, UsageError, type Command } from '../command.ts';
import { coreConfig } from '../core-config.ts';
import { environment } from '../environment.ts';
import { settingsOf } from '../house.ts';

const command: Command = {
  usage: 'BACKUP-FOLDER   into AMT_DATA, which must be new; every file is checked against its hash',
  async run(args) {
    const { positionals } = parseArguments(args, { positionals: { min: 1, max: 1 } });
    const backup = resolve(positionals[0] ?? '');
    const settings = settingsOf(environment(process.env));
    const { AMT_DATA: data } = configOf({ settings }, coreConfig);
    if (existsSync(join(data, 'postgres'))) throw new UsageError(`${data} holds a database already: name a new folder in AMT_DATA`);
    await checkKeys(backup, configOf({ settings }, envelopeConfig));
    await checkBackup(join(backup, 'postgres'));
    await mkdir(data, { recursive: true });
    const manifest = await restoreEmbedded(join(backup, 'postgres'), join(data, 'postgres'));
    const store = openFileStore(configOf({ settings }, filesConfig), join(data, 'files'));
    const blobs = await readdir(join(backup, 'files'));
    for (const name of blobs) {
      const { sha256 } = await store.put(createReadStream(join(backup, 'files', name)));
      if (sha256 !== name) {
        process.stderr.write(`The file ${name} of the backup is damaged.\n`);
        return 1;
      }
    }
    if (existsSync(join(backup, 'keys'))) await cp(join(backup, 'keys'), data, { recursive: true });
    process.stdout.write(`Restored to ${data}: state of ${manifest.at}, ${blobs.length} files. Start as usual.\n`);
    return 0;
  },
};
export default command;

/** A backup says which storage keys open it; those of versions before them need none. */
async function checkKeys(backup: string, settings: Static<typeof envelopeConfig.schema>): Promise<void> {
  const file = join(backup, 'storage-keys.json');
  if (!existsSync(file)) return;
  // the program's own file, as `backup` writes it
  const needed = JSON.parse(await readFile(file, 'utf8')) as readonly { id: string; proof: string }[];
  const advice = `This backup is encrypted under the storage keys ${needed.map(({ id }) => id).join(', ')}; without them nothing of what was sent can be read. Put the copy of their file in its place (STORAGE_KEYS_FILE) and restore again.`;
  let missing: readonly string[];
  try {
    missing = missingIn(storageKeysFile(settings), needed);
  } catch (fault) {
    throw fault instanceof StorageKeysProblem ? new Obstacle(`${fault.message}\n${advice}`) : fault;
  }
  if (missing.length > 0) throw new Obstacle(`${settings.STORAGE_KEYS_FILE} does not hold ${missing.join(', ')}. ${advice}`);
}
