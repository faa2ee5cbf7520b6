import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { claimReference, formatClaimReference, isClaimReference } from './claim-reference.ts';
import { centsToDecimal, decimalToCents, splitTax } from './money.ts';

const amount = fc.integer({ min: 1, max: 99_999_900 });

describe('money at the edge', () => {
  it('comes back from a decimal as the same cents', () => {
    fc.assert(fc.property(amount, (cents) => assert.equal(decimalToCents(centsToDecimal(cents)), cents)));
  });
  it('is written to JSON with at most two places', () => {
    fc.assert(fc.property(amount, (cents) => assert.match(JSON.stringify(centsToDecimal(cents)), /^\d+(\.\d{1,2})?$/)));
  });
  it('refuses fractions of a cent, and what is no amount', () => {
    for (const bad of [0.001, 19.999, Number.NaN, Number.POSITIVE_INFINITY, 1e300]) assert.equal(decimalToCents(bad), undefined);
  });
  it('splits into net and tax without losing a cent', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom(0, 7, 19), (cents, rate) => {
        const { netCents, taxCents } = splitTax(cents, rate);
        assert.equal(netCents + taxCents, cents);
        assert.ok(taxCents >= 0 && Math.abs(netCents * rate - taxCents * 100) <= 100 + rate);
      }),
    );
    assert.deepEqual(splitTax(11_900, 19), { netCents: 10_000, taxCents: 1_900 });
  });
});

describe('the claim reference', () => {
  const reference = fc
    .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 99_999_999 }))
    .map(([year, serial]) => claimReference(year, serial));

  it('is twelve digits that check', () => {
    assert.equal(claimReference(2026, 1257).length, 12);
    fc.assert(fc.property(reference, (text) => isClaimReference(text) && isClaimReference(formatClaimReference(text))));
  });
  it('tells every wrong digit', () => {
    fc.assert(
      fc.property(reference, fc.nat(11), fc.integer({ min: 1, max: 9 }), (text, at, by) => {
        const wrong = text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1);
        assert.equal(isClaimReference(wrong), false);
      }),
    );
  });
  it('tells every swapped pair', () => {
    fc.assert(
      fc.property(reference, fc.nat(10), (text, at) => {
        fc.pre(text[at] !== text[at + 1]);
        assert.equal(isClaimReference(text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)), false);
      }),
    );
  });
});
