import { type Db, sql } from '@amt/db';
import type { DataKeyTable } from '@amt/module';
import { newHouseKey, proofOf, readKeysFile, writeKeysFile, type KeySet } from './keys-file.ts';
import { StorageKeysProblem } from './problem.ts';
import { keyUses } from './rewrap.ts';
import { StorageKeys } from './storage-keys.ts';
import type {} from './tables.ts';

/** For so many minutes after a rotation the key before stays: processes may still write under it, and what lives an hour alone is not rewrapped. */
const graceMinutes = 65;

/**
 * The house's keys, checked against those its data was encrypted under.
 *
 * @param make makes the file where there is none and nothing is encrypted yet (demo mode)
 * @throws StorageKeysProblem that says what is missing and what to do
 */
export async function openStorageKeys(db: Db, path: string, { make, now }: { make: boolean; now: Temporal.Instant }): Promise<StorageKeys> {
  const known = await keysOfData(db);
  if (make && known.length === 0) createKeysFile(path, now);
  const missing = missingIn(path, known);
  if (missing.length > 0) {
    throw new StorageKeysProblem(
      `${path} does not hold the storage keys of this house's data: ${missing.join(', ')} missing or another one.\n` +
        'Put back the file that belongs to this data (STORAGE_KEYS_FILE); without it nothing of what was sent can be read, by anybody.',
    );
  }
  const keys = StorageKeys.fromFile(path);
  for (const [id, proof] of keys.proofs) await noteKey(db, id, proof);
  return keys;
}

/** A new file with one key. False when there is a file already: it stays as it is. */
export function createKeysFile(path: string, now: Temporal.Instant): boolean {
  const key = newHouseKey(now);
  return writeKeysFile(path, { current: key.id, keys: [key] }, { first: true });
}

/** Adds a key and makes it the current one; those before still open what they wrapped. What they wrapped is then to be rewrapped (`rewrapDataKeys`). */
export async function rotateKey(db: Db, path: string, now: Temporal.Instant): Promise<string> {
  const before = readKeysFile(path);
  const key = newHouseKey(now);
  // The file first: a key that the database knows and no file has would be a start refused.
  writeKeysFile(path, { current: key.id, keys: [...before.keys, key] });
  await noteKey(db, key.id, proofOf(key));
  await db.updateTable('envelope.houseKey').set({ replacedAt: now }).where('id', '<>', key.id).where('replacedAt', 'is', null).execute();
  return key.id;
}

/**
 * Takes a key out of the file when nothing is wrapped by it any more: then also old copies of the data that were made under it open no more.
 *
 * @throws StorageKeysProblem while it is in use, current, or only just replaced
 */
export async function retireKey(db: Db, path: string, tables: readonly DataKeyTable[], id: string, now: Temporal.Instant): Promise<void> {
  const set: KeySet = readKeysFile(path);
  if (!set.keys.some((key) => key.id === id)) throw new StorageKeysProblem(`${path} has no key ${id}`);
  if (set.current === id) throw new StorageKeysProblem(`${id} is the current key: rotate first`);
  const row = await db.selectFrom('envelope.houseKey').select('replacedAt').where('id', '=', id).executeTakeFirst();
  if (row?.replacedAt && Temporal.Instant.compare(row.replacedAt.add({ minutes: graceMinutes }), now) > 0)
    throw new StorageKeysProblem(`${id} was replaced less than ${graceMinutes} minutes ago: it may still be needed`);
  const count = (await keyUses(db, tables)).get(id) ?? 0;
  if (count > 0) throw new StorageKeysProblem(`${id} still wraps ${count} data keys: "amt storage-keys rewrap" goes on with them`);
  // The database first: a key that is in the file alone harms nothing.
  await db.deleteFrom('envelope.houseKey').where('id', '=', id).execute();
  writeKeysFile(path, { ...set, keys: set.keys.filter((key) => key.id !== id) });
}

/** Ids and proofs of all keys that the data was encrypted under: with it a copy of the data tells which keys open it. */
export async function keysOfData(db: Db): Promise<readonly { readonly id: string; readonly proof: string; readonly replaced: boolean }[]> {
  const rows = await db.selectFrom('envelope.houseKey').selectAll().orderBy('id').execute();
  return rows.map(({ id, proof, replacedAt }) => ({ id, proof: Buffer.from(proof).toString('hex'), replaced: replacedAt !== null }));
}

/** Ids of those keys that the file does not hold. @throws StorageKeysProblem without a whole file */
export function missingIn(path: string, keys: readonly { readonly id: string; readonly proof: string }[]): readonly string[] {
  const held = new Set(readKeysFile(path).keys.map((key) => `${key.id} ${proofOf(key).toString('hex')}`));
  return keys.filter(({ id, proof }) => !held.has(`${id} ${proof}`)).map(({ id }) => id);
}

async function noteKey(db: Db, id: string, proof: Buffer): Promise<void> {
  await db
    .insertInto('envelope.houseKey')
    .values({ id, proof, replacedAt: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Whether an update has left a task to do, e.g. `blobs`. */
export async function isPending(db: Db, task: string): Promise<boolean> {
  const { rows } = await sql`select from envelope.pending where task = ${task}`.execute(db);
  return rows.length > 0;
}
