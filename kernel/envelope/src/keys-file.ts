import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { StorageKeysProblem } from './problem.ts';

/** A key that wraps data keys (key-encryption key). */
export interface HouseKey {
  /** 16 hex digits, by which wrapped keys name it */
  readonly id: string;
  /** 32 bytes, base64url */
  readonly key: string;
  /** ISO instant */
  readonly createdAt: string;
}

/** The house's keys: new data keys are wrapped by the current one, all open what was wrapped by them. */
export interface KeySet {
  readonly current: string;
  readonly keys: readonly HouseKey[];
}

const format = 'amt-storage-keys';

export function newHouseKey(createdAt: Temporal.Instant): HouseKey {
  return { id: randomBytes(8).toString('hex'), key: randomBytes(32).toString('base64url'), createdAt: createdAt.toString() };
}

/** A value that only this key gives and that tells nothing of it: recognises a wrong key under a right name. */
export function proofOf({ id, key }: HouseKey): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(`amt-storage-key-proof ${id}`).digest();
}

/** @throws StorageKeysProblem when the file is missing, readable by others than its owner, or not whole */
export function readKeysFile(path: string): KeySet {
  if (!existsSync(path)) {
    throw new StorageKeysProblem(
      `The storage keys are missing: there is no file ${path} (STORAGE_KEYS_FILE).\n` +
        'A new house: "amt storage-keys create" makes it. A house with data: put back the copy of its keys; a new file would not open them.',
    );
  }
  const { mode } = statSync(path);
  if ((mode & 0o007) !== 0)
    throw new StorageKeysProblem(`${path} can be read by everybody (mode ${(mode & 0o777).toString(8)}): chmod 600 ${path}`);
  const set = parsed(readFileSync(path, 'utf8'));
  if (set === undefined) throw new StorageKeysProblem(`${path} is no file of storage keys, or not whole: put back the copy of it.`);
  return set;
}

/**
 * Puts the whole file in place at once, mode 0600; the one before stays whole until then.
 *
 * @param options.first false when another process was first; its file stays
 */
export function writeKeysFile(path: string, { current, keys }: KeySet, { first = false } = {}): boolean {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomUUID()}`;
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify({ format, current, keys }, undefined, 2)}\n`);
    fsyncSync(file);
  } catch (fault) {
    rmSync(beside, { force: true });
    throw fault;
  } finally {
    closeSync(file);
  }
  if (!first) renameSync(beside, path);
  else if (!linked(beside, path)) return false;
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
  return true;
}

/** Gives the file its name unless something has it. */
function linked(beside: string, path: string): boolean {
  try {
    linkSync(beside, path);
    return true;
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EEXIST') return false;
    throw fault;
  } finally {
    rmSync(beside);
  }
}

function parsed(text: string): KeySet | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['format'] !== format) return undefined;
  const { current, keys } = value;
  if (typeof current !== 'string' || !Array.isArray(keys) || !keys.every(isHouseKey)) return undefined;
  const ids = new Set(keys.map(({ id }) => id));
  return ids.size === keys.length && ids.has(current) ? { current, keys } : undefined;
}

function isHouseKey(value: unknown): value is HouseKey {
  if (!isRecord(value)) return false;
  const { id, key, createdAt } = value;
  return (
    typeof id === 'string' &&
    /^[0-9a-f]{16}$/.test(id) &&
    typeof key === 'string' &&
    Buffer.from(key, 'base64url').length === 32 &&
    typeof createdAt === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
