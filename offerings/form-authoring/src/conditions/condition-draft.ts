import type { AuthorOption } from '../model/author-form.ts';
import type { Operand, OperandType } from './operands.ts';

/** How an operand is compared; which ones it allows follows from its type. */
export const comparisons = {
  text: ['equal', 'not_equal', 'filled', 'is_empty'],
  choice: ['equal', 'not_equal', 'filled', 'is_empty'],
  ticks: ['ticked', 'not_ticked', 'filled', 'is_empty'],
  bool: ['yes', 'no', 'is_empty'],
  number: ['equal', 'not_equal', 'lt', 'lte', 'gt', 'gte', 'filled', 'is_empty'],
  money: ['equal', 'lt', 'lte', 'gt', 'gte', 'filled', 'is_empty'],
  date: ['equal', 'lt', 'lte', 'gt', 'gte', 'age_gte', 'age_lt', 'filled', 'is_empty'],
  other: ['filled', 'is_empty'],
} as const satisfies Record<OperandType, readonly string[]>;
export type ComparisonName = (typeof comparisons)[OperandType][number];
const withoutValue: ReadonlySet<string> = new Set(['filled', 'is_empty', 'yes', 'no']);

export interface DraftRow {
  /** key of the operand; '' while none is chosen */
  readonly field: string;
  readonly comparison: string;
  /** as typed or chosen */
  readonly value: string;
}
export interface DraftGroup {
  readonly mode: 'all' | 'any';
  readonly rows: readonly DraftRow[];
}
/** A condition as the page of sentences shows it: rows joined by "all" or "any", and one level of groups of rows. */
export interface ConditionDraft {
  readonly mode: 'all' | 'any';
  readonly items: readonly (DraftRow | DraftGroup)[];
}

export const emptyRow: DraftRow = { field: '', comparison: '', value: '' };

export function needsValue(comparison: string): boolean {
  return comparison !== '' && !withoutValue.has(comparison);
}

export function isGroup(item: DraftRow | DraftGroup): item is DraftGroup {
  return 'rows' in item;
}

interface Parts {
  readonly op?: unknown;
  readonly args?: unknown;
  readonly cents?: unknown;
  readonly date?: unknown;
}

/** The condition as rows; `undefined` where it says more than rows can. */
export function draftOf(expression: unknown, operands: readonly Operand[]): ConditionDraft | undefined {
  const joined = joinedBy(expression);
  if (!joined) {
    const row = rowOf(expression, operands);
    return row && { mode: 'all', items: [row] };
  }
  const items: (DraftRow | DraftGroup)[] = [];
  for (const part of joined.args) {
    const inner = joinedBy(part);
    const item = inner ? groupOf(inner, operands) : rowOf(part, operands);
    if (!item) return undefined;
    items.push(item);
  }
  return { mode: joined.mode, items };
}

function joinedBy(expression: unknown): { mode: 'all' | 'any'; args: readonly unknown[] } | undefined {
  const { op, args } = partsOf(expression);
  if ((op !== 'and' && op !== 'or') || !Array.isArray(args)) return undefined;
  return { mode: op === 'and' ? 'all' : 'any', args };
}

function groupOf({ mode, args }: { mode: 'all' | 'any'; args: readonly unknown[] }, operands: readonly Operand[]): DraftGroup | undefined {
  const rows = args.map((arg) => rowOf(arg, operands));
  return rows.every((row) => row !== undefined) ? { mode, rows } : undefined;
}

function partsOf(expression: unknown): Parts {
  return typeof expression === 'object' && expression !== null ? expression : {};
}

function rowOf(expression: unknown, operands: readonly Operand[]): DraftRow | undefined {
  const { op, args } = partsOf(expression);
  if (!Array.isArray(args)) return undefined;
  const [left, right] = args as readonly unknown[];
  const operand = operandFor(left, operands);
  if (op === 'not') return negatedRow(left, operands);
  if (op === 'is_empty') return operand && { field: operand.key, comparison: 'is_empty', value: '' };
  if (op === 'in') {
    const ticks = operandFor(right, operands);
    return ticks && typeof left === 'string' ? { field: ticks.key, comparison: 'ticked', value: left } : undefined;
  }
  if (typeof op !== 'string' || !['equal', 'not_equal', 'lt', 'lte', 'gt', 'gte'].includes(op)) return undefined;
  if (!operand) return ageRow(op, left, right, operands);
  if (typeof right === 'boolean') return op === 'equal' ? { field: operand.key, comparison: right ? 'yes' : 'no', value: '' } : undefined;
  const value = valueText(right);
  return value === undefined || !(comparisons[operand.type] as readonly string[]).includes(op)
    ? undefined
    : { field: operand.key, comparison: op, value };
}

function negatedRow(inner: unknown, operands: readonly Operand[]): DraftRow | undefined {
  const row = rowOf(inner, operands);
  if (row?.comparison === 'is_empty') return { ...row, comparison: 'filled' };
  return row?.comparison === 'ticked' ? { ...row, comparison: 'not_ticked' } : undefined;
}

function ageRow(op: string, left: unknown, right: unknown, operands: readonly Operand[]): DraftRow | undefined {
  const { op: inner, args } = partsOf(left);
  if (inner !== 'age_years' || !Array.isArray(args) || args.length !== 1 || typeof right !== 'number') return undefined;
  const operand = operandFor(args[0], operands);
  if (!operand || (op !== 'gte' && op !== 'lt')) return undefined;
  return { field: operand.key, comparison: op === 'gte' ? 'age_gte' : 'age_lt', value: String(right) };
}

export function operandFor(expression: unknown, operands: readonly Operand[]): Operand | undefined {
  const text = JSON.stringify(expression);
  return operands.find((operand) => JSON.stringify(operand.expression) === text);
}

/** Literals as people write them. */
export function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value).replace('.', ',');
  const { cents, date } = partsOf(value);
  if (typeof cents === 'number') return (cents / 100).toFixed(2).replace('.', ',');
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typeof date === 'string' ? date : '') ?? [];
  return year === undefined ? undefined : `${day}.${month}.${year}`;
}

export type DraftFault = { readonly at: string; readonly code: 'field' | 'comparison' | 'value' | 'option' | 'number' | 'money' | 'day' };

/** The condition the rows say; rows without a field are left out. `expression` is `undefined` where no row is left: then there is no condition. */
export function conditionOf(draft: ConditionDraft, operands: readonly Operand[]): { expression: unknown; faults: readonly DraftFault[] } {
  const faults: DraftFault[] = [];
  const items = draft.items.flatMap((item, i) => {
    if (!isGroup(item)) return expressionOf(item, `i${i}`, operands, faults) ?? [];
    const rows = item.rows.flatMap((row, j) => expressionOf(row, `i${i}.${j}`, operands, faults) ?? []);
    return rows.length === 0 ? [] : [joined(item.mode, rows)];
  });
  return { expression: items.length === 0 ? undefined : items.length === 1 ? items[0] : joined(draft.mode, items), faults };
}

const joined = (mode: 'all' | 'any', args: readonly unknown[]): unknown =>
  args.length === 1 ? args[0] : { op: mode === 'all' ? 'and' : 'or', args };

function expressionOf(row: DraftRow, at: string, operands: readonly Operand[], faults: DraftFault[]): unknown {
  if (row.field === '') return undefined;
  const operand = operands.find(({ key }) => key === row.field);
  if (!operand) return void faults.push({ at: `${at}.field`, code: 'field' });
  const { expression, type } = operand;
  const comparison = row.comparison as ComparisonName;
  if (!(comparisons[type] as readonly string[]).includes(comparison))
    return void faults.push({ at: `${at}.comparison`, code: 'comparison' });
  switch (comparison) {
    case 'filled':
      return { op: 'not', args: [{ op: 'is_empty', args: [expression] }] };
    case 'is_empty':
      return { op: 'is_empty', args: [expression] };
    case 'yes':
    case 'no':
      return { op: 'equal', args: [expression, comparison === 'yes'] };
  }
  const literal = operand.options
    ? optionOf(row.value, operand.options)
    : literalOf(row.value, comparison.startsWith('age_') ? 'number' : type);
  if ('code' in literal) return void faults.push({ at: `${at}.value`, code: literal.code });
  switch (comparison) {
    case 'ticked':
      return { op: 'in', args: [literal.value, expression] };
    case 'not_ticked':
      return { op: 'not', args: [{ op: 'in', args: [literal.value, expression] }] };
    case 'age_gte':
    case 'age_lt':
      return { op: comparison === 'age_gte' ? 'gte' : 'lt', args: [{ op: 'age_years', args: [expression] }, literal.value] };
    default:
      return { op: comparison, args: [expression, literal.value] };
  }
}

/** A choice by its value, or by its words where it was typed. */
function optionOf(typed: string, options: readonly AuthorOption[]): { value: unknown } | { code: 'value' | 'option' } {
  const words = typed.trim().toLowerCase();
  if (words === '') return { code: 'value' };
  const found = options.find(({ value }) => value === typed.trim()) ?? options.find(({ label }) => label.de.trim().toLowerCase() === words);
  return found ? { value: found.value } : { code: 'option' };
}

/** What was typed, as a literal of the operand's type. */
export function literalOf(typed: string, type: OperandType): { value: unknown } | { code: 'value' | 'number' | 'money' | 'day' } {
  const text = typed.trim();
  if (text === '') return { code: 'value' };
  const digits = text.replace(/[\s€]/g, '').replace(',', '.');
  switch (type) {
    case 'number':
      return /^-?\d{1,12}(\.\d{1,6})?$/.test(digits) ? { value: Number(digits) } : { code: 'number' };
    case 'money':
      return /^-?\d{1,10}(\.\d{1,2})?$/.test(digits) ? { value: { cents: Math.round(Number(digits) * 100) } } : { code: 'money' };
    case 'date': {
      if (/^(heute|today)$/i.test(text)) return { value: { fact: 'today' } };
      const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
      const iso = year === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
      try {
        return { value: { date: Temporal.PlainDate.from(iso).toString() } };
      } catch {
        return { code: 'day' };
      }
    }
    default:
      return { value: text };
  }
}
