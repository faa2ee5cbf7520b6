import { sql, type Db, type Tx } from '@amt/db';
import type { SignedIn } from '@amt/module';
import type {} from '../tables.ts';

/** How long a session lasts. */
export interface SessionTimes {
  /** minutes without a request until it ends */
  readonly idleMinutes: number;
  /** minutes until it ends in any case */
  readonly absoluteMinutes: number;
}

export interface StoredSession {
  readonly data: Record<string, unknown>;
  readonly signedIn: SignedIn | undefined;
  readonly lastSeenAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

/** One entry of the list of devices. */
export interface DeviceSession {
  readonly id: string;
  readonly device: string;
  readonly createdAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
}

/** The row, ended or not; the caller compares the times. */
export async function findSession(db: Db, idHash: Buffer): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('http.session')
    .select(['data', 'holderKind', 'holderId', 'lastSeenAt', 'expiresAt'])
    .where('idHash', '=', idHash)
    .executeTakeFirst();
  if (!row) return undefined;
  const signedIn = row.holderKind === null || row.holderId === null ? undefined : { kind: row.holderKind, id: row.holderId };
  return { data: row.data, signedIn, lastSeenAt: row.lastSeenAt, expiresAt: row.expiresAt };
}

export async function insertSession(
  db: Db,
  session: {
    idHash: Buffer;
    data: Record<string, unknown>;
    signedIn: SignedIn | undefined;
    device: string;
    now: Temporal.Instant;
    expiresAt: Temporal.Instant;
  },
): Promise<void> {
  await db
    .insertInto('http.session')
    .values({
      idHash: session.idHash,
      data: JSON.stringify(session.data),
      holderKind: session.signedIn?.kind ?? null,
      holderId: session.signedIn?.id ?? null,
      device: session.device,
      createdAt: session.now,
      lastSeenAt: session.now,
      expiresAt: session.expiresAt,
    })
    .execute();
}

/** One key is written at a time, so two tabs do not undo each other's values. `undefined` removes it. */
export async function writeSessionValue(db: Db, idHash: Buffer, key: string, value: unknown): Promise<void> {
  const data =
    value === undefined
      ? sql<string>`data - ${key}::text`
      : sql<string>`data || jsonb_build_object(${key}::text, ${JSON.stringify(value)}::jsonb)`;
  await db.updateTable('http.session').set({ data }).where('idHash', '=', idHash).execute();
}

/** Adds to a list in the data; two requests at once both get their entry in. */
export async function appendSessionValue(db: Db, idHash: Buffer, key: string, value: unknown): Promise<void> {
  const data = sql<string>`jsonb_set(data, array[${key}::text], coalesce(data -> ${key}::text, '[]') || jsonb_build_array(${JSON.stringify(value)}::jsonb))`;
  await db.updateTable('http.session').set({ data }).where('idHash', '=', idHash).execute();
}

/** Gives the row a new id (the old one opens nothing any more) and a holder. False when the row is gone. */
export async function renewSession(
  db: Db,
  oldHash: Buffer,
  session: { idHash: Buffer; signedIn: SignedIn; keepData: boolean; device: string; now: Temporal.Instant; expiresAt: Temporal.Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('http.session')
    .set({
      idHash: session.idHash,
      holderKind: session.signedIn.kind,
      holderId: session.signedIn.id,
      device: session.device,
      createdAt: session.now,
      lastSeenAt: session.now,
      expiresAt: session.expiresAt,
      ...(session.keepData ? {} : { data: '{}' }),
    })
    .where('idHash', '=', oldHash)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteSession(db: Db, idHash: Buffer): Promise<void> {
  await db.deleteFrom('http.session').where('idHash', '=', idHash).execute();
}

/** For many requests at once: see {@link LastSeen}. */
export async function touchSessions(db: Db, idHashes: readonly Buffer[], now: Temporal.Instant): Promise<void> {
  await db.updateTable('http.session').set({ lastSeenAt: now }).where('idHash', 'in', idHashes).execute();
}

/**
 * Ends all sessions of somebody, everywhere: back-channel log-out, a lost phone, a person who left the office.
 * Takes effect with the next request of each. Returns how many there were.
 */
export async function endSessionsOf(db: Db | Tx, who: SignedIn): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('http.session')
    .where('holderKind', '=', who.kind)
    .where('holderId', '=', who.id)
    .executeTakeFirst();
  await db.deleteFrom('http.keptForm').where('holderKind', '=', who.kind).where('holderId', '=', who.id).execute();
  return Number(numDeletedRows);
}

/** Ends one session of the list of devices. False when it is not one of this person's. */
export async function endSession(db: Db | Tx, who: SignedIn, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('http.session')
    .where(sql<string>`id::text`, '=', id)
    .where('holderKind', '=', who.kind)
    .where('holderId', '=', who.id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Where somebody is signed in, last used first. */
export function sessionsOf(db: Db | Tx, who: SignedIn): Promise<DeviceSession[]> {
  return db
    .selectFrom('http.session')
    .select(['id', 'device', 'createdAt', 'lastSeenAt'])
    .where('holderKind', '=', who.kind)
    .where('holderId', '=', who.id)
    .orderBy('lastSeenAt', 'desc')
    .limit(100)
    .execute();
}

/** Deletes sessions and kept forms whose time is over. An ended session stays a day, so that a late form can be given back to its owner. */
export async function deleteExpired(db: Db, now: Temporal.Instant): Promise<number> {
  const dayAgo = now.subtract({ hours: 24 });
  const sessions = await db
    .deleteFrom('http.session')
    .where((eb) => eb.or([eb('expiresAt', '<', dayAgo), eb('lastSeenAt', '<', dayAgo)]))
    .executeTakeFirst();
  const forms = await db.deleteFrom('http.keptForm').where('expiresAt', '<', now).executeTakeFirst();
  return Number(sessions.numDeletedRows + forms.numDeletedRows);
}
