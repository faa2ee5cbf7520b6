import type { Session } from '@amt/module';

/** The session of a browser that never comes back: kept in memory while one form is filled in. */
export function passingSession(): Session {
  const kept = new Map<string, unknown>();
  const nothing = async (): Promise<void> => undefined;
  return {
    signedIn: undefined,
    get: (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    signIn: nothing,
    end: nothing,
    flash: nothing,
  };
}
