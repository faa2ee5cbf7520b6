import assert from 'node:assert/strict';
import { it } from 'node:test';
import { feeText } from './fee-text.ts';

/** Without the no-break space before the euro sign. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

it('says the amount of a fee in words', () => {
  assert.equal(feeText({ fees: [{ kind: 'free' }] }, 'de'), 'kostenfrei');
  assert.equal(plain(feeText({ fees: [{ kind: 'fixed', cents: 3000, per: 'year' }] }, 'de')), '30,00 € im Jahr');
  assert.equal(plain(feeText({ fees: [{ kind: 'fixed', cents: 500, per: 'piece' }] }, 'de-simple')), '5,00 € je Stück');
  assert.equal(feeText({ fees: [{ kind: 'fixed', cents: 2760 }] }, 'en'), '€27.60');
  assert.equal(plain(feeText({ fees: [{ kind: 'variable', minCents: 5000, maxCents: 6000 }] }, 'de')), '50,00 € bis 60,00 €');
  assert.equal(feeText({ fees: [{ kind: 'variable', minCents: 5000 }] }, 'en'), 'from €50.00');
  assert.equal(feeText({ fees: [{ kind: 'variable', maxCents: 5000 }] }, 'en'), 'up to €50.00');
  assert.equal(feeText({ fees: [{ kind: 'variable' }] }, 'de'), 'je nach Fall');
});

it('says what each amount is for', () => {
  const young = { de: 'unter 24 Jahren', en: 'under 24' };
  const fees = [
    { kind: 'fixed' as const, cents: 4600 },
    { kind: 'fixed' as const, cents: 2760, label: young },
  ];
  assert.equal(plain(feeText({ fees }, 'de')), '46,00 € · 27,60 € (unter 24 Jahren)');
  assert.equal(feeText({ fees: [{ kind: 'free', label: young }] }, 'en'), 'free of charge (under 24)');
});
