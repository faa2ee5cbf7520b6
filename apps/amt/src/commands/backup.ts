import { createWriteStream } from 'node:fs';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { backUpEmbedded } from '@amt/db';
import { envelopeConfig, keysOfData, storageKeysFile } from '@amt/envelope';
import { configOf } from '@amt/module';
import { parseArguments, UsageError, type Command } from '../command.ts';
import { coreConfig } from '../core-config.ts';
import type { House } from '../house.ts';
import { withHouse } from '../with-house.ts';

/** Folders of AMT_DATA with keys and trust; small, needed, and nowhere else. */
const keyFolders = ['identity', 'seal', 'trust', 'simulators'];

/** The database first, then the blobs: blobs never change, so each one the database names is in the copy. */
const command: Command = {
  usage: 'FOLDER   a new folder; everything goes on meanwhile',
  async run(args) {
    const { positionals } = parseArguments(args, { positionals: { min: 1, max: 1 } });
    const target = resolve(positionals[0] ?? '');
    if (existsSync(target)) throw new UsageError(`${target} is there already`);
    return withHouse(async (house) => {
      if (!house.embedded) {
        process.stderr.write(
          'The database is external (DATABASE_URL): back it up with pg_dump or the tools of its operator; see docs/operations.md.\n',
        );
        return 1;
      }
      await mkdir(target, { recursive: true, mode: 0o700 });
      const keys = (await keysOfData(house.database.db)).map(({ id, proof }) => ({ id, proof }));
      await writeFile(join(target, 'storage-keys.json'), `${JSON.stringify(keys)}\n`, { mode: 0o600 });
      const manifest = await backUpEmbedded(house.database.db, house.embedded.dataFolder, join(target, 'postgres'));
      process.stdout.write(`Database: PostgreSQL ${manifest.major}, state of ${manifest.at}\n`);
      process.stdout.write(`Files: ${await copyBlobs(house, join(target, 'files'))}\n`);
      const data = configOf(house, coreConfig).AMT_DATA;
      for (const name of await readdir(data)) {
        if (keyFolders.includes(name)) await cp(join(data, name), join(target, 'keys', name), { recursive: true });
      }
      process.stdout.write(
        `Backup is complete: ${target}\nIt holds personal data and private keys: keep it encrypted and apart.\n` +
          `What was sent opens only with the storage keys, which are not in it: keep a copy of ${storageKeysFile(configOf(house, envelopeConfig))} elsewhere.\n`,
      );
      return 0;
    });
  },
};
export default command;

/** @returns how many */
async function copyBlobs(house: House, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let count = 0;
  for await (const { sha256 } of house.blobs.list()) {
    await pipeline(await house.blobs.stream(sha256), createWriteStream(join(folder, sha256), { mode: 0o600 }));
    count++;
  }
  return count;
}
