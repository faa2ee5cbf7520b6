import type { Db, Tx } from '@amt/db';
import { isLocale, type Locale } from '@amt/i18n';
import type { TrustLevel } from './trust-level.ts';

/** How long somebody may take at the identity provider. */
export const minutesToSignIn = 30;

/** A sign-in that was begun and not yet answered. */
export interface SignInRequest {
  readonly id: string;
  readonly returnPath: string;
  readonly minimumLevel: TrustLevel;
  readonly locale: Locale;
}

export async function insertRequest(tx: Db | Tx, request: SignInRequest, now: Temporal.Instant): Promise<void> {
  const open = { answeredAt: null, accountId: null, trustLevel: null, failure: null, completedAt: null };
  await tx
    .insertInto('identity.signInRequest')
    .values({ ...request, ...open, createdAt: now, expiresAt: now.add({ minutes: minutesToSignIn }) })
    .execute();
}

const columns = ['id', 'returnPath', 'minimumLevel', 'locale'] as const;
const toRequest = (row: Omit<SignInRequest, 'locale'> & { locale: string }): SignInRequest => ({
  ...row,
  locale: isLocale(row.locale) ? row.locale : 'de',
});

/** The request, if it may still be answered. */
export async function openRequest(db: Db, id: string, now: Temporal.Instant): Promise<SignInRequest | undefined> {
  const row = await db
    .selectFrom('identity.signInRequest')
    .select(columns)
    .where('id', '=', id)
    .where('answeredAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return row && toRequest(row);
}

/** Marks the request as answered. False when it was answered before or its time is over: of two answers at once one wins. */
export async function answerRequest(
  tx: Tx,
  id: string,
  answer: { accountId: string; trustLevel: TrustLevel },
  now: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('identity.signInRequest')
    .set({ ...answer, answeredAt: now })
    .where('id', '=', id)
    .where('answeredAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Uses up an answered request; a second time gives nothing. */
export async function completeRequest(
  tx: Tx,
  id: string,
  now: Temporal.Instant,
): Promise<{ accountId: string; trustLevel: TrustLevel; returnPath: string } | undefined> {
  const row = await tx
    .updateTable('identity.signInRequest')
    .set({ completedAt: now })
    .where('id', '=', id)
    .where('answeredAt', 'is not', null)
    .where('completedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning(['accountId', 'trustLevel', 'returnPath'])
    .executeTakeFirst();
  return row?.accountId && row.trustLevel
    ? { accountId: row.accountId, trustLevel: row.trustLevel, returnPath: row.returnPath }
    : undefined;
}

/** Remembers an assertion. False when it was used before. */
export async function useAssertion(tx: Tx, id: string, expiresAt: Temporal.Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('identity.usedAssertion')
    .values({ id, expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Removes requests and assertion ids whose time is over for a day. Returns how many rows went. */
export async function deleteExpiredRequests(db: Db, now: Temporal.Instant): Promise<number> {
  const before = now.subtract({ hours: 24 });
  const requests = await db.deleteFrom('identity.signInRequest').where('expiresAt', '<', before).executeTakeFirst();
  const assertions = await db.deleteFrom('identity.usedAssertion').where('expiresAt', '<', before).executeTakeFirst();
  return Number(requests.numDeletedRows + assertions.numDeletedRows);
}
