import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import 'reflect-metadata';
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { startPaymentProvider } from '@amt/simulators';
import fc from 'fast-check';
import { PaymentProvider, type ProviderSettings } from './client.ts';
import { paymentRequestOf, type ClaimToPay } from './payment-request.ts';

const client = { id: 'amt', secret: 'geheim' };
const provider = await startPaymentProvider({ port: 0, client, accounts: ['muenchen/amt'] });
after(() => provider.close());
const settings: ProviderSettings = {
  url: provider.apiUrl,
  originatorId: 'muenchen',
  endPointId: 'amt',
  credentials: { oauth: { tokenUrl: provider.tokenUrl, clientId: client.id, clientSecret: client.secret } },
  timeoutMs: 2000,
  retries: 1,
};
const claim = (change: Partial<ClaimToPay> = {}): ClaimToPay => ({
  requestId: crypto.randomUUID(),
  at: Temporal.Instant.from('2026-11-23T15:00:00Z'),
  amountCents: 3000,
  taxRatePercent: 0,
  reference: '260000000197',
  purpose: 'Bewohnerparkausweis',
  redirectUrl: 'http://localhost:8080/de/zahlung/rueckkehr/1',
  bookingData: {},
  ...change,
});

describe('XBezahldienste', () => {
  it('takes every request we make: any amount, tax and wording', async () => {
    const amt = new PaymentProvider(settings);
    const anyClaim = fc.record({
      amountCents: fc.integer({ min: 1, max: 99_999_900 }),
      taxRatePercent: fc.constantFrom(0, 7, 19),
      purpose: fc.string({ unit: 'grapheme', maxLength: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(anyClaim, async (change) => {
        const answer = await amt.create(paymentRequestOf(claim(change)));
        assert.ok(answer.ok, JSON.stringify(answer));
      }),
      { numRuns: 150 },
    );
  });

  it('refuses what the standard refuses, and we know why', async () => {
    const amt = new PaymentProvider(settings);
    const good = paymentRequestOf(claim());
    const [item] = good.items;
    assert.ok(item);
    assert.deepEqual(await amt.create({ ...good, grosAmount: 30.01 }), { ok: false, code: 'refused', functionalCode: 'CALCULATION_ERROR' });
    assert.deepEqual(await amt.create({ ...good, items: [{ ...item, quantity: 2 }] }), {
      ok: false,
      code: 'refused',
      functionalCode: 'CALCULATION_ERROR',
    });
    for (const bad of [
      { purpose: 'x'.repeat(28) },
      { requestId: 'x'.repeat(37) },
      { requestId: 'a b' },
      { items: [] },
      { grosAmount: 0.001 },
      { redirectUrl: 'javascript:1' },
    ]) {
      assert.deepEqual(
        await amt.create({ ...good, ...bad }),
        { ok: false, code: 'refused', functionalCode: 'VALIDATION_ERROR' },
        JSON.stringify(bad),
      );
    }
    const stranger = new PaymentProvider({ ...settings, endPointId: 'other' });
    assert.deepEqual(await stranger.create(good), { ok: false, code: 'refused', functionalCode: 'NO_VALID_ORIGINATOR_OR_ENDPOINT' });
    assert.equal(await stranger.status(), 'forbidden');
    assert.equal(await amt.status(), 'ok');
  });

  it('never makes a second transaction of the same requestId', async () => {
    const amt = new PaymentProvider(settings);
    const request = paymentRequestOf(claim());
    assert.ok((await amt.create(request)).ok);
    assert.deepEqual(await amt.create(request), { ok: false, code: 'exists' });
    assert.equal(provider.transactions().filter((one) => one.request.requestId === request.requestId).length, 1);
    assert.deepEqual(await amt.transaction(crypto.randomUUID()), { ok: false, code: 'unknown' });
  });

  it('asks for a new token when the provider no longer knows the old one', async () => {
    const amt = new PaymentProvider(settings);
    assert.equal(await amt.status(), 'ok');
    provider.forgetTokens();
    assert.equal(await amt.status(), 'ok');
    const wrong = new PaymentProvider({
      ...settings,
      credentials: { oauth: { tokenUrl: provider.tokenUrl, clientId: 'amt', clientSecret: 'falsch' } },
    });
    assert.deepEqual(await wrong.transaction('x'), { ok: false, code: 'unavailable' });
  });

  it('waits no longer than it is told to', async () => {
    provider.behave({ answerDelayMs: 1500 });
    const hasty = new PaymentProvider({ ...settings, timeoutMs: 300, retries: 0 });
    assert.deepEqual(await hasty.create(paymentRequestOf(claim())), { ok: false, code: 'unavailable' });
    provider.behave({ answerDelayMs: 0 });
  });

  it('shows its client certificate, and is not let in without one', async () => {
    const { pem, key } = await selfSigned('localhost');
    const tls = await startPaymentProvider({ port: 0, tls: { cert: pem, key, ca: pem } });
    after(() => tls.close());
    const certificate = { cert: Buffer.from(pem), key: Buffer.from(key), ca: Buffer.from(pem) };
    const known = new PaymentProvider({ ...settings, url: tls.apiUrl, credentials: { certificate } });
    assert.ok((await known.create(paymentRequestOf(claim()))).ok);
    const unknown = new PaymentProvider({ ...settings, url: tls.apiUrl, credentials: { certificate: { ca: certificate.ca } }, retries: 0 });
    assert.equal((await unknown.create(paymentRequestOf(claim()))).ok, false);
  });
});

async function selfSigned(name: string): Promise<{ pem: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: name }]), new BasicConstraintsExtension(true)],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    pem: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`,
  };
}
