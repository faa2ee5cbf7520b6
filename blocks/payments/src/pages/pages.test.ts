import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '@amt/html';
import { staffActor, type Page } from '@amt/module';
import { HtmlValidate } from 'html-validate';
import type { Claim } from '../claim-store.ts';
import { claimPage } from './claim-page.ts';
import { payPage } from './pay-page.ts';
import { refundListPage } from './refund-list-page.ts';
import { returnPage } from './return-page.ts';

const at = Temporal.Instant.from('2026-11-23T15:00:00Z');
const claim: Claim = {
  id: '019a-1',
  reference: '260000000197',
  accountId: 'a',
  unitId: 'parking',
  caseId: null,
  caseReference: 'KVR-2026-0001',
  amountCents: 3000,
  taxRatePercent: 0,
  currency: 'EUR',
  purpose: 'Bewohnerparkausweis <script>',
  bookingData: {},
  returnPath: '/de/weiter',
  state: 'created',
  refundedCents: 0,
  payUntil: at,
  createdAt: at,
  changedAt: at,
  paidAt: null,
  idempotencyKey: null,
};
const paid: Claim = { ...claim, state: 'paid', paidAt: at };
const href = (route: string) => `/de/${route}`;
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: { 'no-trailing-whitespace': 'off', 'doctype-style': 'off', 'void-style': 'off', 'long-title': 'off', 'attr-quotes': 'off' },
});

async function check(page: Page): Promise<string> {
  const text = html`<!doctype html>
    <html lang="de">
      <head>
        <title>${page.title}</title>
      </head>
      <body>
        <main>${page.body}</main>
      </body>
    </html>`.toString();
  const report = await validator.validateString(text);
  assert.deepEqual(
    report.results.flatMap((result) => result.messages.map((one) => `${one.ruleId}: ${one.message} at ${one.selector}`)),
    [],
  );
  assert.equal(text.match(/<h1/g)?.length, 1);
  assert.doesNotMatch(text, /<script>/);
  return text;
}

describe('the pages of payments', () => {
  const pay = { claim, simulated: true, startHref: '/de/start', locale: 'de' } as const;
  it('say what is paid and lead to the provider', async () => {
    const text = await check(payPage({ ...pay, payable: true, failure: undefined }));
    assert.match(text, /30,00/);
    assert.match(text, /2600 0000 0197/);
    assert.match(text, /href="\/de\/start"/);
  });
  it('offer no button when nothing is to be paid', async () => {
    assert.doesNotMatch(await check(payPage({ ...pay, claim: paid, payable: false, failure: undefined })), /\/de\/start/);
  });
  it('tell when the provider cannot be reached', async () => {
    assert.match(await check(payPage({ ...pay, payable: true, failure: 'unavailable' })), /nicht erreichbar/);
  });
  for (const [state, words] of [
    ['paid', /ist da/],
    ['pending', /noch geprüft/],
    ['failed', /nicht geklappt/],
    ['cancelled', /abgebrochen/],
  ] as const) {
    it(`show the return of a payment: ${state}`, async () => {
      const shown = state === 'paid' ? paid : { ...claim, state };
      const props = { claim: shown, unavailable: false, refreshHref: '/de/r', payHref: '/de/p', locale: 'de' } as const;
      assert.match(await check(returnPage({ ...props, own: true })), words);
      assert.doesNotMatch(await check(returnPage({ ...props, own: false })), /href=/);
    });
  }
  it('show staff the claim, its ledger and forms, and keep what was typed', async () => {
    const grants = [{ unitIds: ['parking'], permissions: new Set(['payments.refund', 'payments.approve-refund']) }];
    const actor = staffActor({ id: 's', name: 'S', grants });
    const ledger = [{ kind: 'payment', account: 'clearing', amountCents: 3000, bookedAt: at }] as const;
    const refused = { fault: 'bad-amount', field: 'amount', values: { amount: '99', note: 'weil' } } as const;
    const text = await check(claimPage({ claim: paid, attempts: [], ledger, refunds: [], actor, refused, locale: 'de', href }));
    assert.match(text, /value="99"/);
    assert.match(text, /href="#amount"/);
  });
  it('list refunds, or say that there are none', async () => {
    const refund = {
      id: 'r',
      claimId: 'c',
      amountCents: 3000,
      reason: 'double-payment',
      state: 'requested',
      requestedAt: at,
      reference: claim.reference,
      purpose: 'Hundesteuer',
    } as const;
    assert.match(
      await check(
        refundListPage({
          refunds: [refund],
          mismatches: [{ id: 't', claimId: 'c', reference: claim.reference, unitId: 'u', finalAt: at }],
          locale: 'de',
          href,
        }),
      ),
      /Doppelt bezahlt/,
    );
    assert.match(await check(refundListPage({ refunds: [], mismatches: [], locale: 'en', href })), /No open refunds/);
  });
});
