import type { Db, Tx } from '@amt/db';
import { keepTrustLevel, trustLevelOf } from '@amt/identity';
import { memorySession, type Actor, type Session } from '@amt/module';

/** The session of a browser that never comes back: kept in memory while one form is filled in, signed in as the person did last. */
export async function passingSession({ db, actor }: { readonly db: Db | Tx; readonly actor: Actor }): Promise<Session> {
  const session = memorySession(actor.kind === 'person' ? { kind: 'person', id: actor.id } : undefined);
  const level = actor.kind === 'person' ? await trustLevelOf(db, actor.id) : undefined;
  if (level !== undefined) await keepTrustLevel(session, level);
  return session;
}
