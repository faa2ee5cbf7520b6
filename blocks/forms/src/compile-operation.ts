import { compileAggregate } from './compile-aggregate.ts';
import { compileCalculation } from './compile-calculation.ts';
import { type Decimal, compare } from './decimal.ts';
import type { Comparison, Emptiness, Expression, Logic, Match, Membership } from './expression.ts';
import type { Compute } from './form-tree.ts';
import { compilePattern } from './pattern.ts';
import { type Compiled, type Place, compileArgs, fault } from './place.ts';

/** An expression with an operator. */
export type Operation = Extract<Expression, { op: string }>;

export function compileOperation(expression: Operation, place: Place): Compiled | undefined {
  switch (expression.op) {
    case 'and':
    case 'or':
    case 'xor':
    case 'not':
      return compileLogic(expression, place);
    case 'equal':
    case 'not_equal':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return compileComparison(expression, place);
    case 'in':
      return compileMembership(expression, place);
    case 'matches':
      return compileMatch(expression, place);
    case 'is_empty':
      return compileEmptiness(expression, place);
    case 'count':
    case 'any':
    case 'all':
    case 'sum':
      return compileAggregate(expression, place);
    default:
      return compileCalculation(expression, place);
  }
}

const truth = (type: 'bool', run: Compute<boolean>): Compiled => ({ type, run });

function compileLogic({ op, args }: Logic, place: Place): Compiled | undefined {
  const compiled = compileArgs(args, place);
  if (!compiled) return undefined;
  const wrong = compiled.findIndex((arg) => arg.type !== 'bool');
  if (wrong >= 0) return fault(place, `"${op}" needs conditions, this is a ${compiled[wrong]?.type}`, `/args/${wrong}`);
  const runs = compiled.map((arg) => arg.run);
  const [first, second] = runs;
  if (op === 'not' && first) return truth('bool', (frame) => first(frame) !== true);
  if (op === 'and' && runs.length === 2 && first && second)
    return truth('bool', (frame) => first(frame) === true && second(frame) === true);
  if (op === 'and') return truth('bool', (frame) => runs.every((run) => run(frame) === true));
  if (op === 'or') return truth('bool', (frame) => runs.some((run) => run(frame) === true));
  return truth('bool', (frame) => runs.filter((run) => run(frame) === true).length % 2 === 1);
}

const orderedTypes = ['number', 'money', 'date', 'time', 'datetime'];
const ordered = new Set<string>(orderedTypes);
const comparable = new Set<string>([...orderedTypes, 'text', 'bool']);
const orders: Record<Comparison['op'], (order: number) => boolean> = {
  equal: (order) => order === 0,
  not_equal: (order) => order !== 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
};

function compileComparison({ op, args }: Comparison, place: Place): Compiled | undefined {
  const compiled = compileArgs(args, place);
  const [left, right] = compiled ?? [];
  if (!left || !right) return undefined;
  if (left.type !== right.type) return fault(place, `a ${left.type} cannot be compared with a ${right.type}${hint(left, right)}`);
  const allowed = op === 'equal' || op === 'not_equal' ? comparable : ordered;
  if (!allowed.has(left.type)) return fault(place, `"${op}" does not work on a ${left.type}`);
  if (!knowsValue(left, right, place, 1) || !knowsValue(right, left, place, 0)) return undefined;
  const a = left.run;
  const b = right.run;
  if (left.type !== 'number' && op === 'equal') return truth('bool', (frame) => same(a(frame), b(frame)));
  if (left.type !== 'number' && op === 'not_equal') return truth('bool', (frame) => !same(a(frame), b(frame)));
  const holds = orders[op];
  const order = left.type === 'number' ? (x: unknown, y: unknown) => compare(x as Decimal, y as Decimal) : plainOrder;
  return truth('bool', (frame) => {
    const x = a(frame);
    const y = b(frame);
    return x === undefined || y === undefined ? op === 'not_equal' : holds(order(x, y));
  });
}

const same = (x: unknown, y: unknown): boolean => x !== undefined && x === y;

/** Money is integer cents; civil dates and times in ISO form sort as text. */
function plainOrder(x: unknown, y: unknown): number {
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  const a = String(x);
  const b = String(y);
  return a < b ? -1 : a > b ? 1 : 0;
}

function hint(left: Compiled, right: Compiled): string {
  const types = new Set([left.type, right.type]);
  if (types.has('date') && types.has('text')) return '; write a day as { "date": "YYYY-MM-DD" }';
  if (types.has('money') && types.has('number')) return '; write an amount as { "cents": 3000 }';
  if (types.has('list')) return '; use "in" with the checkboxes as second argument';
  return '';
}

/** A text compared with a field that has options must be one of them: else a misspelt value would never match and nobody would see it. */
function knowsValue(field: Compiled, other: Compiled, place: Place, at: number): boolean {
  if (other.literal === undefined || !field.values || field.values.includes(other.literal)) return true;
  fault(place, `"${other.literal}" is not one of ${field.values.join(', ')}`, `/args/${at}`);
  return false;
}

function compileMembership({ args, values }: Membership, place: Place): Compiled | undefined {
  const compiled = compileArgs(args, place);
  const [value, list] = compiled ?? [];
  if (!value) return undefined;
  if (value.type !== 'text') return fault(place, `"in" looks for a text, this is a ${value.type}`, '/args/0');
  const run = value.run;
  if (list) {
    if (values) return fault(place, '"in" takes values or a second argument, not both');
    if (list.type !== 'list') return fault(place, `the second argument of "in" must be checkboxes, this is a ${list.type}`, '/args/1');
    if (!knowsValue(list, value, place, 0)) return undefined;
    const ticked = list.run;
    return truth('bool', (frame) => {
      const found = run(frame);
      const among = ticked(frame);
      return found !== undefined && Array.isArray(among) && among.includes(found);
    });
  }
  if (!values) return fault(place, '"in" needs values or checkboxes as second argument');
  const unknown = values.findIndex((literal) => value.values && !value.values.includes(literal));
  if (unknown >= 0) return fault(place, `"${values[unknown]}" is not one of ${value.values?.join(', ')}`, `/values/${unknown}`);
  const set = new Set<unknown>(values);
  return truth('bool', (frame) => set.has(run(frame)));
}

function compileMatch({ args, pattern }: Match, place: Place): Compiled | undefined {
  const value = compileArgs(args, place)?.[0];
  if (!value) return undefined;
  if (value.type !== 'text') return fault(place, `"matches" looks at a text, this is a ${value.type}`, '/args/0');
  try {
    const compiled = compilePattern(pattern);
    const run = value.run;
    return truth('bool', (frame) => {
      const text = run(frame);
      return typeof text === 'string' && compiled.test(text);
    });
  } catch (problem) {
    return fault(place, problem instanceof Error ? problem.message : 'pattern', '/pattern');
  }
}

function compileEmptiness({ args }: Emptiness, place: Place): Compiled | undefined {
  const run = compileArgs(args, place)?.[0]?.run;
  return (
    run &&
    truth('bool', (frame) => {
      const value = run(frame);
      return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    })
  );
}
