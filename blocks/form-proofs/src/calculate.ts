import type { Operand, Term, Variable } from './formula.ts';
import { type Interval, differenceOf, everything, hull, interval, meet, productOf, quotientOf, sumOf } from './interval.ts';
import { type Scaled, ceilTo, dateOf, firstDay, floorTo, lastDay, one, scaledDate } from './scaled.ts';

/** Bounds of a calculation, given those of its operands; rounded outwards, so that the real value is always between them. */
export function boundsOf(term: Term, args: readonly Interval[]): Interval {
  const found = meet(calculated(term, args), { lo: term.lo, hi: term.hi });
  return term.wholeCents ? outwards(found, one) : found;
}

function calculated({ op, grid }: Term, args: readonly Interval[]): Interval {
  const [a = everything, b = everything] = args;
  switch (op) {
    case 'add':
      return args.reduce(sumOf);
    case 'subtract':
      return args.reduce(differenceOf);
    case 'multiply':
      return args.reduce(productOf);
    case 'divide':
      return args.reduce(quotientOf);
    case 'min':
      return interval(
        args.some((arg) => arg.lo === undefined) ? undefined : hull(args).lo,
        args.reduce<Scaled | undefined>((low, { hi }) => (low === undefined || (hi !== undefined && hi < low) ? hi : low), undefined),
      );
    case 'max':
      return interval(
        args.reduce<Scaled | undefined>((high, { lo }) => (high === undefined || (lo !== undefined && lo > high) ? lo : high), undefined),
        args.some((arg) => arg.hi === undefined) ? undefined : hull(args).hi,
      );
    case 'round':
      return outwards(a, grid ?? 1n);
    case 'age_years':
      return { lo: age(a.hi, b.lo), hi: age(a.lo, b.hi) };
    // a day outside of the years 1000 to 9999 is absent
    case 'add_days':
      return meet(sumOf(a, b), { lo: firstDay, hi: lastDay });
    case 'add_months':
      return meet({ lo: monthsAfter(a.lo, b.lo), hi: monthsAfter(a.hi, b.hi) }, { lo: firstDay, hi: lastDay });
    case 'days_between':
      return differenceOf(b, a);
    case 'unknown':
      return everything;
  }
}

const outwards = ({ lo, hi }: Interval, grid: Scaled): Interval => ({
  lo: lo === undefined ? undefined : floorTo(lo, grid),
  hi: hi === undefined ? undefined : ceilTo(hi, grid),
});

const isDay = (value: Scaled | undefined): value is Scaled => value !== undefined && value >= firstDay && value <= lastDay;

/** Whole years from one day to another, as the evaluator counts them; negative where the first is later. */
function age(born: Scaled | undefined, on: Scaled | undefined): Scaled | undefined {
  if (!isDay(born) || !isDay(on)) return undefined;
  return BigInt(Temporal.PlainDate.from(dateOf(born)).until(dateOf(on), { largestUnit: 'years' }).years) * one;
}

function monthsAfter(date: Scaled | undefined, months: Scaled | undefined): Scaled | undefined {
  if (!isDay(date) || months === undefined || months % one !== 0n || months > 100_000n * one || months < -100_000n * one) return undefined;
  return scaledDate(
    Temporal.PlainDate.from(dateOf(date))
      .add({ months: Number(months / one) })
      .toString(),
  );
}

/**
 * Bounds of each operand that follow from those of the result; for sums, differences and ages. A day or a unit wider than exact, for ends of months
 * and roundings.
 */
export function boundsOfArgs(term: Term, result: Interval, args: readonly Interval[]): readonly Interval[] {
  const [a = everything, b = everything] = args;
  switch (term.op) {
    case 'add':
      return term.wholeCents
        ? args
        : args.map((_, i) => wider(differenceOf(result, args.filter((__, j) => j !== i).reduce(sumOf, { lo: 0n, hi: 0n })), 1n));
    case 'subtract':
      return args.length !== 2 || term.wholeCents ? args : [wider(sumOf(result, b), 1n), wider(differenceOf(a, result), 1n)];
    case 'add_days':
      return [differenceOf(result, b), differenceOf(result, a)];
    case 'days_between':
      return [differenceOf(b, result), sumOf(a, result)];
    case 'min':
      return args.map(() => ({ lo: result.lo }));
    case 'max':
      return args.map(() => ({ hi: result.hi }));
    case 'age_years':
      return ageArgs(result, a, b);
    default:
      return args;
  }
}

const wider = ({ lo, hi }: Interval, by: Scaled): Interval => ({
  lo: lo === undefined ? undefined : lo - by,
  hi: hi === undefined ? undefined : hi + by,
});

function ageArgs(result: Interval, born: Interval, on: Interval): readonly Interval[] {
  const least = result.lo === undefined || result.lo < one ? undefined : result.lo / one;
  const most = result.hi === undefined || result.hi < 0n ? undefined : result.hi / one;
  const years = (day: Scaled | undefined, count: bigint | undefined, slack: Scaled): Scaled | undefined => {
    const moved = count === undefined ? undefined : monthsAfter(day, count * 12n * one);
    return moved === undefined ? undefined : moved + slack * one;
  };
  return [
    {
      lo: years(on.lo, most === undefined ? undefined : -(most + 1n), -1n),
      hi: years(on.hi, least === undefined ? undefined : -least, 1n),
    },
    { lo: years(born.lo, least, -1n), hi: years(born.hi, most === undefined ? undefined : most + 1n, 1n) },
  ];
}

/** Bounds of `to − from`. */
export interface Distance extends Interval {
  readonly from: Variable;
  readonly to: Variable;
}

/** Differences between values that a calculation fixes or bounds. `result` are the bounds of the calculation itself, `args` those of its operands. */
export function distancesOf(variable: Variable, result: Interval, args: readonly Interval[]): Distance[] {
  const { term } = variable;
  const [a, b] = term?.args ?? [];
  if (!term || !a || !b || term.args.length !== 2) return [];
  const [ofA = everything, ofB = everything] = args;
  const between = (from: Operand, to: Operand, by: Interval): Distance[] =>
    'constant' in from || 'constant' in to ? [] : [{ from: from.variable, to: to.variable, ...by }];
  const own = { variable };
  // sums of numbers without bounds may be rounded
  const exact = ofA.lo !== undefined && ofA.hi !== undefined && ofB.lo !== undefined && ofB.hi !== undefined;
  switch (term.op) {
    case 'days_between':
      return between(a, b, result);
    case 'add_days':
      return between(a, own, ofB);
    case 'add':
      return exact ? [...between(a, own, ofB), ...between(b, own, ofA)] : [];
    case 'subtract':
      return exact ? [...between(a, own, differenceOf({ lo: 0n, hi: 0n }, ofB)), ...between(b, a, result)] : [];
    case 'age_years':
      return between(a, b, {
        lo: result.lo === undefined ? undefined : daysOf(result.lo >= one ? result.lo : result.lo - one, -4n),
        hi: result.hi === undefined ? undefined : daysOf(result.hi >= 0n ? result.hi + one : result.hi, 4n),
      });
    default:
      return [];
  }
}

/** 365.2425 days a year; some days for leap years and centuries. */
const daysOf = (years: Scaled, slack: bigint): Scaled => ((years * 3_652_425n) / 10_000n / one + slack) * one;
