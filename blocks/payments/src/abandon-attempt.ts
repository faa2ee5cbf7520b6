import { inTransaction } from '@amt/db';
import type { Context } from '@amt/module';
import { lockClaim } from './claim-store.ts';
import { lockAttempt, updateAttempt, type PaymentAttempt } from './transaction-store.ts';

/** Closes an attempt that was never handed over: nobody saw its pay page, so no money can come of it. */
export async function abandonAttempt(ctx: Context, attempt: PaymentAttempt): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await lockClaim(tx, attempt.claimId);
    const current = await lockAttempt(tx, attempt.id);
    if (current?.state === 'created') await updateAttempt(tx, attempt.id, { state: 'abandoned', finalAt: ctx.now });
  });
}
