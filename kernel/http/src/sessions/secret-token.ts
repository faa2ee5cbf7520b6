import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits for a cookie or a link. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. Tokens are random, so a plain hash is enough. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The form token of a session: bound to its id, so it changes at sign-in and needs no column. */
export function csrfTokenOf(sessionId: string): string {
  return createHmac('sha256', sessionId).update('csrf').digest('base64url');
}

/** Compares without telling by time how much was right. */
export function sameText(one: string, other: string): boolean {
  const a = hashToken(one);
  return timingSafeEqual(a, hashToken(other));
}
