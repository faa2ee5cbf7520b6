import assert from 'node:assert/strict';
import { it } from 'node:test';
import { feeText } from './fee-text.ts';

it('says what a service costs', () => {
  const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
  assert.equal(feeText({ kind: 'free' }, 'de'), 'kostenfrei');
  assert.equal(plain(feeText({ kind: 'fixed', cents: 3000, per: 'year' }, 'de')), '30,00 € im Jahr');
  assert.equal(feeText({ kind: 'fixed', cents: 2760 }, 'en'), '€27.60');
  assert.equal(plain(feeText({ kind: 'variable', minCents: 5000, maxCents: 6000 }, 'de')), '50,00 € bis 60,00 €');
  assert.equal(feeText({ kind: 'variable', minCents: 5000 }, 'en'), 'from €50.00');
  assert.equal(feeText({ kind: 'variable', maxCents: 5000 }, 'en'), 'up to €50.00');
  assert.equal(feeText({ kind: 'variable' }, 'de'), 'je nach Fall');
});
