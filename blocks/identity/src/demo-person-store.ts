import type { Db, Tx } from '@amt/db';
import type { LocalizedText } from '@amt/i18n';
import type { DemoPerson } from './demo-people.ts';
import type { TrustLevel } from './trust-level.ts';

/** An invented resident as the sign-in page and `amt user list` show them. */
export interface DemoPersonEntry {
  readonly accountId: string;
  readonly displayName: string;
  readonly means: string;
  readonly trustLevel: TrustLevel;
  readonly note: LocalizedText;
}

/** The demo residents by name; empty outside of demo mode, because none are loaded. */
export function listDemoPeople(db: Db): Promise<DemoPersonEntry[]> {
  return db
    .selectFrom('identity.demoPerson as d')
    .innerJoin('identity.account as a', 'a.id', 'd.accountId')
    .select(['d.accountId', 'a.displayName', 'd.means', 'a.trustLevel', 'd.note'])
    .where('a.erasedAt', 'is', null)
    .orderBy('a.displayName')
    .execute();
}

/** The account of the demo resident with this key at the state account (`demo-people.json`). */
export async function demoAccountId(db: Db | Tx, bpk2: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('identity.demoPerson as d')
    .innerJoin('identity.account as a', 'a.id', 'd.accountId')
    .select('d.accountId')
    .where('a.bpk2', '=', bpk2)
    .where('a.erasedAt', 'is', null)
    .executeTakeFirst();
  return row?.accountId;
}

export async function markAsDemoPerson(tx: Tx, accountId: string, { means, note }: DemoPerson): Promise<void> {
  const values = { means, note: JSON.stringify(note) };
  await tx
    .insertInto('identity.demoPerson')
    .values({ accountId, ...values })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(values))
    .execute();
}
