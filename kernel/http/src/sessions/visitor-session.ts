import type { Db } from '@amt/db';
import type { Session, SignedIn } from '@amt/module';
import { csrfTokenOf, hashToken, newToken } from './secret-token.ts';
import { SecretCookies } from './secret-cookies.ts';
import {
  appendSessionValue,
  deleteSession,
  findSession,
  insertSession,
  renewSession,
  writeSessionValue,
  type SessionTimes,
  type StoredSession,
} from './session-store.ts';

/** A sentence shown once on the next page. */
export interface Flash {
  readonly message: string;
  readonly tone: 'success' | 'info' | 'warning';
}

/** What the session is made of, besides the request's cookie. */
export interface SessionGround {
  readonly db: Db;
  readonly now: Temporal.Instant;
  readonly times: SessionTimes;
  /** what the browser calls itself */
  readonly device: string;
  /** what the browser keeps besides the session's id, by name: see {@link SecretCookies} */
  readonly secrets: Readonly<Record<string, string>>;
}

const flashKey = 'flash';
/** Enough for what people type into one form; a session is not a file store. */
const maxValueLength = 262_144;

/** The session of one request. Begun in the database at the first write; without a cookie nothing is asked. */
export class VisitorSession implements Session {
  readonly #ground: SessionGround;
  #id: string | undefined;
  #stored: StoredSession | undefined;
  /** what the answer must do to the cookie */
  #cookie: { readonly set: string } | 'clear' | undefined;
  #endedHolder: SignedIn | undefined;
  readonly #secrets: SecretCookies;

  private constructor(ground: SessionGround) {
    this.#ground = ground;
    this.#secrets = new SecretCookies(ground.secrets);
  }

  static async open(ground: SessionGround, cookie: string | undefined): Promise<VisitorSession> {
    const session = new VisitorSession(ground);
    if (cookie === undefined || cookie === '') {
      session.#secrets.forgetAll();
      return session;
    }
    const found = await findSession(ground.db, hashToken(cookie));
    if (!found || hasEnded(found, ground)) {
      session.#endedHolder = found?.signedIn;
      session.#cookie = 'clear';
      session.#secrets.forgetAll();
    } else {
      session.#id = cookie;
      session.#stored = found;
    }
    return session;
  }

  get exists(): boolean {
    return this.#id !== undefined;
  }

  get signedIn(): SignedIn | undefined {
    return this.#stored?.signedIn;
  }

  /** who was signed in when the session ended, if its cookie still came */
  get endedHolder(): SignedIn | undefined {
    return this.#endedHolder;
  }

  get cookie(): { readonly set: string } | 'clear' | undefined {
    return this.#cookie;
  }

  /** the row of this session, for {@link LastSeen} */
  get idHash(): Buffer | undefined {
    return this.#id === undefined ? undefined : hashToken(this.#id);
  }

  get csrfToken(): string {
    return this.#id === undefined ? '' : csrfTokenOf(this.#id);
  }

  get lastSeenAt(): Temporal.Instant | undefined {
    return this.#stored?.lastSeenAt;
  }

  /** When it ends if nothing more is asked; undefined for visitors who are not signed in. */
  get endsAt(): Temporal.Instant | undefined {
    if (!this.#stored?.signedIn) return undefined;
    const idle = this.#ground.now.add({ minutes: this.#ground.times.idleMinutes });
    return Temporal.Instant.compare(idle, this.#stored.expiresAt) < 0 ? idle : this.#stored.expiresAt;
  }

  get(key: string): unknown {
    return this.#stored?.data[key];
  }

  async set(key: string, value: unknown): Promise<void> {
    if (value !== undefined && JSON.stringify(value).length > maxValueLength) throw new RangeError(`session value "${key}" is too large`);
    if (this.#id === undefined || this.#stored === undefined) {
      if (value !== undefined) await this.#begin({ [key]: value }, undefined);
      return;
    }
    await writeSessionValue(this.#ground.db, hashToken(this.#id), key, value);
    this.#stored = { ...this.#stored, data: { ...this.#stored.data, [key]: value } };
  }

  async signIn(who: SignedIn): Promise<void> {
    const { db, now, device } = this.#ground;
    const before = this.#stored?.signedIn;
    // somebody else's data must not pass to the next person at the same device
    const keepData = before === undefined || (before.kind === who.kind && before.id === who.id);
    if (!keepData) this.#secrets.forgetAll();
    const id = newToken();
    const expiresAt = this.#expiry();
    const renewed =
      this.#id !== undefined &&
      (await renewSession(db, hashToken(this.#id), { idHash: hashToken(id), signedIn: who, keepData, device, now, expiresAt }));
    if (!renewed) return this.#begin(keepData ? (this.#stored?.data ?? {}) : {}, who);
    this.#id = id;
    this.#cookie = { set: id };
    this.#stored = { data: keepData ? (this.#stored?.data ?? {}) : {}, signedIn: who, lastSeenAt: now, expiresAt };
  }

  async end(): Promise<void> {
    if (this.#id !== undefined) await deleteSession(this.#ground.db, hashToken(this.#id));
    this.#id = undefined;
    this.#stored = undefined;
    this.#cookie = 'clear';
    this.#secrets.forgetAll();
  }

  secret(name: string): string | undefined {
    return this.#secrets.get(name);
  }

  setSecret(name: string, value: string | undefined): void {
    this.#secrets.set(name, value);
  }

  /** what the answer must do to the cookies of secrets; `undefined` clears one */
  get changedSecrets(): ReadonlyMap<string, string | undefined> {
    return this.#secrets.changes;
  }

  async flash(message: string, tone: Flash['tone'] = 'success'): Promise<void> {
    const entry: Flash = { message, tone };
    if (this.#id === undefined || this.#stored === undefined) return this.#begin({ [flashKey]: [entry] }, undefined);
    await appendSessionValue(this.#ground.db, hashToken(this.#id), flashKey, entry);
    this.#stored = { ...this.#stored, data: { ...this.#stored.data, [flashKey]: [...this.flashes(), entry] } };
  }

  flashes(): readonly Flash[] {
    const found = this.#stored?.data[flashKey];
    return Array.isArray(found) ? (found as Flash[]) : [];
  }

  /** After they were shown. */
  async clearFlashes(): Promise<void> {
    if (this.#stored?.data[flashKey] !== undefined) await this.set(flashKey, undefined);
  }

  #expiry(): Temporal.Instant {
    return this.#ground.now.add({ minutes: this.#ground.times.absoluteMinutes });
  }

  async #begin(data: Record<string, unknown>, signedIn: SignedIn | undefined): Promise<void> {
    const { db, now, device } = this.#ground;
    const id = newToken();
    const expiresAt = this.#expiry();
    await insertSession(db, { idHash: hashToken(id), data, signedIn, device: signedIn ? device : '', now, expiresAt });
    this.#id = id;
    this.#cookie = { set: id };
    this.#stored = { data, signedIn, lastSeenAt: now, expiresAt };
  }
}

function hasEnded(session: StoredSession, { now, times }: SessionGround): boolean {
  const idleEnd = session.lastSeenAt.add({ minutes: times.idleMinutes });
  return Temporal.Instant.compare(now, idleEnd) >= 0 || Temporal.Instant.compare(now, session.expiresAt) >= 0;
}
