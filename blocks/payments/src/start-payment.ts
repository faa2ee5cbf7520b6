import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { inTransaction } from '@amt/db';
import { enqueue } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { abandonAttempt } from './abandon-attempt.ts';
import { checkAttempt } from './check-attempt.ts';
import { checkTransaction } from './check-transaction.ts';
import { acceptsPayment, lockClaim, moveClaim, type Claim } from './claim-store.ts';
import { providerOf } from './settings.ts';
import { attemptById, insertAttempt, latestAttempt, lockAttempt, updateAttempt, type PaymentAttempt } from './transaction-store.ts';
import { paymentRequestOf } from './xbezahldienste/payment-request.ts';

export interface StartPayment {
  readonly claimId: string;
  /** absolute address the provider sends the browser back to; `ATTEMPT` in it becomes the attempt's id */
  readonly returnUrl: string;
}

/** - `unavailable`: the provider does not answer now; - `refused`: it will not take our request, operators must look */
export type StartFailure = 'not-found' | 'already-paid' | 'expired' | 'unavailable' | 'refused';

/** A pay page that is still open is used again for so long; later the person gets a fresh one. */
const reuseFor = { minutes: 20 };
/** Another request of ours may be waiting for the provider's answer; a process that died is not waited for. */
const handOverTakes = { seconds: 30 };

/**
 * Gets the provider's pay page for an unpaid claim. May be called any number of times and by several tabs at once: they share one
 * attempt; a new one begins when the last has ended. Who may pay is the caller's check.
 * @returns the address to send the browser to
 */
export async function startPayment(ctx: Context, { claimId, returnUrl }: StartPayment): Promise<Result<string, StartFailure>> {
  for (let round = 0; round < 4; round++) {
    const begun = await beginAttempt(ctx, claimId);
    if (!begun.ok) return begun;
    const { claim, attempt, fresh } = begun.value;
    const page =
      attempt.state === 'handed_over' ? await openPayPage(ctx, attempt) : await requestPayPage(ctx, claim, attempt, fresh, returnUrl);
    if (page !== 'begin-again') return page;
  }
  return failed('unavailable');
}

interface Begun {
  readonly claim: Claim;
  readonly attempt: PaymentAttempt;
  /** this call made the attempt, so no other call has sent it */
  readonly fresh: boolean;
}

async function beginAttempt(ctx: Context, claimId: string): Promise<Result<Begun, StartFailure>> {
  return inTransaction(ctx.db, async (tx) => {
    const claim = await lockClaim(tx, claimId);
    if (!claim) return failed('not-found');
    if (claim.paidAt !== null) return failed('already-paid');
    if (!acceptsPayment(claim, ctx.now)) return failed('expired');
    const latest = await latestAttempt(tx, claimId);
    const reusable = latest && Temporal.Instant.compare(latest.requestedAt.add(reuseFor), ctx.now) > 0;
    if (latest && (latest.state === 'created' || (latest.state === 'handed_over' && reusable)))
      return done({ claim, attempt: latest, fresh: false });
    const attempt = await insertAttempt(tx, {
      claimId,
      attempt: (latest?.attempt ?? 0) + 1,
      requestId: randomUUID(),
      provider: providerOf(ctx).name,
      requestedAt: ctx.now,
    });
    return done({ claim, attempt, fresh: true });
  });
}

/** An attempt with a pay page: the person may have paid or given up there meanwhile. */
async function openPayPage(ctx: Context, attempt: PaymentAttempt): Promise<Result<string, StartFailure> | 'begin-again'> {
  const state = await checkAttempt(ctx, attempt);
  if (state === 'paid') return failed('already-paid');
  if (state === 'unavailable') return failed('unavailable');
  const now = await attemptById(ctx.db, attempt.id);
  return now?.state === 'handed_over' && now.redirectUrl !== null ? done(now.redirectUrl) : 'begin-again';
}

async function requestPayPage(
  ctx: Context,
  claim: Claim,
  attempt: PaymentAttempt,
  fresh: boolean,
  returnUrl: string,
): Promise<Result<string, StartFailure> | 'begin-again'> {
  if (!fresh && (await isHandedOverByAnother(ctx, attempt))) return 'begin-again';
  const request = paymentRequestOf({
    requestId: attempt.requestId,
    at: attempt.requestedAt,
    amountCents: claim.amountCents,
    taxRatePercent: claim.taxRatePercent,
    reference: claim.reference,
    purpose: claim.purpose,
    bookingData: claim.bookingData,
    redirectUrl: returnUrl.replace('ATTEMPT', attempt.id),
  });
  const answer = await providerOf(ctx).create(request);
  if (answer.ok) {
    const { transactionId, transactionRedirectUrl } = answer.value.paymentInformation;
    // An answer about another request, or without a pay page, is of no use; nobody will see this attempt's page.
    if (answer.value.paymentRequest.requestId !== attempt.requestId || transactionRedirectUrl === undefined) return failed('unavailable');
    return recordHandOver(ctx, attempt, transactionId, transactionRedirectUrl);
  }
  if (answer.code === 'exists') {
    // Our earlier try arrived but its answer was lost (crash, time-out): its pay page was shown to nobody, so nobody can pay it.
    await abandonAttempt(ctx, attempt);
    return 'begin-again';
  }
  if (answer.code === 'refused') {
    ctx.log.error({ transaction: attempt.id, functionalCode: answer.functionalCode }, 'the payment provider refuses our request');
    await abandonAttempt(ctx, attempt);
    return failed('refused');
  }
  return failed('unavailable');
}

/** Waits for the other tab or process that is asking right now; one that died is given up after a while. */
async function isHandedOverByAnother(ctx: Context, attempt: PaymentAttempt): Promise<boolean> {
  if (Temporal.Instant.compare(attempt.requestedAt.add(handOverTakes), ctx.now) < 0) return false;
  for (let waited = 0; waited < 20; waited++) {
    await pause(150);
    if ((await attemptById(ctx.db, attempt.id))?.state !== 'created') return true;
  }
  return false;
}

async function recordHandOver(
  ctx: Context,
  attempt: PaymentAttempt,
  transactionId: string,
  redirectUrl: string,
): Promise<Result<string> | 'begin-again'> {
  return inTransaction(ctx.db, async (tx) => {
    const claim = await lockClaim(tx, attempt.claimId);
    const current = await lockAttempt(tx, attempt.id);
    // Given up or handed over by another meanwhile: this page is shown to nobody.
    if (!claim || current?.state !== 'created') return 'begin-again';
    await updateAttempt(tx, attempt.id, { state: 'handed_over', transactionId, redirectUrl, handedOverAt: ctx.now });
    await moveClaim(tx, claim, 'hand-over', ctx.now);
    await enqueue(
      tx,
      checkTransaction,
      { attemptId: attempt.id, check: 1 },
      { key: `payments.check:${attempt.id}:1`, runAt: ctx.now.add({ seconds: 20 }) },
    );
    return done(redirectUrl);
  });
}
