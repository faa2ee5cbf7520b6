import assert from 'node:assert/strict';
import { it } from 'node:test';
import { typedCents } from './typed-amount.ts';

it('reads amounts as people type them', () => {
  for (const [text, cents] of [
    ['12', 1200],
    ['12,5', 1250],
    ['12.50 €', 1250],
    ['0,07', 7],
    [' 1 000,00', 100_000],
  ] as const)
    assert.equal(typedCents(text), cents);
  for (const text of ['', '-1', '12,505', '1.000,00', '12 Euro', '1e3', '12345678']) assert.equal(typedCents(text), undefined, text);
});
