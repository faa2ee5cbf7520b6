import type { Db } from '@amt/db';
import { touchSessions } from './session-store.ts';

/** Notes which sessions were used and writes them together, so that reading a page costs no write. */
export class LastSeen {
  readonly #db: Db;
  readonly #now: () => Temporal.Instant;
  readonly #seen = new Map<string, Buffer>();

  constructor(db: Db, now: () => Temporal.Instant) {
    this.#db = db;
    this.#now = now;
  }

  /** @param lastSeenAt as stored; what was written within the last minute is not written again */
  note(idHash: Buffer, lastSeenAt: Temporal.Instant): void {
    if (this.#now().epochMilliseconds - lastSeenAt.epochMilliseconds < 60_000) return;
    this.#seen.set(idHash.toString('hex'), idHash);
  }

  async write(): Promise<void> {
    if (this.#seen.size === 0) return;
    // one order for all processes, so that two writers never wait for each other in a circle
    const hashes = [...this.#seen].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, hash]) => hash);
    this.#seen.clear();
    await touchSessions(this.#db, hashes, this.#now());
  }
}
