import { randomBytes } from 'node:crypto';
import type { Db, Tx } from '@amt/db';
import { storageKeysOf } from './bound-keys.ts';
import { NotAuthentic } from './problem.ts';
import { seal, unseal } from './seal.ts';
import type { StorageKeys } from './storage-keys.ts';

/** The row that content belongs to: it opens there alone, so that nobody can move it to another person's. */
export interface Place {
  /** `schema.table` */
  readonly table: string;
  readonly id: string;
  /** other facts of the row that the content must not be parted from, e.g. the hash of its form */
  readonly boundTo?: readonly string[];
}

/** The two columns of a row whose content is encrypted. */
export interface SealedContent {
  /** the row's own key, wrapped by a house key; deleting it makes the content unreadable for good */
  readonly dataKey: Buffer;
  readonly content: Buffer;
}

const version = 1;

/** What a data key of this row is bound to; the rest of the place binds the content, so that keys are rewrapped without knowing it. */
export function keyPlace(table: string, id: string): string {
  return `key ${table} ${id}`;
}

function contentPlace({ table, id, boundTo = [] }: Place): string {
  return JSON.stringify(['content', table, id, ...boundTo]);
}

/** Encrypts a JSON value under a fresh data key. */
export function sealContent(keys: StorageKeys, place: Place, value: unknown): SealedContent {
  const dataKey = randomBytes(32);
  const content = seal(dataKey, Buffer.from(JSON.stringify(value)), contentPlace(place));
  return { dataKey: keys.wrap(dataKey, keyPlace(place.table, place.id)), content: Buffer.concat([Buffer.of(version), content]) };
}

/** @throws NotAuthentic when it was changed or moved; StorageKeysProblem without the house key */
export function openContent(
  db: Db | Tx | StorageKeys,
  place: Place,
  { dataKey, content }: { readonly dataKey: Uint8Array; readonly content: Uint8Array },
): unknown {
  const keys = 'unwrap' in db ? db : storageKeysOf(db);
  const key = keys.unwrap(dataKey, keyPlace(place.table, place.id));
  const text = content[0] === version ? unseal(key, content.subarray(1), contentPlace(place)) : undefined;
  if (text === undefined) throw new NotAuthentic(`${place.table} ${place.id}`);
  return JSON.parse(text.toString());
}
