import type { Db, Tx } from '@amt/db';
import { isLocale, type Locale } from '@amt/i18n';
import type { TrustLevel } from './trust-level.ts';

/** A resident with an account. */
export interface Account {
  readonly id: string;
  readonly displayName: string;
  /** reached at the last sign-in */
  readonly trustLevel: TrustLevel;
  readonly locale: Locale;
  /** where mails go; undefined when the state account gave none */
  readonly mail: string | undefined;
  readonly notifyByMail: boolean;
  readonly createdAt: Temporal.Instant;
  readonly lastSignInAt: Temporal.Instant | undefined;
}

/** One fact about a person as an identity provider stated it, with the level of *this* fact. */
export interface VerifiedAttribute {
  /** `givenName surname birthDate street houseNumber postalCode city country mail phone …` */
  readonly name: string;
  readonly value: string;
  readonly trustLevel: TrustLevel;
  /** `bayernid` */
  readonly source: string;
  readonly obtainedAt: Temporal.Instant;
}

const columns = ['id', 'displayName', 'trustLevel', 'locale', 'mail', 'notifyByMail', 'createdAt', 'lastSignInAt'] as const;

/** The account, unless it was erased. */
export async function accountById(db: Db, id: string): Promise<Account | undefined> {
  const row = await db.selectFrom('identity.account').select(columns).where('id', '=', id).where('erasedAt', 'is', null).executeTakeFirst();
  if (!row) return undefined;
  return {
    ...row,
    locale: isLocale(row.locale) ? row.locale : 'de',
    mail: row.mail ?? undefined,
    lastSignInAt: row.lastSignInAt ?? undefined,
  };
}

/** What is known about the person, by name; empty when there is no such account. */
export function attributesOf(db: Db, accountId: string): Promise<VerifiedAttribute[]> {
  return db
    .selectFrom('identity.attribute')
    .select(['name', 'value', 'trustLevel', 'source', 'obtainedAt'])
    .where('accountId', '=', accountId)
    .orderBy('name')
    .execute();
}

/** Level of the last sign-in, in whatever session; for gates see sessionTrustLevel. */
export async function trustLevelOf(db: Db, accountId: string): Promise<TrustLevel | undefined> {
  const row = await db
    .selectFrom('identity.account')
    .select('trustLevel')
    .where('id', '=', accountId)
    .where('erasedAt', 'is', null)
    .executeTakeFirst();
  return row?.trustLevel;
}

/** What a sign-in tells about an account. */
export interface AccountFacts {
  readonly bpk2: string;
  readonly displayName: string;
  readonly trustLevel: TrustLevel;
  readonly mail: string | undefined;
}

/** Creates the account at the first sign-in, updates it at the next; two first sign-ins at once make one account. */
export async function upsertAccount(tx: Tx, facts: AccountFacts, at: Temporal.Instant, locale: Locale): Promise<string> {
  const { bpk2, displayName, trustLevel, mail } = facts;
  const seen = { displayName, trustLevel, mail: mail ?? null, lastSignInAt: at };
  const row = await tx
    .insertInto('identity.account')
    .values({ ...seen, bpk2, locale, createdAt: at, erasedAt: null })
    .onConflict((conflict) => conflict.column('bpk2').doUpdateSet(seen))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * Replaces all facts of the source by those of this sign-in: a sign-in with a password must not keep
 * the level that an identity card proved last year.
 */
export async function replaceAttributes(tx: Tx, accountId: string, source: string, facts: readonly VerifiedAttribute[]): Promise<void> {
  await tx.deleteFrom('identity.attribute').where('accountId', '=', accountId).where('source', '=', source).execute();
  if (facts.length === 0) return;
  await tx
    .insertInto('identity.attribute')
    .values(facts.map((fact) => ({ ...fact, accountId })))
    .execute();
}

/** Language and notifications as the person chose them on "My data". */
export async function setPreferences(tx: Db | Tx, accountId: string, wish: { locale?: Locale; notifyByMail?: boolean }): Promise<void> {
  if (wish.locale === undefined && wish.notifyByMail === undefined) return;
  await tx.updateTable('identity.account').set(wish).where('id', '=', accountId).execute();
}
