import type { Session } from '@amt/module';
import { isTrustLevel, type TrustLevel } from './trust-level.ts';

const key = 'identity.trust-level';

/**
 * How surely the person of *this* session proved who they are; `undefined` when no resident is signed in. Gates ask this: what the account proved
 * in an earlier session says nothing of who sits here now.
 */
export function sessionTrustLevel(session: Pick<Session, 'get' | 'signedIn'>): TrustLevel | undefined {
  const level = session.get(key);
  return session.signedIn?.kind === 'person' && isTrustLevel(level) ? level : undefined;
}

/** Notes the level at sign-in. */
export async function keepTrustLevel(session: Session, level: TrustLevel): Promise<void> {
  await session.set(key, level);
}
