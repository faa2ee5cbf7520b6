import type { Db, Tx } from '@amt/db';

/** A registered passkey (WebAuthn credential) of a member of staff. */
export interface Passkey {
  /** credential id, base64url */
  readonly id: string;
  readonly staffId: string;
  /** COSE key, base64url */
  readonly publicKey: string;
  /** signature counter; going back means a copy */
  readonly counter: number;
  readonly transports: string[];
  readonly label: string;
  readonly createdAt: Temporal.Instant;
  readonly lastUsedAt: Temporal.Instant | null;
}

const columns = ['id', 'staffId', 'publicKey', 'counter', 'transports', 'label', 'createdAt', 'lastUsedAt'] as const;

export function passkeysOf(db: Db, staffId: string): Promise<Passkey[]> {
  return db.selectFrom('identity.passkey').select(columns).where('staffId', '=', staffId).orderBy('createdAt').execute();
}

export function passkeyById(db: Db, id: string): Promise<Passkey | undefined> {
  return db.selectFrom('identity.passkey').select(columns).where('id', '=', id).executeTakeFirst();
}

/** False when the credential is registered already. */
export async function insertPasskey(tx: Tx, passkey: Omit<Passkey, 'lastUsedAt'>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('identity.passkey')
    .values({ ...passkey, lastUsedAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function notePasskeyUse(db: Db | Tx, id: string, counter: number, now: Temporal.Instant): Promise<void> {
  await db.updateTable('identity.passkey').set({ counter, lastUsedAt: now }).where('id', '=', id).execute();
}

/** False when the person has no such passkey. */
export async function deletePasskey(tx: Tx, staffId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('identity.passkey').where('id', '=', id).where('staffId', '=', staffId).executeTakeFirst();
  return numDeletedRows > 0n;
}
