import { createHash, timingSafeEqual } from 'node:crypto';

/** A hash as FIT-Connect's metadata carries it: SHA-512, hex. */
export interface ContentHash {
  readonly type: 'sha512';
  readonly content: string;
}

export function sha512(content: Uint8Array): ContentHash {
  return { type: 'sha512', content: createHash('sha512').update(content).digest('hex') };
}

export function hashMatches(expected: ContentHash, content: Uint8Array): boolean {
  const [given, right] = [Buffer.from(expected.content.toLowerCase()), Buffer.from(sha512(content).content)];
  return given.length === right.length && timingSafeEqual(given, right);
}
