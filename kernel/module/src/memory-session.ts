import type { Session, SignedIn } from './route.ts';

/** A session kept in memory: of a browser that never comes back, such as a measurement's, the demo's or a test's. */
export function memorySession(signedIn?: SignedIn): Session {
  const kept = new Map<string, unknown>();
  const secrets = new Map<string, string>();
  const nothing = async (): Promise<void> => undefined;
  return {
    signedIn,
    get: (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    signIn: nothing,
    end: nothing,
    flash: nothing,
    secret: (name) => secrets.get(name),
    setSecret: (name, value) => void (value === undefined ? secrets.delete(name) : secrets.set(name, value)),
  };
}
