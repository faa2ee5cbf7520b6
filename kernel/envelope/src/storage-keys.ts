import { createSecretKey, type KeyObject } from 'node:crypto';
import { statSync } from 'node:fs';
import { proofOf, readKeysFile, type KeySet } from './keys-file.ts';
import { NotAuthentic, StorageKeysProblem } from './problem.ts';
import { seal, unseal } from './seal.ts';

/** First byte of a wrapped key; then 8 bytes with the id of the house key, nonce, encrypted key, tag. */
const version = 1;
const headLength = 9;
/** So often a running process looks whether the file has changed. */
const lookEveryMs = 1000;

/**
 * The house keys in memory. A process that runs on notices within a second that the file has another current key, and looks at once when it meets a key it
 * does not know, so that keys are rotated without a stop.
 */
export class StorageKeys {
  readonly #read: () => KeySet;
  readonly #changed: () => boolean;
  #keys: ReadonlyMap<string, KeyObject> = new Map();
  #proofs: ReadonlyMap<string, Buffer> = new Map();
  #current = '';
  #lookedAt = performance.now();

  private constructor(read: () => KeySet, changed: () => boolean) {
    this.#read = read;
    this.#changed = changed;
    this.#load();
  }

  /** @throws StorageKeysProblem */
  static fromFile(path: string): StorageKeys {
    let seen = '';
    const state = (): string => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size}`;
    };
    const read = (): KeySet => {
      // before reading: what changes meanwhile is seen the next time
      seen = state();
      return readKeysFile(path);
    };
    return new StorageKeys(read, () => {
      const now = state();
      return now !== '' && now !== seen;
    });
  }

  /** Keys that never change, for tests and tools. */
  static fixed(set: KeySet): StorageKeys {
    return new StorageKeys(
      () => set,
      () => false,
    );
  }

  /** Id of the key that wraps new data keys. */
  get currentId(): string {
    this.#look();
    return this.#current;
  }

  /** Reads the file again, for what must know its state of now. */
  refresh(): void {
    this.#load();
  }

  /** Of all keys: id and proof (`proofOf`). */
  get proofs(): ReadonlyMap<string, Buffer> {
    return this.#proofs;
  }

  /** @param boundTo the place the data key is for; it opens for the same alone */
  wrap(dataKey: Uint8Array, boundTo: string): Buffer {
    const id = this.currentId;
    const key = this.#keys.get(id);
    if (key === undefined) throw new StorageKeysProblem(`the current storage key ${id} is missing`);
    const head = Buffer.concat([Buffer.of(version), Buffer.from(id, 'hex')]);
    return Buffer.concat([head, seal(key, dataKey, `${head.toString('hex')} ${boundTo}`)]);
  }

  /** @throws NotAuthentic when it was changed or wrapped for another place; StorageKeysProblem without its house key */
  unwrap(wrapped: Uint8Array, boundTo: string): Buffer {
    const head = Buffer.from(wrapped.subarray(0, headLength));
    const id = wrapperOf(wrapped);
    if (head[0] !== version || id === undefined) throw new NotAuthentic(boundTo);
    if (!this.#keys.has(id)) this.#load();
    const key = this.#keys.get(id);
    if (key === undefined) throw new StorageKeysProblem(`the storage key ${id} is missing: put it back into the file of storage keys`);
    const dataKey = unseal(key, wrapped.subarray(headLength), `${head.toString('hex')} ${boundTo}`);
    if (dataKey === undefined) throw new NotAuthentic(boundTo);
    return dataKey;
  }

  #look(): void {
    const now = performance.now();
    if (now - this.#lookedAt < lookEveryMs) return;
    this.#lookedAt = now;
    if (this.#changed()) this.#load();
  }

  #load(): void {
    const { current, keys } = this.#read();
    this.#lookedAt = performance.now();
    this.#keys = new Map(keys.map(({ id, key }) => [id, createSecretKey(key, 'base64url')]));
    this.#proofs = new Map(keys.map((key) => [key.id, proofOf(key)]));
    this.#current = current;
  }
}

/** Id of the house key that a data key is wrapped by. */
export function wrapperOf(wrapped: Uint8Array): string | undefined {
  return wrapped.length > headLength ? Buffer.from(wrapped.subarray(1, headLength)).toString('hex') : undefined;
}
