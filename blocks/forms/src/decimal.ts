import Big from 'big.js';

/** A decimal number: safe integers stay plain numbers (the fast path), everything else is exact in base ten. */
export type Decimal = number | Big;

/** As in IEEE 754 decimal128: more digits are rounded away, so that no chain of calculations can grow without end. */
const significantDigits = 34;
const largestExponent = 6144;

const Exact = Big();
Exact.DP = significantDigits;
Exact.RM = Exact.roundHalfUp;

function normal(value: Big): Decimal | undefined {
  if (value.e > largestExponent) return undefined;
  if (value.e < -largestExponent) return 0;
  const bounded = value.c.length > significantDigits ? value.prec(significantDigits, Exact.roundHalfUp) : value;
  if (bounded.e < 15 && bounded.c.length <= bounded.e + 1) return bounded.toNumber() + 0;
  return bounded;
}

/** @param text digits with an optional point, e.g. "-12.50"; @returns undefined when it is no decimal number. */
export function toDecimal(text: string | number): Decimal | undefined {
  if (typeof text === 'number' && Number.isSafeInteger(text)) return text;
  const digits = String(text);
  if (!/^-?\d{1,40}(\.\d{1,40})?$/.test(digits) && typeof text === 'string') return undefined;
  return Number.isFinite(Number(text)) ? normal(new Exact(digits)) : undefined;
}

/** @returns digits with a point, without exponent */
export function decimalText(value: Decimal): string {
  return typeof value === 'number' ? String(value) : value.toFixed();
}

export function add(a: Decimal, b: Decimal): Decimal | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return normal(new Exact(a).plus(b));
}

export function subtract(a: Decimal, b: Decimal): Decimal | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return normal(new Exact(a).minus(b));
}

export function multiply(a: Decimal, b: Decimal): Decimal | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return normal(new Exact(a).times(b));
}

/** @returns undefined for a division by zero */
export function divide(a: Decimal, b: Decimal): Decimal | undefined {
  if (compare(b, 0) === 0) return undefined;
  if (typeof a === 'number' && typeof b === 'number' && a % b === 0) return a / b + 0;
  return normal(new Exact(a).div(b));
}

/** @returns below 0, 0 or above 0 */
export function compare(a: Decimal, b: Decimal): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -b.cmp(a);
  return a.cmp(b);
}

export type RoundingMode = 'half_up' | 'up' | 'down';

/** `up` is away from zero, `down` towards zero; negative `places` round to tens, hundreds … */
export function round(value: Decimal, places: number, mode: RoundingMode = 'half_up'): Decimal | undefined {
  if (typeof value === 'number' && places >= 0) return value;
  const modes = { half_up: Exact.roundHalfUp, up: Exact.roundUp, down: Exact.roundDown } as const;
  return normal(new Exact(value).round(places, modes[mode]));
}
