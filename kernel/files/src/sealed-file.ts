import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type Readable, Transform, type TransformCallback, pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FileStore, StoredFile } from './file-store.ts';
import { FileDamaged } from './errors.ts';

/** Where the encrypted content of a file lies and what opens it. Who holds this can read the file; the store alone cannot. */
export type FileSeal = {
  /** SHA-256 of the ciphertext: the name of the blob */
  readonly blob: string;
  /** AES-256 key of this one file, base64url */
  readonly key: string;
};

const algorithm = 'aes-256-gcm';
const tagLength = 16;
/** Each key encrypts one file once, so the nonce need not differ (NIST SP 800-38D, 8.2). */
const nonce = Buffer.alloc(12);

/**
 * Stores the content encrypted under a fresh key (AES-256-GCM, tag at the end); plaintext never reaches the store.
 *
 * @returns hash and size of the plaintext, and the seal
 * @throws what the content's stream throws; nothing is kept then
 */
export async function putSealed(store: FileStore, content: Readable): Promise<StoredFile & { readonly seal: FileSeal }> {
  const key = randomBytes(32);
  const cipher = createCipheriv(algorithm, key, nonce);
  const hash = createHash('sha256');
  let size = 0;
  const encrypted = new Transform({
    transform(chunk: Buffer, _encoding, next: TransformCallback) {
      hash.update(chunk);
      size += chunk.length;
      next(null, cipher.update(chunk));
    },
    flush(next: TransformCallback) {
      this.push(cipher.final());
      next(null, cipher.getAuthTag());
    },
  });
  const { sha256: blob } = await store.put(pipeline(content, encrypted, () => undefined));
  return { sha256: hash.digest('hex'), size, seal: { blob, key: key.toString('base64url') } };
}

/**
 * The plaintext of a sealed file. Whether it is whole is known at its end, as with every stream of the store.
 *
 * @throws FileMissing when the blob is gone; the stream fails with FileDamaged when key and content do not fit
 */
export async function openSealed(store: FileStore, seal: FileSeal): Promise<Readable> {
  const decipher = createDecipheriv(algorithm, Buffer.from(seal.key, 'base64url'), nonce, { authTagLength: tagLength });
  let held: Buffer = Buffer.alloc(0);
  const opened = new Transform({
    transform(chunk: Buffer, _encoding, next: TransformCallback) {
      // the last bytes are the tag, wherever the chunks end
      const all = Buffer.concat([held, chunk]);
      const ready = Math.max(0, all.length - tagLength);
      held = all.subarray(ready);
      next(null, ready > 0 ? decipher.update(all.subarray(0, ready)) : undefined);
    },
    flush(next: TransformCallback) {
      try {
        decipher.setAuthTag(held);
        next(null, decipher.final());
      } catch {
        next(new FileDamaged(seal.blob));
      }
    },
  });
  return pipeline(await store.stream(seal.blob), opened, () => undefined);
}

/** Content of a sealed file that is needed once: it is gone from the store afterwards, read or not. */
export async function takeSealed(store: FileStore, seal: FileSeal): Promise<Uint8Array> {
  try {
    return await buffer(await openSealed(store, seal));
  } finally {
    await store.remove(seal.blob);
  }
}
