import { createCipheriv, createDecipheriv, randomBytes, type CipherGCMTypes, type CipherKey } from 'node:crypto';

const algorithm: CipherGCMTypes = 'aes-256-gcm';
export const nonceLength = 12;
export const tagLength = 16;

/** AES-256-GCM under a random nonce (NIST SP 800-38D, 8.2.2): nonce, ciphertext, tag. */
export function seal(key: CipherKey, plain: Uint8Array, boundTo: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @returns undefined when key, content and what it is bound to do not fit */
export function unseal(key: CipherKey, sealed: Uint8Array, boundTo: string): Buffer | undefined {
  if (sealed.length < nonceLength + tagLength) return undefined;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceLength), { authTagLength: tagLength })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch {
    return undefined;
  }
}
