import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { Forbidden } from '@amt/module';
import { aClaim, givenPayments, onPayPage, unitId } from '../test/given.ts';
import { checkAttempt } from './check-attempt.ts';
import { claimById } from './claim-store.ts';
import { decideRefund } from './decide-refund.ts';
import { claimRefunded } from './events.ts';
import { executeRefund } from './execute-refund.ts';
import { ledgerOf } from './ledger-store.ts';
import { openRefunds } from './refund-store.ts';
import { requestRefund } from './request-refund.ts';

const given = await givenPayments();
const { house, provider } = given;
const [anna, bela, cem] = given.staffIds;
const all = ['payments.read', 'payments.refund', 'payments.approve-refund'];
const as = (id: string, units = [unitId], permissions = all) => house.asStaff({ id, permissions, unitIds: units });

async function aPaidClaim(): Promise<string> {
  const claimId = await aClaim(given);
  const attempt = await onPayPage(given, claimId);
  await provider.decide(attempt.transactionId, 'pay');
  await checkAttempt(house.context(), attempt);
  return claimId;
}
async function aRequest(claimId: string, amountCents = 3000): Promise<string> {
  const requested = await requestRefund(as(anna), { claimId, amountCents, reason: 'decision', note: 'Antrag zurückgenommen' });
  assert.ok(requested.ok, requested.ok ? '' : requested.code);
  return requested.value;
}
const payout = { channel: 'sepa', bankReference: 'TRX 4711' } as const;
const stateOf = async (claimId: string) => (await claimById(house.db, claimId))?.state;

describe('a refund', () => {
  it('needs another person to approve and another than the approver to pay out', async () => {
    const claimId = await aPaidClaim();
    const refundId = await aRequest(claimId);
    assert.equal(await stateOf(claimId), 'refund_requested');
    assert.deepEqual(await decideRefund(as(anna), { refundId, decision: 'approve' }), { ok: false, code: 'own-request' });
    assert.deepEqual(await executeRefund(as(cem), { refundId, ...payout }), { ok: false, code: 'not-approved' });
    assert.ok((await decideRefund(as(bela), { refundId, decision: 'approve' })).ok);
    assert.deepEqual(await executeRefund(as(bela), { refundId, ...payout }), { ok: false, code: 'own-approval' });
    assert.deepEqual(await executeRefund(as(cem), { refundId, ...payout, bankReference: ' ' }), { ok: false, code: 'no-reference' });
    assert.ok((await executeRefund(as(cem), { refundId, ...payout })).ok);
    assert.equal(await stateOf(claimId), 'refunded');

    const balances = new Map<string, number>();
    for (const row of await ledgerOf(house.db, claimId)) balances.set(row.account, (balances.get(row.account) ?? 0) + row.amountCents);
    assert.deepEqual(Object.fromEntries(balances), { claim: 0, revenue: 0, clearing: 3000, payable: 0, bank: -3000 });
    assert.deepEqual(
      (await house.outbox(claimRefunded)).filter((event) => event.claimId === claimId),
      [{ claimId, caseId: null, refundId, amountCents: 3000 }],
    );
  });

  it('is paid out once when two do it at once', async () => {
    const refundId = await aRequest(await aPaidClaim());
    await decideRefund(as(bela), { refundId, decision: 'approve' });
    const done = await Promise.all([as(anna), as(cem), as(anna), as(cem)].map((ctx) => executeRefund(ctx, { refundId, ...payout })));
    assert.equal(done.filter((one) => one.ok).length, 1);
  });

  it('of a part leaves the rest paid, and never gives back more than was paid', async () => {
    const claimId = await aPaidClaim();
    const refundId = await aRequest(claimId, 1000);
    assert.deepEqual(await requestRefund(as(anna), { claimId, amountCents: 1, reason: 'goodwill', note: '' }), {
      ok: false,
      code: 'not-paid',
    });
    await decideRefund(as(bela), { refundId, decision: 'approve' });
    await executeRefund(as(cem), { refundId, ...payout });
    assert.equal(await stateOf(claimId), 'paid');
    for (const amountCents of [2001, 0, -1, 0.5]) {
      assert.deepEqual(await requestRefund(as(anna), { claimId, amountCents, reason: 'goodwill', note: '' }), {
        ok: false,
        code: 'bad-amount',
      });
    }
    await aRequest(claimId, 2000);
  });

  it('that is rejected leaves the claim paid', async () => {
    const claimId = await aPaidClaim();
    const refundId = await aRequest(claimId);
    await decideRefund(as(bela), { refundId, decision: 'reject' });
    assert.equal(await stateOf(claimId), 'paid');
    assert.deepEqual(await decideRefund(as(cem), { refundId, decision: 'approve' }), { ok: false, code: 'not-open' });
  });

  it('is the business of the unit alone', async () => {
    const claimId = await aPaidClaim();
    const refund = { claimId, amountCents: 100, reason: 'goodwill', note: '' } as const;
    for (const ctx of [as(anna, ['other']), as(anna, [unitId], ['payments.read']), house.asPerson(given.accountId)]) {
      await assert.rejects(requestRefund(ctx, refund), Forbidden);
    }
    await aRequest(claimId);
    assert.deepEqual(await openRefunds(house.db, ['other']), []);
  });
});

describe('the ledger', () => {
  it('can neither be changed nor deleted, nor hold a booking that does not balance', async () => {
    const claimId = await aPaidClaim();
    const { db } = house;
    await assert.rejects(db.updateTable('payments.ledgerEntry').set({ amountCents: 1 }).execute(), /append-only/);
    await assert.rejects(db.deleteFrom('payments.booking').execute(), /append-only/);
    const lopsided = db.transaction().execute(async (tx) => {
      const { rows } = await sql<{
        id: string;
      }>`insert into payments.booking (claim_id, kind, booked_at) values (${claimId}, 'refund-approved', now()) returning id`.execute(tx);
      await sql`insert into payments.ledger_entry (booking_id, account, amount_cents) values (${rows[0]?.id}, 'bank', 5)`.execute(tx);
    });
    await assert.rejects(lopsided, /does not balance/);
  });
  it('refuses a second payment of a claim', async () => {
    const claimId = await aPaidClaim();
    await assert.rejects(
      sql`insert into payments.booking (claim_id, kind, booked_at) values (${claimId}, 'payment', now())`.execute(house.db),
      /booking_payment_idx/,
    );
  });
});
