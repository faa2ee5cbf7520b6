import type { Db, Tx } from '@amt/db';
import { keepTrustLevel, trustLevelOf } from '@amt/identity';
import type { Actor, Session } from '@amt/module';

/** The session of a browser that never comes back: kept in memory while one form is filled in, signed in as the person did last. */
export async function passingSession({ db, actor }: { readonly db: Db | Tx; readonly actor: Actor }): Promise<Session> {
  const kept = new Map<string, unknown>();
  const secrets = new Map<string, string>();
  const nothing = async (): Promise<void> => undefined;
  const session: Session = {
    signedIn: actor.kind === 'person' ? { kind: 'person', id: actor.id } : undefined,
    get: (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    signIn: nothing,
    end: nothing,
    flash: nothing,
    secret: (name) => secrets.get(name),
    setSecret: (name, value) => void (value === undefined ? secrets.delete(name) : secrets.set(name, value)),
  };
  const level = actor.kind === 'person' ? await trustLevelOf(db, actor.id) : undefined;
  if (level !== undefined) await keepTrustLevel(session, level);
  return session;
}
