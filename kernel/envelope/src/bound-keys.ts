import type { Db, Tx } from '@amt/db';
import type { StorageKeys } from './storage-keys.ts';

// Of all that a database handle, its transactions and its copies with plugins share, the dialect's adapter is the one object that is their own.
const bound = new WeakMap<object, StorageKeys>();

/** From now on rows that are read and written through this handle, its transactions included, are opened and sealed with these keys. */
export function bindStorageKeys(db: Db, keys: StorageKeys): void {
  bound.set(db.getExecutor().adapter, keys);
}

/** @throws Error when no keys belong to the handle: it was opened past the house */
export function storageKeysOf(db: Db | Tx): StorageKeys {
  const keys = bound.get(db.getExecutor().adapter);
  if (keys === undefined) throw new Error('no storage keys belong to this database handle (bindStorageKeys)');
  return keys;
}
