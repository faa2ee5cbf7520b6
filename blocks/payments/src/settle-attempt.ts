import { record } from '@amt/audit';
import { inTransaction, type Db, type Tx } from '@amt/db';
import { emit } from '@amt/jobs';
import { systemActor, type Context } from '@amt/module';
import { acceptsPayment, lockClaim, moveClaim, type Claim } from './claim-store.ts';
import { openTransactionStates, type ClaimState, type TransactionState } from './claim-state.ts';
import { claimFailed, claimPaid } from './events.ts';
import { book } from './ledger-store.ts';
import { decimalToCents } from './money.ts';
import { insertSurplus } from './refund-store.ts';
import { latestAttempt, lockAttempt, updateAttempt, type PaymentAttempt } from './transaction-store.ts';
import type { PaymentTransaction, ProviderStatus } from './xbezahldienste/payment-transaction.ts';

const endings: Readonly<Partial<Record<ProviderStatus, TransactionState>>> = { PAYED: 'paid', FAILED: 'failed', CANCELED: 'cancelled' };

/**
 * Writes the provider's word on an attempt into the house: one transaction under the claim's lock, so that return, callback and
 * check may come at once and a crash leaves all or nothing. An attempt that has ended already is left alone.
 */
export async function settleAttempt(ctx: Context, attempt: PaymentAttempt, answer: PaymentTransaction): Promise<ClaimState> {
  return inTransaction(ctx.db, async (tx) => {
    const claim = await lockClaim(tx, attempt.claimId);
    const current = await lockAttempt(tx, attempt.id);
    if (!claim || !current) throw new Error('an attempt to pay has lost its claim');
    if (!openTransactionStates.some((state) => state === current.state)) return claim.state;
    if (!isAnswerTo(current, claim, answer)) return recordMismatch(ctx, tx, claim, current);

    const ended = endings[answer.paymentInformation.status];
    if (ended === undefined) return claim.state;
    await updateAttempt(tx, current.id, { state: ended, finalAt: ctx.now, ...paymentDetails(answer) });
    if (ended === 'paid') return receive(ctx, tx, claim, current);
    return fail(ctx, tx, claim, current, ended === 'failed' ? 'failed' : 'cancelled');
  });
}

/** The answer must speak of our transaction, our request and our amount; else no money is taken as received. */
function isAnswerTo(attempt: PaymentAttempt, claim: Claim, { paymentInformation, paymentRequest }: PaymentTransaction): boolean {
  return (
    paymentInformation.transactionId === attempt.transactionId &&
    paymentRequest.requestId === attempt.requestId &&
    paymentRequest.currency === claim.currency &&
    decimalToCents(paymentRequest.grosAmount) === claim.amountCents
  );
}

function paymentDetails({ paymentInformation: info }: PaymentTransaction) {
  return {
    paymentMethod: info.paymentMethod ?? null,
    paymentMethodDetail: info.paymentMethodDetail ?? null,
    providerReference: info.transactionReference ?? null,
  };
}

async function recordMismatch(ctx: Context, tx: Tx, claim: Claim, attempt: PaymentAttempt): Promise<ClaimState> {
  ctx.log.error(
    { transaction: attempt.id, provider: attempt.provider },
    'the provider answered about another payment than ours; staff must look',
  );
  await updateAttempt(tx, attempt.id, { state: 'mismatch', finalAt: ctx.now });
  return claim.state;
}

/** Money came: for the claim when it is still open, else it is owed back and becomes a refund case, never merged silently. */
async function receive(ctx: Context, tx: Tx, claim: Claim, attempt: PaymentAttempt): Promise<ClaimState> {
  const { id: claimId, amountCents, caseId, reference } = claim;
  const state = await moveClaim(tx, claim, 'pay', ctx.now, { paidAt: ctx.now });
  if (state === undefined) {
    await book(tx, { kind: 'surplus', claimId, transactionId: attempt.id, amountCents, at: ctx.now });
    await insertSurplus(tx, {
      claimId,
      transactionId: attempt.id,
      amountCents,
      reason: claim.state === 'expired' ? 'late-payment' : 'double-payment',
      at: ctx.now,
    });
    return claim.state;
  }
  await record(tx, { actor: systemActor, action: 'payments.receive-payment', subject: { type: 'payments.claim', id: claimId } });
  await book(tx, { kind: 'payment', claimId, transactionId: attempt.id, amountCents, at: ctx.now });
  await emit(tx, claimPaid, { claimId, caseId, reference, amountCents });
  return state;
}

async function fail(ctx: Context, tx: Tx, claim: Claim, attempt: PaymentAttempt, reason: 'failed' | 'cancelled'): Promise<ClaimState> {
  // An older attempt that ends now says nothing about the one that is under way.
  if ((await latestAttempt(tx, claim.id))?.id !== attempt.id) return claim.state;
  const state = await moveClaim(tx, claim, reason === 'failed' ? 'fail' : 'cancel', ctx.now);
  if (state === undefined) return claim.state;
  await emit(tx, claimFailed, { claimId: claim.id, caseId: claim.caseId, reason });
  return state;
}

/** The person came back and the provider has no result yet. */
export async function markPending(db: Db, claimId: string, now: Temporal.Instant): Promise<void> {
  await inTransaction(db, async (tx) => {
    const claim = await lockClaim(tx, claimId);
    if (claim) await moveClaim(tx, claim, 'return', now);
  });
}

/** Ends a claim whose time to pay is over; nothing happens when it was paid meanwhile. */
export async function expireClaim(ctx: Context, claimId: string): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const claim = await lockClaim(tx, claimId);
    if (!claim || acceptsPayment(claim, ctx.now)) return false;
    if ((await moveClaim(tx, claim, 'expire', ctx.now)) === undefined) return false;
    await emit(tx, claimFailed, { claimId, caseId: claim.caseId, reason: 'expired' });
    return true;
  });
}
