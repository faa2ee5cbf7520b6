import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aClaim, givenPayments, onPayPage, returnUrl, unitId, whileProvider } from '../test/given.ts';
import { checkAttempt } from './check-attempt.ts';
import { claimById } from './claim-store.ts';
import { claimFailed, claimPaid } from './events.ts';
import { ledgerOf } from './ledger-store.ts';
import { openRefunds } from './refund-store.ts';
import { reconcile } from './reconcile.ts';
import { startPayment } from './start-payment.ts';
import { attemptById, attemptsOf, mismatches } from './transaction-store.ts';

const given = await givenPayments();

const stateOf = async (claimId: string) => (await claimById(given.house.db, claimId))?.state;
const bookingsOf = async (claimId: string) =>
  (await ledgerOf(given.house.db, claimId))
    .filter((row) => row.amountCents > 0)
    .map((row) => `${row.kind} ${row.account} ${row.amountCents}`);
const paidEvents = async (claimId: string) => (await given.house.outbox(claimPaid)).filter((event) => event.claimId === claimId);

describe('paying a claim', () => {
  it('books the money and tells the house once the provider says so', async () => {
    const claimId = await aClaim(given);
    const attempt = await onPayPage(given, claimId);
    assert.equal(await stateOf(claimId), 'handed_over');
    assert.equal(await checkAttempt(given.house.context(), attempt), 'handed_over');

    await given.provider.decide(attempt.transactionId, 'pay', 'wero');
    assert.equal(await checkAttempt(given.house.context(), attempt), 'paid');
    assert.deepEqual(await bookingsOf(claimId), ['charge claim 3000', 'payment clearing 3000']);
    const reference = (await claimById(given.house.db, claimId))?.reference ?? '';
    assert.deepEqual(await paidEvents(claimId), [{ claimId, caseId: null, reference, amountCents: 3000 }]);
    assert.equal((await attemptById(given.house.db, attempt.id))?.paymentMethodDetail, 'Wero');
  });

  it('is paid exactly once when return, callback and check come at once, twenty times', async () => {
    for (let round = 0; round < 20; round++) {
      const claimId = await aClaim(given);
      const attempt = await onPayPage(given, claimId);
      await given.provider.decide(attempt.transactionId, 'pay');
      const states = await Promise.all(Array.from({ length: 6 }, () => checkAttempt(given.house.context(), attempt)));
      assert.deepEqual(new Set(states), new Set(['paid']));
      assert.deepEqual(await bookingsOf(claimId), ['charge claim 3000', 'payment clearing 3000']);
      assert.equal((await paidEvents(claimId)).length, 1);
    }
  });

  it('finds the payment by the clock when neither browser nor callback comes', async () => {
    const claimId = await aClaim(given);
    const attempt = await onPayPage(given, claimId);
    await given.house.runJobs();
    assert.equal(await stateOf(claimId), 'handed_over');
    await given.provider.decide(attempt.transactionId, 'pay');
    given.house.clock.advance({ seconds: 21 });
    await given.house.runJobs();
    assert.equal(await stateOf(claimId), 'paid');
  });

  it('asks less and less often, gives up after a week, and still finds money that comes later', async () => {
    const claimId = await aClaim(given);
    const attempt = await onPayPage(given, claimId);
    const asked = given.provider.requests.GET;
    for (let hour = 0; hour < 24 * 8; hour++) {
      given.house.clock.advance({ hours: 1 });
      await given.house.runJobs();
    }
    assert.equal((await attemptById(given.house.db, attempt.id))?.state, 'expired');
    assert.ok(given.provider.requests.GET - asked < 60, `asked ${given.provider.requests.GET - asked} times`);
    await given.provider.decide(attempt.transactionId, 'pay');
    await reconcile.run(given.house.context(), {}, { attempt: 1, maxAttempts: 1 });
    assert.equal(await stateOf(claimId), 'paid');
  });

  it('stays open after a cancelled or failed attempt, tells the house, and can be paid by a new one', async () => {
    const claimId = await aClaim(given);
    for (const [outcome, state] of [
      ['cancel', 'cancelled'],
      ['fail', 'failed'],
    ] as const) {
      const attempt = await onPayPage(given, claimId);
      await given.provider.decide(attempt.transactionId, outcome);
      assert.equal(await checkAttempt(given.house.context(), attempt), state);
    }
    const events = (await given.house.outbox(claimFailed)).filter((event) => event.claimId === claimId);
    assert.deepEqual(
      events.map((event) => event.reason),
      ['cancelled', 'failed'],
    );
    const last = await onPayPage(given, claimId);
    assert.equal(last.attempt, 3);
    await given.provider.decide(last.transactionId, 'pay');
    assert.equal(await checkAttempt(given.house.context(), last), 'paid');
  });

  it('makes a refund case of money that comes a second time', async () => {
    const claimId = await aClaim(given);
    const first = await onPayPage(given, claimId);
    given.house.clock.advance({ minutes: 30 });
    const second = await onPayPage(given, claimId);
    assert.notEqual(first.id, second.id);
    await given.provider.decide(first.transactionId, 'pay');
    await given.provider.decide(second.transactionId, 'pay');
    await Promise.all([first, second].map((attempt) => checkAttempt(given.house.context(), attempt)));
    assert.deepEqual(await bookingsOf(claimId), ['charge claim 3000', 'payment clearing 3000', 'surplus clearing 3000']);
    assert.equal((await paidEvents(claimId)).length, 1);
    const open = (await openRefunds(given.house.db, [unitId])).filter((refund) => refund.claimId === claimId);
    assert.deepEqual(
      open.map(({ reason, amountCents, state }) => ({ reason, amountCents, state })),
      [{ reason: 'double-payment', amountCents: 3000, state: 'requested' }],
    );
  });

  it('ends a claim whose time is over, and owes money back that comes after that', async () => {
    const claimId = await aClaim(given, { payUntil: given.house.clock.now().add({ hours: 24 }) });
    const attempt = await onPayPage(given, claimId);
    given.house.clock.advance({ hours: 24 * 9 });
    await given.house.runJobs();
    await reconcile.run(given.house.context(), {}, { attempt: 1, maxAttempts: 1 });
    assert.equal(await stateOf(claimId), 'expired');
    assert.deepEqual(await startPayment(given.house.context(), { claimId, returnUrl }), { ok: false, code: 'expired' });
    await given.provider.decide(attempt.transactionId, 'pay');
    await checkAttempt(given.house.context(), { ...attempt, state: 'expired' });
    assert.equal(await stateOf(claimId), 'expired');
    assert.deepEqual(
      (await openRefunds(given.house.db, [unitId])).filter((r) => r.claimId === claimId).map((r) => r.reason),
      ['late-payment'],
    );
  });
});

describe('starting a payment', () => {
  it('shares one attempt between twenty tabs that start at once', async () => {
    const claimId = await aClaim(given);
    const started = await Promise.all(Array.from({ length: 20 }, () => startPayment(given.house.context(), { claimId, returnUrl })));
    const pages = new Set(started.map((one) => (one.ok ? one.value : one.code)));
    assert.equal(pages.size, 1, [...pages].join());
    assert.equal((await attemptsOf(given.house.db, claimId)).length, 1);
  });

  it('begins no new attempt when the claim was paid in another tab', async () => {
    const claimId = await aClaim(given);
    const attempt = await onPayPage(given, claimId);
    await given.provider.decide(attempt.transactionId, 'pay');
    assert.deepEqual(await startPayment(given.house.context(), { claimId, returnUrl }), { ok: false, code: 'already-paid' });
    assert.equal(await stateOf(claimId), 'paid');
  });

  it('says so and changes nothing when the provider is down or answers garbage, and works when it is back', async () => {
    const claimId = await aClaim(given);
    for (const fault of ['down', 'garbage'] as const) {
      await whileProvider(given, fault, async () => {
        assert.deepEqual(await startPayment(given.house.context(), { claimId, returnUrl }), { ok: false, code: 'unavailable' });
        assert.equal(await stateOf(claimId), 'created');
      });
    }
    assert.ok((await startPayment(given.house.context(), { claimId, returnUrl })).ok);
  });

  it('gives up a transaction whose answer was lost, because nobody saw its pay page', async () => {
    const claimId = await aClaim(given);
    await whileProvider(given, 'lost-answer', async () => {
      assert.deepEqual(await startPayment(given.house.context(), { claimId, returnUrl }), { ok: false, code: 'unavailable' });
    });
    const attempt = await onPayPage(given, claimId);
    const attempts = await attemptsOf(given.house.db, claimId);
    assert.deepEqual(
      attempts.map((one) => one.state),
      ['abandoned', 'handed_over'],
    );
    assert.equal(attempt.attempt, 2);
  });

  it('makes the same claim of the same idempotency key', async () => {
    const [one, two] = await Promise.all([aClaim(given, { idempotencyKey: 'case-7' }), aClaim(given, { idempotencyKey: 'case-7' })]);
    assert.equal(one, two);
    assert.deepEqual(await bookingsOf(one), ['charge claim 3000']);
  });
});

describe('an answer that cannot be trusted', () => {
  for (const fault of ['wrong-amount', 'wrong-id', 'wrong-request'] as const) {
    it(`does not mark the claim paid: ${fault}`, async () => {
      const claimId = await aClaim(given);
      const attempt = await onPayPage(given, claimId);
      await given.provider.decide(attempt.transactionId, 'pay');
      await whileProvider(given, fault, async () => {
        assert.equal(await checkAttempt(given.house.context(), attempt), 'handed_over');
      });
      assert.deepEqual(await bookingsOf(claimId), ['charge claim 3000']);
      assert.deepEqual(await paidEvents(claimId), []);
      assert.ok((await mismatches(given.house.db, [unitId])).some((one) => one.claimId === claimId));
    });
  }

  it('leaves everything as it is while the provider is down, answers garbage or breaks off', async () => {
    const claimId = await aClaim(given);
    const attempt = await onPayPage(given, claimId);
    await given.provider.decide(attempt.transactionId, 'pay');
    for (const fault of ['down', 'garbage', 'lost-answer'] as const) {
      await whileProvider(given, fault, async () => assert.equal(await checkAttempt(given.house.context(), attempt), 'unavailable'));
      assert.equal(await stateOf(claimId), 'handed_over');
    }
    assert.equal(await checkAttempt(given.house.context(), attempt), 'paid');
  });
});
