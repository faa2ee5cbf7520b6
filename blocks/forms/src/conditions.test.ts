import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import Big from 'big.js';
import fc from 'fast-check';
import type { Answers, Json } from './answers.ts';
import { checkDefinition } from './check-definition.ts';
import type { FormDefinition, FormNode } from './definition.ts';
import { evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { jsonOf } from './json-of.ts';

const t = (words: string): { de: string } => ({ de: words });
const common = { required: false, label: t('x') };
/** Two fields of every type at the top, one of most within a repeat group. */
const fields: FormNode[] = [
  { id: 'n1', kind: 'number', places: 6, ...common },
  { id: 'n2', kind: 'int', ...common },
  { id: 'm1', kind: 'currency', ...common },
  { id: 'm2', kind: 'currency', ...common },
  { id: 'd1', kind: 'date', ...common },
  { id: 'd2', kind: 'date', ...common },
  { id: 'b1', kind: 'bool', ...common },
  { id: 'b2', kind: 'bool', ...common },
  { id: 't1', kind: 'text', ...common },
  { id: 't2', kind: 'radios', ...common, options: ['a', 'b', 'c'].map((value) => ({ value, label: t(value) })) },
  { id: 'l1', kind: 'checkboxes', ...common, options: ['a', 'b', 'c'].map((value) => ({ value, label: t(value) })) },
  {
    id: 'r',
    kind: 'repeat',
    label: t('r'),
    itemLabel: t('r'),
    min: 0,
    max: 5,
    fields: [
      { id: 'n', kind: 'number', ...common },
      { id: 'm', kind: 'currency', ...common },
      { id: 'b', kind: 'bool', ...common },
    ],
  },
];
const today = '2026-11-23';

function definitionWith(value: Expression): FormDefinition {
  return {
    id: 'f',
    version: '1.0.0',
    title: t('f'),
    serviceKeys: [{ scheme: 'city', key: 'f' }],
    ownerUnit: 'u',
    legalBasis: [{ citation: '§' }],
    retention: { submissionMonths: 1, draftDays: 1 },
    trustLevel: 'none',
    languages: ['de'],
    pages: [{ id: 'p', title: t('p'), fields }],
    computed: [{ id: 'result', value }],
  };
}

/** What our engine says; the form must compile. */
function engine(value: Expression, answers: Answers): Json | undefined {
  const checked = checkDefinition(definitionWith(value));
  assert.ok(checked.ok, `${JSON.stringify(value)}: ${checked.ok ? '' : JSON.stringify(checked.faults)}`);
  return evaluate(checked.form, answers, { today, signedIn: false, trustLevel: 'none' }).computed['result'];
}

type Value = string | boolean | Big | readonly string[] | undefined;
type Op = Extract<Expression, { op: string }>;

/** The language read aloud: walks the tree each time, no types, no fast path, every number a decimal. Independent of the engine but for the tree's shape. */
function naive(e: Expression, answers: Answers, item?: Record<string, Json>): Value {
  if (typeof e === 'string' || typeof e === 'boolean') return e;
  if (typeof e === 'number') return new Big(e);
  if ('date' in e) return e.date;
  if ('cents' in e) return new Big(e.cents);
  if ('fact' in e) return today;
  if ('computed' in e) throw new Error('not generated');
  if ('answer' in e) return read(e.answer, e.answer.startsWith('r.') ? item?.[e.answer.slice(2)] : answers[e.answer]);
  return operate(e, answers, item);
}

function read(path: string, value: Json | undefined): Value {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value as string[];
  const kind = path.split('.').at(-1)?.[0];
  if ((kind === 'n' || kind === 'm') && (typeof value === 'string' || typeof value === 'number')) return new Big(value);
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}

function operate(e: Op, answers: Answers, item?: Record<string, Json>): Value {
  const arg = (i: number): Value => ('args' in e && e.args[i] !== undefined ? naive(e.args[i], answers, item) : undefined);
  const all = (): Value[] => ('args' in e ? e.args.map((one) => naive(one, answers, item)) : []);
  const rows = 'over' in e && Array.isArray(answers['r']) ? (answers['r'] as Record<string, Json>[]) : [];
  const chosen = (): Record<string, Json>[] =>
    rows.filter((row) => !('where' in e) || e.where === undefined || naive(e.where, answers, row) === true);
  switch (e.op) {
    case 'and':
      return all().every((value) => value === true);
    case 'or':
      return all().some((value) => value === true);
    case 'xor':
      return all().filter((value) => value === true).length % 2 === 1;
    case 'not':
      return arg(0) !== true;
    case 'equal':
      return order(arg(0), arg(1)) === 0;
    case 'not_equal':
      return order(arg(0), arg(1)) !== 0;
    case 'lt':
      return (order(arg(0), arg(1)) ?? 1) < 0;
    case 'lte':
      return (order(arg(0), arg(1)) ?? 1) <= 0;
    case 'gt':
      return (order(arg(0), arg(1)) ?? -1) > 0;
    case 'gte':
      return (order(arg(0), arg(1)) ?? -1) >= 0;
    case 'in':
      return listOf(e, arg(1)).includes(String(arg(0) ?? '\0'));
    case 'matches':
      return typeof arg(0) === 'string' && new RegExp(`^(?:${e.pattern})$`, 'u').test(String(arg(0)));
    case 'is_empty': {
      const value = arg(0);
      return value === undefined || (Array.isArray(value) && value.length === 0);
    }
    case 'count':
      return new Big(chosen().length);
    case 'any':
      return chosen().length > 0;
    case 'all':
      return chosen().length === rows.length;
    case 'sum':
      return chosen()
        .map((row) => naive(e.value, answers, row))
        .reduce<Big>((sum, value) => (value instanceof Big ? sum.plus(value) : sum), new Big(0));
    case 'add':
      return fold(all(), (a, b) => a.plus(b));
    case 'subtract':
      return fold(all(), (a, b) => a.minus(b));
    case 'multiply':
      return fold(all(), (a, b) => a.times(b));
    case 'min':
      return fold(all(), (a, b) => (a.lt(b) ? a : b));
    case 'max':
      return fold(all(), (a, b) => (a.gt(b) ? a : b));
    case 'if':
      return arg(0) === true ? arg(1) : arg(2);
    case 'age_years': {
      const born = arg(0);
      return typeof born === 'string' ? age(born, today) : undefined;
    }
    case 'days_between': {
      const [a, b] = [arg(0), arg(1)];
      return typeof a === 'string' && typeof b === 'string' ? new Big((Date.parse(b) - Date.parse(a)) / 86_400_000) : undefined;
    }
    case 'add_days': {
      const [a, b] = [arg(0), arg(1)];
      return typeof a === 'string' && b instanceof Big
        ? new Date(Date.parse(a) + b.toNumber() * 86_400_000).toISOString().slice(0, 10)
        : undefined;
    }
    default:
      throw new Error(`not generated: ${e.op}`);
  }
}

function listOf(e: Op, second: Value): readonly string[] {
  if ('values' in e && e.values) return e.values;
  return Array.isArray(second) ? (second as string[]) : [];
}

function order(a: Value, b: Value): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a instanceof Big && b instanceof Big) return a.cmp(b);
  return a === b ? 0 : String(a) < String(b) ? -1 : 1;
}

function fold(values: Value[], step: (a: Big, b: Big) => Big): Big | undefined {
  if (!values.every((value) => value instanceof Big)) return undefined;
  return values.slice(1).reduce<Big | undefined>((sum, value) => (sum && value ? step(sum, value) : undefined), values[0]);
}

function age(born: string, on: string): Big {
  const [y = 0, m = 0, d = 0] = born.split('-').map(Number);
  const [year = 0, month = 0, day = 0] = on.split('-').map(Number);
  const years = year - y;
  if (year < y || (year === y && (month < m || (month === m && day < d)))) {
    // before birth whole years are counted backwards
    return new Big(years + (month > m || (month === m && day > d) ? 1 : 0));
  }
  return new Big(years - (month < m || (month === m && day < d) ? 1 : 0));
}

interface Trees {
  bool: Expression;
  number: Expression;
  money: Expression;
  date: Expression;
  text: Expression;
}
type Arbitraries = { readonly [Type in keyof Trees]: fc.Arbitrary<Expression> };
const dates = fc.constantFrom('1990-02-28', '2008-11-23', '2008-11-24', '2026-11-23', '2027-01-31');
const comparisons = fc.constantFrom('equal' as const, 'not_equal' as const, 'lt' as const, 'lte' as const, 'gt' as const, 'gte' as const);
const additions = fc.constantFrom('add' as const, 'subtract' as const, 'min' as const, 'max' as const);

/** Random expressions of each type; within items of the repeat group they read its fields too, outside they look over its items. */
function trees(inItem: boolean): Arbitraries {
  const paths = (top: string[], within: string[]): fc.Arbitrary<Expression> =>
    fc.constantFrom(...top, ...(inItem ? within : [])).map((answer) => ({ answer }));
  const over = inItem ? undefined : trees(true);
  const pair = (one: fc.Arbitrary<Expression>): fc.Arbitrary<[Expression, Expression]> => fc.tuple(one, one);
  const list = (one: fc.Arbitrary<Expression>): fc.Arbitrary<Expression[]> => fc.array(one, { minLength: 1, maxLength: 3 });
  const quantified = over
    ? [fc.tuple(fc.constantFrom('any' as const, 'all' as const), over.bool).map(([op, where]): Expression => ({ op, over: 'r', where }))]
    : [];
  const counted = over
    ? [
        over.bool.map((where): Expression => ({ op: 'count', over: 'r', where })),
        fc.tuple(over.number, over.bool).map(([value, where]): Expression => ({ op: 'sum', over: 'r', value, where })),
      ]
    : [];
  const added = over ? [over.money.map((value): Expression => ({ op: 'sum', over: 'r', value }))] : [];
  // one depth for all types together, else they nest within each other without end
  const depth = { maxDepth: 4, depthIdentifier: fc.createDepthIdentifier() };
  return fc.letrec((tie: fc.LetrecTypedTie<Trees>) => ({
    bool: fc.oneof(
      depth,
      fc.boolean(),
      paths(['b1', 'b2'], ['r.b']),
      fc
        .tuple(fc.constantFrom('and' as const, 'or' as const, 'xor' as const), list(tie('bool')))
        .map(([op, args]): Expression => ({ op, args })),
      tie('bool').map((one): Expression => ({ op: 'not', args: [one] })),
      fc
        .tuple(comparisons, fc.oneof(pair(tie('number')), pair(tie('money')), pair(tie('date'))))
        .map(([op, args]): Expression => ({ op, args })),
      tie('text').map((one): Expression => ({ op: 'equal', args: [{ answer: 't1' }, one] })),
      tie('text').map((one): Expression => ({ op: 'in', args: [one], values: ['a', 'c'] })),
      fc.constantFrom('a', 'b').map((one): Expression => ({ op: 'in', args: [one, { answer: 'l1' }] })),
      fc.constantFrom('n1', 't1', 'l1', 'd1', 'r').map((answer): Expression => ({ op: 'is_empty', args: [{ answer }] })),
      fc.constant<Expression>({ op: 'matches', args: [{ answer: 't1' }], pattern: '[a-c]+' }),
      ...quantified,
    ),
    number: fc.oneof(
      depth,
      fc.constantFrom(0, 1, 0.1, 0.2, -3, 2.5),
      paths(['n1', 'n2'], ['r.n']),
      fc.tuple(additions, list(tie('number'))).map(([op, args]): Expression => ({ op, args })),
      pair(tie('number')).map((args): Expression => ({ op: 'multiply', args })),
      tie('date').map((one): Expression => ({ op: 'age_years', args: [one] })),
      pair(tie('date')).map((args): Expression => ({ op: 'days_between', args })),
      fc.tuple(tie('bool'), tie('number'), tie('number')).map((args): Expression => ({ op: 'if', args })),
      ...counted,
    ),
    money: fc.oneof(
      depth,
      fc.integer({ min: 0, max: 100_000 }).map((cents): Expression => ({ cents })),
      paths(['m1', 'm2'], ['r.m']),
      fc.tuple(additions, list(tie('money'))).map(([op, args]): Expression => ({ op, args })),
      fc.tuple(tie('bool'), tie('money'), tie('money')).map((args): Expression => ({ op: 'if', args })),
      ...added,
    ),
    date: fc.oneof(
      depth,
      dates.map((date): Expression => ({ date })),
      paths(['d1', 'd2'], []),
      fc.constant<Expression>({ fact: 'today' }),
      fc.tuple(tie('date'), fc.integer({ min: -400, max: 400 })).map((args): Expression => ({ op: 'add_days', args })),
    ),
    text: fc.oneof(depth, fc.constantFrom('a', 'b', 'c'), paths(['t1', 't2'], [])),
  }));
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const decimals = fc.integer({ min: -100_000, max: 100_000 }).map((value) => new Big(value).div(100).toFixed());
const cents = fc.integer({ min: 0, max: 1_000_000 });
const answers: fc.Arbitrary<Answers> = fc.record({
  n1: maybe(decimals),
  n2: maybe(fc.integer({ min: -1000, max: 1000 })),
  m1: maybe(cents),
  m2: maybe(cents),
  d1: maybe(dates),
  d2: maybe(dates),
  b1: maybe(fc.boolean()),
  b2: maybe(fc.boolean()),
  t1: maybe(fc.constantFrom('a', 'ab', 'x', '')),
  t2: maybe(fc.constantFrom('a', 'b')),
  l1: maybe(fc.subarray(['a', 'b', 'c'])),
  r: fc.array(fc.record({ n: maybe(decimals), m: maybe(cents), b: maybe(fc.boolean()) }), { maxLength: 3 }),
});
const { bool, number, money, date } = trees(false);
const anyTree = fc.oneof(bool, number, money, date);

/** Numbers compare by value: the engine keeps integers as numbers and other decimals as digits. */
const told = (value: Value | Json): unknown => {
  if (value instanceof Big || typeof value === 'number') return `#${new Big(value).toFixed()}`;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? `#${new Big(value).toFixed()}` : jsonOf(value);
};

describe('conditions and calculations', () => {
  it('mean what a naive reading of the tree means', () => {
    fc.assert(
      fc.property(anyTree, answers, (expression, given) => {
        assert.deepEqual(told(engine(expression, given)), told(naive(expression, given)), JSON.stringify(expression));
      }),
      { numRuns: 600 },
    );
  });

  it('calculate with decimals', () => {
    assert.equal(engine({ op: 'add', args: [0.1, 0.2] }, {}), '0.3');
    assert.equal(engine({ op: 'divide', args: [1, 8] }, {}), '0.125');
    assert.equal(engine({ op: 'divide', args: [1, 0] }, {}), undefined);
    assert.equal(engine({ op: 'multiply', args: [{ cents: 333 }, 0.5] }, {}), 167);
    assert.equal(engine({ op: 'divide', args: [{ cents: 1000 }, 3] }, {}), 333);
    assert.equal(engine({ op: 'round', args: [{ cents: 12_345 }], places: 0, mode: 'up' }, {}), 12_400);
    assert.equal(engine({ op: 'round', args: [2.345], places: 2 }, {}), '2.35');
    assert.equal(engine({ op: 'subtract', args: [9_007_199_254_740_991, -1] }, {}), '9007199254740992');
  });

  it('count years and months as the calendar does', () => {
    assert.equal(engine({ op: 'age_years', args: [{ date: '2008-02-29' }, { date: '2026-02-28' }] }, {}), 17);
    assert.equal(engine({ op: 'age_years', args: [{ date: '2008-02-29' }, { date: '2026-03-01' }] }, {}), 18);
    assert.equal(engine({ op: 'add_months', args: [{ date: '2027-01-31' }, 1] }, {}), '2027-02-28');
    assert.equal(engine({ op: 'add_days', args: [{ date: '2026-12-31' }, 1] }, {}), '2027-01-01');
    assert.equal(engine({ op: 'add_days', args: [{ date: '2026-12-31' }, 1e15] }, {}), undefined);
  });

  it('cannot be made to grow without end', () => {
    let value: Expression = 99_999.9;
    for (let i = 0; i < 30; i++) value = { op: 'multiply', args: [value, 99_999.9] };
    assert.ok(JSON.stringify(engine(value, {})).replaceAll('"', '').replace(/0+$/, '').length <= 35);
  });
});
