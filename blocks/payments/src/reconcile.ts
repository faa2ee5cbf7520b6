import { defineJob, type Context } from '@amt/module';
import { Type } from 'typebox';
import { abandonAttempt } from './abandon-attempt.ts';
import { checkAttempt } from './check-attempt.ts';
import { overdueClaims } from './claim-store.ts';
import { expireClaim } from './settle-attempt.ts';
import { openAttempts, unansweredAttempts } from './transaction-store.ts';

/** How far back it asks about attempts that never ended. */
const reconciledFor = { hours: 60 * 24 };

/** Nightly: asks about every attempt that may still bring money, gives up requests that were never answered, ends overdue claims. */
export const reconcile = defineJob({
  name: 'payments.reconcile',
  payload: Type.Object({}),
  cron: '23 3 * * *',
  run: async (ctx) => {
    for (const attempt of await unansweredAttempts(ctx.db, ctx.now.subtract({ hours: 1 }))) await abandonAttempt(ctx, attempt);
    for (const attempt of await openAttempts(ctx.db, ctx.now.subtract(reconciledFor))) await checkAttempt(ctx, attempt);
    await expireOverdueClaims(ctx);
  },
});

async function expireOverdueClaims(ctx: Context): Promise<void> {
  let expired: number;
  do {
    expired = 0;
    for (const claimId of await overdueClaims(ctx.db, ctx.now, 100)) if (await expireClaim(ctx, claimId)) expired++;
  } while (expired > 0);
}
