import { inTransaction } from '@amt/db';
import { enqueue } from '@amt/jobs';
import { defineJob } from '@amt/module';
import { Type } from 'typebox';
import { checkAttempt } from './check-attempt.ts';
import { attemptById, lockAttempt, updateAttempt } from './transaction-store.ts';

/** Pauses between checks of an attempt without result, in seconds; the last one repeats until the attempt is given up. */
const pauses = [20, 30, 60, 120, 300, 600, 1800, 3600, 21_600] as const;
/** A pay page nobody used for so long will not be used any more; the nightly reconciliation still finds money that comes later. */
const givenUpAfter = { hours: 7 * 24 };

/** Asks about one attempt until it has a result: finds the payment when neither browser nor callback came. */
export const checkTransaction = defineJob({
  name: 'payments.check-transaction',
  payload: Type.Object({ attemptId: Type.String(), check: Type.Integer({ minimum: 1 }) }),
  run: async (ctx, { attemptId, check }) => {
    const attempt = await attemptById(ctx.db, attemptId);
    if (!attempt || attempt.state !== 'handed_over') return;
    await checkAttempt(ctx, attempt);
    await inTransaction(ctx.db, async (tx) => {
      const current = await lockAttempt(tx, attemptId);
      if (current?.state !== 'handed_over') return;
      if (Temporal.Instant.compare(current.requestedAt.add(givenUpAfter), ctx.now) < 0) {
        await updateAttempt(tx, attemptId, { state: 'expired' });
        return;
      }
      const seconds = pauses[Math.min(check, pauses.length - 1)] ?? 21_600;
      await enqueue(
        tx,
        checkTransaction,
        { attemptId, check: check + 1 },
        { key: `payments.check:${attemptId}:${check + 1}`, runAt: ctx.now.add({ seconds }) },
      );
    });
  },
});
