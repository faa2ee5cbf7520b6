import { type Scaled, ceilDiv, floorDiv, one } from './scaled.ts';

/** Values from `lo` to `hi`, both included; a missing bound is none. */
export interface Interval {
  readonly lo?: Scaled | undefined;
  readonly hi?: Scaled | undefined;
}

/** Beyond this, the evaluator may round (34 digits): nothing is said about such values. */
const largest = 10n ** 15n * one;

export function interval(lo: Scaled | undefined, hi: Scaled | undefined): Interval {
  return {
    lo: lo === undefined || lo < -largest ? undefined : lo > largest ? largest : lo,
    hi: hi === undefined || hi > largest ? undefined : hi < -largest ? -largest : hi,
  };
}

export const everything: Interval = {};

export function meet(a: Interval, b: Interval): Interval {
  return { lo: higher(a.lo, b.lo), hi: lower(a.hi, b.hi) };
}

/** The smallest interval around all. */
export function hull(parts: readonly Interval[]): Interval {
  if (parts.length === 0) return everything;
  return parts.reduce((a, b) => ({
    lo: a.lo === undefined || b.lo === undefined ? undefined : a.lo < b.lo ? a.lo : b.lo,
    hi: a.hi === undefined || b.hi === undefined ? undefined : a.hi > b.hi ? a.hi : b.hi,
  }));
}

export const higher = (a: Scaled | undefined, b: Scaled | undefined): Scaled | undefined =>
  a === undefined ? b : b === undefined || a > b ? a : b;
export const lower = (a: Scaled | undefined, b: Scaled | undefined): Scaled | undefined =>
  a === undefined ? b : b === undefined || a < b ? a : b;

const plus = (a: Scaled | undefined, b: Scaled | undefined): Scaled | undefined => (a === undefined || b === undefined ? undefined : a + b);
const minus = (a: Scaled | undefined, b: Scaled | undefined): Scaled | undefined =>
  a === undefined || b === undefined ? undefined : a - b;

export const sumOf = (a: Interval, b: Interval): Interval => interval(plus(a.lo, b.lo), plus(a.hi, b.hi));
export const differenceOf = (a: Interval, b: Interval): Interval => interval(minus(a.lo, b.hi), minus(a.hi, b.lo));

/** Rounded outwards to units. */
export function productOf(a: Interval, b: Interval): Interval {
  if (isZero(a) || isZero(b)) return { lo: 0n, hi: 0n };
  if (a.lo === undefined || a.hi === undefined || b.lo === undefined || b.hi === undefined) return signedProduct(a, b);
  const products = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  const low = products.reduce((x, y) => (x < y ? x : y));
  const high = products.reduce((x, y) => (x > y ? x : y));
  return interval(floorDiv(low, one), ceilDiv(high, one));
}

const isZero = (a: Interval): boolean => a.lo === 0n && a.hi === 0n;

/** Of factors without an upper bound, where neither is below zero. */
function signedProduct(a: Interval, b: Interval): Interval {
  if (a.lo === undefined || b.lo === undefined || a.lo < 0n || b.lo < 0n) return everything;
  return interval(floorDiv(a.lo * b.lo, one), a.hi === undefined || b.hi === undefined ? undefined : ceilDiv(a.hi * b.hi, one));
}

/** Of a divisor that cannot be zero. Rounded outwards. */
export function quotientOf(a: Interval, b: Interval): Interval {
  if (b.lo === undefined || b.hi === undefined || (b.lo <= 0n && b.hi >= 0n)) return everything;
  if (a.lo === undefined && a.hi === undefined) return everything;
  const ends = [b.lo, b.hi];
  const divided = (x: Scaled | undefined, down: boolean): Scaled | undefined => {
    if (x === undefined) return undefined;
    const all = ends.map((end) => (down ? floorDiv(x * one, end) : ceilDiv(x * one, end)));
    return all.reduce((p, q) => (down === p < q ? p : q));
  };
  return b.lo > 0n ? interval(divided(a.lo, true), divided(a.hi, false)) : interval(divided(a.hi, true), divided(a.lo, false));
}
