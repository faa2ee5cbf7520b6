import { createHash, randomBytes } from 'node:crypto';

/** What is kept of the token in the link. It is random and long, so a plain hash cannot be searched. */
export function cosignTokenHash(token: string): string {
  return createHash('sha256').update(`applications.cosignature:${token}`).digest('hex');
}

export function newCosignToken(): string {
  return randomBytes(24).toString('base64url');
}
