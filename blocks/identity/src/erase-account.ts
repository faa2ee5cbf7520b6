import { inTransaction, type Db, type Tx } from '@amt/db';
import { endSessionsOf } from '@amt/http';
import { configOf, type Context } from '@amt/module';
import { accountById, attributesOf } from './account-store.ts';
import { identityConfig } from './config.ts';
import { deleteExpiredRequests } from './sign-in-request-store.ts';

/** Art. 15 and 20 GDPR: the account and what BayernID told about the person. */
export async function exportAccount(ctx: Context, accountId: string): Promise<Record<string, unknown>> {
  return { account: await accountById(ctx.db, accountId), attributes: await attributesOf(ctx.db, accountId) };
}

/** Art. 17 GDPR. The row stays without name and key, because cases that the law keeps refer to its id. */
export async function eraseAccount(ctx: Context & { readonly db: Tx }, accountId: string): Promise<readonly string[]> {
  await erase(ctx.db, accountId, ctx.now);
  return [];
}

async function erase(tx: Tx, accountId: string, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('identity.attribute').where('accountId', '=', accountId).execute();
  await tx.deleteFrom('identity.demoPerson').where('accountId', '=', accountId).execute();
  await tx.deleteFrom('identity.signInRequest').where('accountId', '=', accountId).execute();
  await tx
    .updateTable('identity.account')
    .set({ bpk2: null, displayName: '', mail: null, notifyByMail: false, trustLevel: 'basic', erasedAt: now })
    .where('id', '=', accountId)
    .execute();
  await endSessionsOf(tx, { kind: 'person', id: accountId });
}

const batch = 200;

/** Accounts nobody used for the configured time are erased; old sign-in requests go after a day. Returns how many rows went. */
export async function eraseUnused(ctx: Context): Promise<number> {
  const months = configOf(ctx, identityConfig).ACCOUNT_INACTIVE_MONTHS;
  const before = ctx.now.toZonedDateTimeISO('UTC').subtract({ months }).toInstant();
  let erased = 0;
  for (let found = await unusedSince(ctx.db, before); found.length > 0; found = await unusedSince(ctx.db, before)) {
    for (const { id } of found) await inTransaction(ctx.db, (tx) => erase(tx, id, ctx.now));
    erased += found.length;
  }
  return erased + (await deleteExpiredRequests(ctx.db, ctx.now));
}

function unusedSince(db: Db, before: Temporal.Instant) {
  return db
    .selectFrom('identity.account')
    .select('id')
    .where('erasedAt', 'is', null)
    .where((eb) => eb(eb.fn.coalesce('lastSignInAt', 'createdAt'), '<', before))
    .limit(batch)
    .execute();
}
