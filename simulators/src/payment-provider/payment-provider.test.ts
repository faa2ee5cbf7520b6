import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { startPaymentProvider } from './start-payment-provider.ts';

const request = {
  requestId: 'r-1',
  requestTimestamp: '2026-11-23T15:00:00Z',
  currency: 'EUR',
  grosAmount: 30,
  purpose: '<b>Parkausweis',
  redirectUrl: 'http://localhost:1/back',
  items: [{ id: '1', taxRate: 0, quantity: 1, totalNetAmount: 30, totalTaxAmount: 0, singleNetAmount: 30, singleTaxAmount: 0 }],
};

it('keeps its transactions over a restart, shows a pay page and sends the browser back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'payment-provider-'));
  const first = await startPaymentProvider({ port: 0, folder });
  const headers = { 'content-type': 'application/json' };
  const created = await fetch(`${first.apiUrl}/paymenttransaction/a/b`, { method: 'POST', headers, body: JSON.stringify(request) });
  assert.equal(created.status, 201);
  const [transaction] = first.transactions();
  assert.ok(transaction);
  await first.close();

  const second = await startPaymentProvider({ port: 0, folder });
  const again = await fetch(`${second.apiUrl}/paymenttransaction/a/b`, { method: 'POST', headers, body: JSON.stringify(request) });
  assert.deepEqual([again.status, ((await again.json()) as { functionalCode: string }).functionalCode], [409, 'PAYMENT_EXISTS']);
  const page = await (await fetch(`${second.url}/pay/${transaction.transactionId}`)).text();
  assert.match(page, /30,00/);
  assert.doesNotMatch(page, /<b>|<script/);
  const body = new URLSearchParams({ outcome: 'pay', method: 'wero' });
  const back = await fetch(`${second.url}/pay/${transaction.transactionId}`, { method: 'POST', body, redirect: 'manual' });
  assert.deepEqual([back.status, back.headers.get('location')], [303, request.redirectUrl]);
  assert.equal(second.transactions()[0]?.status, 'PAYED');
  await second.close();
  await rm(folder, { recursive: true });
});
