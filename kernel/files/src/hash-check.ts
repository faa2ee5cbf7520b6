import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { FileDamaged, FileMissing } from './errors.ts';

export const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Names are hashes and become paths and keys; anything else names no file. */
export function checkName(sha256: string): void {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new FileMissing(sha256.slice(0, 64));
}

/** Passes the bytes on and ends in FileDamaged when they are not what their name says. */
export function hashCheck(sha256: string): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Uint8Array, _encoding: string, next: TransformCallback) {
      hash.update(chunk);
      next(null, chunk);
    },
    flush(next: TransformCallback) {
      next(hash.digest('hex') === sha256 ? null : new FileDamaged(sha256));
    },
  });
}
