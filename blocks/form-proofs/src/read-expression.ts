import type { Expression } from '@amt/forms';

/** As deep as a definition may be nested; nothing deeper is ever published. */
const deepest = 80;

const counts: Readonly<Record<string, readonly [number, number]>> = {
  and: [1, Infinity],
  or: [1, Infinity],
  xor: [1, Infinity],
  not: [1, 1],
  equal: [2, 2],
  not_equal: [2, 2],
  lt: [2, 2],
  lte: [2, 2],
  gt: [2, 2],
  gte: [2, 2],
  in: [1, 2],
  matches: [1, 1],
  is_empty: [1, 1],
  add: [1, Infinity],
  subtract: [1, Infinity],
  multiply: [1, Infinity],
  divide: [1, Infinity],
  min: [1, Infinity],
  max: [1, Infinity],
  round: [1, 1],
  age_years: [1, 2],
  add_days: [2, 2],
  add_months: [2, 2],
  days_between: [2, 2],
  if: [3, 3],
};

/**
 * The value as an expression, if it has the shape of one. Of a form that is being written nobody has checked that; whether its references lead
 * somewhere and its types fit is not looked at.
 */
export function readExpression(value: unknown, depth = 0): Expression | undefined {
  return hasShape(value, depth) ? (value as Expression) : undefined;
}

function hasShape(value: unknown, depth: number): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > deepest) return false;
  const parts = value as Readonly<Record<string, unknown>>;
  const { op, args, over } = parts;
  if (op === undefined) return isLeaf(parts);
  if (typeof op !== 'string') return false;
  const inner = (part: unknown): boolean => hasShape(part, depth + 1);
  const fits = (part: unknown): boolean => part === undefined || inner(part);
  if (op === 'count' || op === 'any' || op === 'all' || op === 'sum')
    return typeof over === 'string' && fits(parts['where']) && (op !== 'sum' || inner(parts['value']));
  const [least, most] = Object.hasOwn(counts, op) ? (counts[op] ?? [1, 0]) : [1, 0];
  if (!Array.isArray(args) || args.length < least || args.length > most || !args.every(inner)) return false;
  if (op === 'round') return Number.isInteger(parts['places']);
  if (op === 'matches') return typeof parts['pattern'] === 'string';
  return op !== 'in' || args.length === 2 || isTexts(parts['values']);
}

function isLeaf({ answer, computed, fact, cents, date }: Readonly<Record<string, unknown>>): boolean {
  if (typeof answer === 'string' || typeof computed === 'string') return true;
  if (typeof cents === 'number') return Number.isFinite(cents);
  if (typeof date === 'string') return isDay(date);
  return fact === 'today' || fact === 'signedIn' || fact === 'trustLevel';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
