import { compilePattern } from '@amt/forms';
import type { Range, Variable } from './formula.ts';
import { type Interval, meet } from './interval.ts';
import { type Scaled, ceilTo, floorTo } from './scaled.ts';

/** What a variable may still be. Never smaller than what it really can be: an empty set with `absent: false` is a proof. */
export interface ValueSet {
  /** may be absent */
  readonly absent: boolean;
  /** may be there */
  readonly present: boolean;
  readonly range: Interval;
  readonly notNumbers: readonly Scaled[];
  /** undefined = any text but `notValues` */
  readonly values: ReadonlySet<string> | undefined;
  readonly notValues: ReadonlySet<string>;
  readonly like: readonly string[];
  readonly unlike: readonly string[];
}

const none: ReadonlySet<string> = new Set();
export const anything: ValueSet = {
  absent: true,
  present: true,
  range: {},
  notNumbers: [],
  values: undefined,
  notValues: none,
  like: [],
  unlike: [],
};

export const isImpossible = (set: ValueSet): boolean => !set.absent && !set.present;

/** Narrows by what a literal says of values that are there. `accepts`: whether the field takes a text. */
export function narrow(set: ValueSet, range: Range, variable: Variable, accepts: (text: string) => boolean): ValueSet {
  if ('notNumber' in range) return settled({ ...set, notNumbers: [...set.notNumbers, range.notNumber] }, variable, accepts);
  if ('values' in range) {
    const values = set.values === undefined ? range.values : new Set([...range.values].filter((value) => set.values?.has(value)));
    return settled({ ...set, values }, variable, accepts);
  }
  if ('notValues' in range) return settled({ ...set, notValues: new Set([...set.notValues, ...range.notValues]) }, variable, accepts);
  if ('like' in range) return settled({ ...set, like: [...set.like, range.like] }, variable, accepts);
  if ('unlike' in range) return settled({ ...set, unlike: [...set.unlike, range.unlike] }, variable, accepts);
  return settled({ ...set, range: meet(set.range, range) }, variable, accepts);
}

/** Bounds on the grid, no values left that other literals exclude, and no presence without values. */
export function settled(set: ValueSet, { sort, step }: Variable, accepts: (text: string) => boolean): ValueSet {
  if (!set.present) return set;
  if (sort === 'number') {
    let { lo, hi } = set.range;
    if (step > 0n) {
      lo = lo === undefined ? undefined : ceilTo(lo, step);
      hi = hi === undefined ? undefined : floorTo(hi, step);
      while (lo !== undefined && set.notNumbers.includes(lo)) lo += step;
      while (hi !== undefined && set.notNumbers.includes(hi)) hi -= step;
    }
    const empty = lo !== undefined && hi !== undefined && (lo > hi || (lo === hi && set.notNumbers.includes(lo)));
    return { ...set, range: { lo, hi }, present: !empty };
  }
  if (sort !== 'text' || set.values === undefined) return set;
  const values = new Set(
    [...set.values].filter(
      (value) =>
        !set.notValues.has(value) &&
        set.like.every((pattern) => compilePattern(pattern).test(value)) &&
        !set.unlike.some((pattern) => compilePattern(pattern).test(value)) &&
        accepts(value),
    ),
  );
  return { ...set, values, present: values.size > 0 };
}
