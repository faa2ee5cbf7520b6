import {
  type CompiledForm,
  type CompiledNode,
  type Condition,
  type Expression,
  compilePattern,
  optionsOf,
  typeOfExpression,
} from '@amt/forms';
import { type Locale, pick } from '@amt/i18n';
import { labelOf } from './node-text.ts';
import { scaledNumber } from './scaled.ts';

/** How a field can be compared in a sentence an author builds from selects. */
export type ComparisonName =
  | 'is'
  | 'isNot'
  | 'less'
  | 'atMost'
  | 'greater'
  | 'atLeast'
  | 'before'
  | 'notAfter'
  | 'after'
  | 'notBefore'
  | 'beforeToday'
  | 'afterToday'
  | 'yes'
  | 'no'
  | 'ticked'
  | 'notTicked'
  | 'matches'
  | 'empty'
  | 'notEmpty';

/** What has to be given for a comparison: nothing, one of the options, a number, cents, a day, or a text. */
export type OperandKind = 'none' | 'option' | 'number' | 'money' | 'date' | 'text' | 'pattern';

export interface ConditionShape {
  /** path of the field, or `computed:<id>` */
  readonly field: string;
  readonly label: string;
  /** path of the repeat group around: such a field can be used inside of it only */
  readonly within?: string;
  readonly comparisons: readonly { readonly name: ComparisonName; readonly operand: OperandKind }[];
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

const presence = [
  { name: 'notEmpty', operand: 'none' },
  { name: 'empty', operand: 'none' },
] as const;
const ordered = (operand: OperandKind): ConditionShape['comparisons'] =>
  (['is', 'isNot', 'less', 'atMost', 'greater', 'atLeast'] as const).map((name) => ({ name, operand }));
const options = [
  { name: 'is', operand: 'option' },
  { name: 'isNot', operand: 'option' },
] as const;

const byType: Readonly<Record<string, ConditionShape['comparisons']>> = {
  bool: [
    { name: 'yes', operand: 'none' },
    { name: 'no', operand: 'none' },
  ],
  number: ordered('number'),
  money: ordered('money'),
  date: [
    ...(['is', 'before', 'notAfter', 'after', 'notBefore'] as const).map((name) => ({ name, operand: 'date' as const })),
    { name: 'beforeToday', operand: 'none' },
    { name: 'afterToday', operand: 'none' },
  ],
  text: [
    { name: 'is', operand: 'text' },
    { name: 'isNot', operand: 'text' },
    { name: 'matches', operand: 'pattern' },
  ],
  list: [
    { name: 'ticked', operand: 'option' },
    { name: 'notTicked', operand: 'option' },
  ],
};

/** The comparisons a page may offer for each field and computed value of a form: by type of value, and by options where there are some. */
export function conditionShapes(form: CompiledForm, locale: Locale = 'de'): ConditionShape[] {
  const fields = form.tree.nodes.flatMap((node): ConditionShape[] => {
    const type = typeOfExpression(form, { answer: node.path }, node.owner?.path);
    if (type === undefined) return [];
    const known = choicesOf(form, node, locale);
    const comparisons = [...(known && type === 'text' ? options : (byType[type] ?? [])), ...presence];
    const common = { field: node.path, label: labelOf(node, locale), comparisons };
    return [{ ...common, ...(node.owner ? { within: node.owner.path } : {}), ...(known ? { options: known } : {}) }];
  });
  const computed = (form.definition.computed ?? []).flatMap(({ id, label }): ConditionShape[] => {
    const type = typeOfExpression(form, { computed: id });
    const comparisons = type === undefined ? undefined : byType[type];
    return comparisons
      ? [{ field: `computed:${id}`, label: label ? pick(label, locale) : id, comparisons: [...comparisons, ...presence] }]
      : [];
  });
  return [...fields, ...computed];
}

function choicesOf(form: CompiledForm, { def }: CompiledNode, locale: Locale): ConditionShape['options'] | undefined {
  if ('branches' in def) return def.branches.map((branch) => ({ value: branch.id, label: pick(branch.label, locale) }));
  if (!('kind' in def) || (def.kind !== 'select' && def.kind !== 'radios' && def.kind !== 'checkboxes')) return undefined;
  return optionsOf(form.definition, def).map((option) => ({ value: option.value, label: pick(option.label, locale) }));
}

/** One row of a sentence builder as it is posted: all values are texts. Amounts in euros, days as YYYY-MM-DD, decimals with a point. */
export interface ComparisonRow {
  readonly field: string;
  readonly comparison: string;
  readonly value?: string;
}
/** Rows joined by all or any; groups of rows inside, one level deep. */
export interface ConditionRows {
  readonly join: 'all' | 'any';
  readonly rows: readonly (ComparisonRow | { readonly join: 'all' | 'any'; readonly rows: readonly ComparisonRow[] })[];
}
/** A row that makes no condition: `at` are its numbers, e.g. `[2]` or `[2, 0]`. */
export interface RowFault {
  readonly at: readonly number[];
  readonly code: 'unknown-field' | 'unknown-comparison' | 'value-missing' | 'wrong-value';
}

/** The condition that rows of a sentence builder stand for; all wrong rows are told. */
export function conditionFrom(
  shapes: readonly ConditionShape[],
  { join, rows }: ConditionRows,
): { ok: true; condition: Condition } | { ok: false; faults: readonly RowFault[] } {
  const faults: RowFault[] = [];
  const row = (one: ComparisonRow, at: readonly number[]): Condition => {
    const made = comparisonFrom(shapes, one);
    if (typeof made === 'object' && 'code' in made) faults.push({ at, code: made.code });
    return typeof made === 'object' && 'code' in made ? true : made;
  };
  const parts = rows.map((one, i) =>
    'rows' in one
      ? joinAll(
          one.join,
          one.rows.map((inner, j) => row(inner, [i, j])),
        )
      : row(one, [i]),
  );
  return faults.length > 0 ? { ok: false, faults } : { ok: true, condition: joinAll(join, parts) };
}

function joinAll(join: 'all' | 'any', parts: readonly Condition[]): Condition {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return parts.length === 0 ? true : { op: join === 'all' ? 'and' : 'or', args: [...parts] };
}

function comparisonFrom(
  shapes: readonly ConditionShape[],
  { field, comparison, value = '' }: ComparisonRow,
): Condition | Pick<RowFault, 'code'> {
  const shape = shapes.find((one) => one.field === field);
  if (!shape) return { code: 'unknown-field' };
  const known = shape.comparisons.find((one) => one.name === comparison);
  if (!known) return { code: 'unknown-comparison' };
  if (known.operand !== 'none' && value.trim() === '') return { code: 'value-missing' };
  const operand = operandFrom(known.operand, value.trim(), shape);
  if (operand === undefined) return { code: 'wrong-value' };
  const subject: Expression = field.startsWith('computed:') ? { computed: field.slice('computed:'.length) } : { answer: field };
  return constructors[known.name](subject, operand);
}

function operandFrom(kind: OperandKind, value: string, shape: ConditionShape): Expression | undefined {
  switch (kind) {
    case 'none':
      return true;
    case 'option':
      return shape.options?.some((option) => option.value === value) ? value : undefined;
    case 'number':
      return scaledNumber(value) === undefined ? undefined : Number(value);
    case 'money':
      return /^-?\d{1,12}(\.\d{1,2})?$/.test(value) ? { cents: Math.round(Number(value) * 100) } : undefined;
    case 'date':
      return isDay(value) ? { date: value } : undefined;
    case 'text':
      return value;
    case 'pattern':
      return isPattern(value) ? value : undefined;
  }
}

function isDay(value: string): boolean {
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);
}

function isPattern(value: string): boolean {
  try {
    compilePattern(value);
    return true;
  } catch {
    return false;
  }
}

type Constructor = (subject: Expression, operand: Expression) => Condition;
const compared =
  (op: 'equal' | 'not_equal' | 'lt' | 'lte' | 'gt' | 'gte'): Constructor =>
  (subject, operand) => ({ op, args: [subject, operand] });

/** How each comparison is written in the language of conditions. */
const constructors: Readonly<Record<ComparisonName, Constructor>> = {
  is: compared('equal'),
  isNot: compared('not_equal'),
  less: compared('lt'),
  atMost: compared('lte'),
  greater: compared('gt'),
  atLeast: compared('gte'),
  before: compared('lt'),
  notAfter: compared('lte'),
  after: compared('gt'),
  notBefore: compared('gte'),
  beforeToday: (subject) => ({ op: 'lt', args: [subject, { fact: 'today' }] }),
  afterToday: (subject) => ({ op: 'gt', args: [subject, { fact: 'today' }] }),
  yes: (subject) => ({ op: 'equal', args: [subject, true] }),
  no: (subject) => ({ op: 'equal', args: [subject, false] }),
  ticked: (subject, operand) => ({ op: 'in', args: [operand, subject] }),
  notTicked: (subject, operand) => ({ op: 'not', args: [{ op: 'in', args: [operand, subject] }] }),
  matches: (subject, operand) => ({ op: 'matches', args: [subject], pattern: typeof operand === 'string' ? operand : '' }),
  empty: (subject) => ({ op: 'is_empty', args: [subject] }),
  notEmpty: (subject) => ({ op: 'not', args: [{ op: 'is_empty', args: [subject] }] }),
};
