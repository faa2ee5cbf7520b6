/**
 * Integer cents as the decimal number XBezahldienste wants at its edge (`1999` → `19.99`).
 * Dividing once by 100 gives the double nearest to the decimal, so `JSON.stringify` prints at most two places.
 */
export function centsToDecimal(cents: number): number {
  if (!Number.isSafeInteger(cents)) throw new RangeError('an amount is a whole number of cents');
  return cents / 100;
}

/** The cents of a decimal from outside, or `undefined` when it has a fraction of a cent or is no amount at all. */
export function decimalToCents(decimal: number): number | undefined {
  const cents = Math.round(decimal * 100);
  return Number.isSafeInteger(cents) && cents / 100 === decimal ? cents : undefined;
}

export interface TaxSplit {
  readonly netCents: number;
  readonly taxCents: number;
}

/** Splits a gross amount; the tax takes the rounding, so net + tax is always the gross amount. */
export function splitTax(grossCents: number, taxRatePercent: number): TaxSplit {
  const netCents = Math.round((grossCents * 100) / (100 + taxRatePercent));
  return { netCents, taxCents: grossCents - netCents };
}
