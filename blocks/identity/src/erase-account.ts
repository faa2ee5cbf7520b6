import type { Db, Tx } from '@amt/db';
import { endSessionsOf } from '@amt/http';
import { configOf, type Context } from '@amt/module';
import { accountById, attributesOf } from './account-store.ts';
import { identityConfig } from './config.ts';

/** Art. 15 and 20 GDPR: the account and what BayernID told about the person. */
export async function exportAccount(ctx: Context, accountId: string): Promise<Record<string, unknown>> {
  return { account: await accountById(ctx.db, accountId), attributes: await attributesOf(ctx.db, accountId) };
}

/** Art. 17 GDPR. The row stays without name and key, because cases that the law keeps refer to its id. */
export async function eraseAccount({ db, now }: Context & { readonly db: Tx }, accountId: string): Promise<readonly string[]> {
  await db.deleteFrom('identity.attribute').where('accountId', '=', accountId).execute();
  await db.deleteFrom('identity.demoPerson').where('accountId', '=', accountId).execute();
  await db.deleteFrom('identity.signInRequest').where('accountId', '=', accountId).execute();
  await db
    .updateTable('identity.account')
    .set((eb) => ({
      bpk2: null,
      displayName: '',
      mail: null,
      notifyByMail: false,
      trustLevel: 'basic',
      // erased again after a backup was restored: the day of the first time stands
      erasedAt: eb.fn.coalesce('erasedAt', eb.val(now)),
    }))
    .where('id', '=', accountId)
    .execute();
  await endSessionsOf(db, { kind: 'person', id: accountId });
  return [];
}

/** Ids of accounts that nobody used for ACCOUNT_INACTIVE_MONTHS, oldest first. The house erases them in all modules, as if the person had asked. */
export async function inactiveAccounts(ctx: Context, limit: number): Promise<string[]> {
  const months = configOf(ctx, identityConfig).ACCOUNT_INACTIVE_MONTHS;
  const before = ctx.now.toZonedDateTimeISO('UTC').subtract({ months }).toInstant();
  const rows = await ctx.db
    .selectFrom('identity.account')
    .select('id')
    .where('erasedAt', 'is', null)
    .where((eb) => eb(eb.fn.coalesce('lastSignInAt', 'createdAt'), '<', before))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Accounts that were erased and when, oldest first. */
export async function erasedAccounts(db: Db): Promise<{ readonly accountId: string; readonly erasedAt: Temporal.Instant }[]> {
  const rows = await db
    .selectFrom('identity.account')
    .select(['id', 'erasedAt'])
    .where('erasedAt', 'is not', null)
    .orderBy('erasedAt')
    .execute();
  return rows.flatMap(({ id, erasedAt }) => (erasedAt ? [{ accountId: id, erasedAt }] : []));
}
