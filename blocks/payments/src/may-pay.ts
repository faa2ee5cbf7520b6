import type { Actor, Session } from '@amt/module';
import type { Claim } from './claim-store.ts';

const sessionKey = 'payments.claims';

function allowed(session: Session): string[] {
  const value = session.get(sessionKey);
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** Lets this browser session pay a claim that belongs to no account (application without sign-in). */
export async function allowPaying(session: Session, claimId: string): Promise<void> {
  await session.set(sessionKey, [...new Set([...allowed(session), claimId])].slice(-20));
}

/** The claim's own account; for a claim without account the session that applied. */
export function mayPay(actor: Actor, session: Session, claim: Claim): boolean {
  if (claim.accountId !== null) return actor.kind === 'person' && actor.id === claim.accountId;
  return allowed(session).includes(claim.id);
}
