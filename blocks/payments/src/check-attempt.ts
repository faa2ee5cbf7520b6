import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '@amt/module';
import { claimById } from './claim-store.ts';
import { openTransactionStates, type ClaimState } from './claim-state.ts';
import { providerOf } from './settings.ts';
import { settleAttempt } from './settle-attempt.ts';
import { countCheck, type PaymentAttempt } from './transaction-store.ts';

/**
 * Asks the provider how an attempt stands and books what it says. Whoever sets it off (browser return, callback, check by the clock)
 * is not believed: only the provider's answer to our own authenticated question counts.
 * @returns the claim's state, or `unavailable` when the provider gave no usable answer; then nothing has changed
 */
export async function checkAttempt(ctx: Context, attempt: PaymentAttempt): Promise<ClaimState | 'unavailable'> {
  if (attempt.transactionId === null || !openTransactionStates.some((state) => state === attempt.state)) {
    return (await claimById(ctx.db, attempt.claimId))?.state ?? 'unavailable';
  }
  await countCheck(ctx.db, attempt.id);
  const answer = await providerOf(ctx).transaction(attempt.transactionId);
  if (answer.ok) return settleAttempt(ctx, attempt, answer.value);
  ctx.log.warn({ transaction: attempt.id, code: answer.code }, 'the payment provider could not say how a payment stands');
  return 'unavailable';
}

/** As {@link checkAttempt}; asks again a few times while the provider has no result, because people wait for the page. */
export async function checkPatiently(ctx: Context, attempt: PaymentAttempt, tries = 3): Promise<ClaimState | 'unavailable'> {
  let state = await checkAttempt(ctx, attempt);
  for (let again = 1; again < tries && (state === 'handed_over' || state === 'pending'); again++) {
    await pause(400 * again);
    state = await checkAttempt(ctx, attempt);
  }
  return state;
}
