import assert from 'node:assert/strict';
import { it } from 'node:test';
import { feeAmount, feeText } from './fee-text.ts';
import { syntheticServices } from './synthetic-services.ts';

/** Without the no-break space before the euro sign. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

it('says the amount of a fee in words', () => {
  assert.equal(feeAmount({ kind: 'free' }, 'de'), 'kostenfrei');
  assert.equal(plain(feeAmount({ kind: 'fixed', cents: 3000, per: 'year' }, 'de')), '30,00 € im Jahr');
  assert.equal(plain(feeAmount({ kind: 'fixed', cents: 500, per: 'piece' }, 'de-simple')), '5,00 € je Stück');
  assert.equal(feeAmount({ kind: 'fixed', cents: 2760 }, 'en'), '€27.60');
  assert.equal(plain(feeAmount({ kind: 'variable', minCents: 5000, maxCents: 6000 }, 'de')), '50,00 € bis 60,00 €');
  assert.equal(feeAmount({ kind: 'variable', minCents: 5000 }, 'en'), 'from €50.00');
  assert.equal(feeAmount({ kind: 'variable', maxCents: 5000 }, 'en'), 'up to €50.00');
  assert.equal(feeAmount({ kind: 'variable' }, 'de'), 'je nach Fall');
});

it('says what a service costs, with what each amount is for', () => {
  const [service] = syntheticServices(1);
  assert.ok(service);
  const label = { de: 'ab 24 Jahren', en: 'aged 24 or over' };
  const fees = [{ kind: 'fixed' as const, cents: 4600, label }, { kind: 'free' as const }];
  assert.equal(plain(feeText({ ...service.service, fees }, 'de')), '46,00 € (ab 24 Jahren) · kostenfrei');
});
