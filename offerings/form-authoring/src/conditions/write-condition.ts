import { textShapes, type TextShape } from '@amt/form-proofs';
import { compilePattern } from '@amt/forms';
import {
  comparisons,
  type ComparisonName,
  type DraftFault,
  type DraftGroup,
  type DraftRow,
  type GroupMode,
  isGroup,
  isMutual,
} from './condition-draft.ts';
import { literalOf, optionOf } from './literals.ts';
import type { Operand, Scope } from './operands.ts';

/**
 * The condition the rows say; rows without a field are left out. `expression` is `undefined` where no row is left: then there is no condition.
 *
 * @param at name of the group's controls
 */
export function conditionOf(
  draft: DraftGroup,
  scope: Scope,
  at: string,
): { readonly expression: unknown; readonly faults: readonly DraftFault[] } {
  const faults: DraftFault[] = [];
  return { expression: groupExpression(draft, at, scope, faults), faults };
}

function groupExpression({ mode, items }: DraftGroup, at: string, scope: Scope, faults: DraftFault[]): unknown {
  const parts = items.flatMap((item, i) => {
    const written = isGroup(item) ? groupExpression(item, `${at}.${i}`, scope, faults) : rowExpression(item, `${at}.${i}`, scope, faults);
    return written === undefined ? [] : [written];
  });
  return parts.length === 0 ? undefined : joined(mode, parts);
}

function joined(mode: GroupMode, parts: readonly unknown[]): unknown {
  const [only] = parts;
  const all = parts.length === 1 ? only : { op: mode === 'all' || mode === 'not_all' ? 'and' : 'or', args: parts };
  return mode === 'none' || mode === 'not_all' ? not(all) : all;
}

const not = (expression: unknown): unknown => ({ op: 'not', args: [expression] });

function rowExpression(row: DraftRow, at: string, scope: Scope, faults: DraftFault[]): unknown {
  if (row.field === '') return undefined;
  const operand = scope.byKey(row.field);
  if (!operand || operand.over !== undefined) return void faults.push({ at: `${at}.field`, code: 'field' });
  const comparison = row.comparison as ComparisonName;
  if (!(comparisons[operand.type] as readonly string[]).includes(comparison))
    return void faults.push({ at: `${at}.comparison`, code: 'comparison' });
  const { expression } = operand;
  const fault = (control: string, code: DraftFault['code']): undefined => void faults.push({ at: `${at}.${control}`, code });
  switch (comparison) {
    case 'filled':
      return not({ op: 'is_empty', args: [expression] });
    case 'is_empty':
      return { op: 'is_empty', args: [expression] };
    case 'yes':
    case 'no':
      return { op: 'equal', args: [expression, comparison === 'yes'] };
    case 'one_of':
    case 'none_of': {
      const among = valuesOf(row, operand);
      if ('code' in among) return fault('values', among.code);
      const within = { op: 'in', args: [expression], values: among.values };
      return comparison === 'one_of' ? within : not(within);
    }
    case 'matches':
    case 'not_matches': {
      const pattern = patternOf(row);
      if ('code' in pattern) return fault(row.shape === 'own' ? 'value' : 'shape', pattern.code);
      const match = { op: 'matches', args: [expression], pattern: pattern.pattern };
      return comparison === 'matches' ? match : not(match);
    }
    case 'ticked':
    case 'not_ticked': {
      const tick = optionOf(row.value, operand.options ?? []);
      if ('code' in tick) return fault('value', tick.code);
      const within = { op: 'in', args: [tick.value, expression] };
      return comparison === 'ticked' ? within : not(within);
    }
    case 'age_gte':
    case 'age_lt': {
      const years = literalOf(row.value, 'number');
      if ('code' in years) return fault('value', years.code);
      return { op: comparison === 'age_gte' ? 'gte' : 'lt', args: [{ op: 'age_years', args: [expression] }, years.value] };
    }
    case 'equal':
    case 'not_equal':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      const other = otherSide(row, operand, scope);
      return 'code' in other ? fault(other.control, other.code) : { op: comparison, args: [expression, other.value] };
    }
    default:
      return entriesExpression(row, at, operand, scope, faults);
  }
}

/** The other side of a comparison: another answer, perhaps some days later, or what was typed. */
function otherSide(
  row: DraftRow,
  operand: Operand,
  scope: Scope,
): { readonly value: unknown } | { readonly control: string; readonly code: DraftFault['code'] } {
  if (row.against === '' || !isMutual(row.comparison)) {
    const literal = operand.options ? optionOf(row.value, operand.options) : literalOf(row.value, operand.type);
    return 'code' in literal ? { control: 'value', code: literal.code } : literal;
  }
  const other = scope.byKey(row.against);
  if (other?.type !== operand.type) return { control: 'against', code: 'field' };
  if (operand.type !== 'date' || row.days.trim() === '') return { value: other.expression };
  const days = row.days.trim().replace('−', '-');
  if (!/^[+-]?\d{1,5}$/.test(days)) return { control: 'days', code: 'days' };
  return { value: { op: 'add_days', args: [other.expression, Number(days)] } };
}

function valuesOf(
  { values }: DraftRow,
  { options }: Operand,
): { readonly values: readonly string[] } | { readonly code: 'value' | 'option' } {
  const typed = [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
  if (typed.length === 0) return { code: 'value' };
  if (!options) return { values: typed };
  const chosen = typed.map((value) => optionOf(value, options));
  const fault = chosen.find((one) => 'code' in one);
  return fault ? { code: 'option' } : { values: chosen.flatMap((one) => ('value' in one ? [one.value] : [])) };
}

/** The pattern of a row, by the name of its shape or its own. */
export function patternOf({
  shape,
  value,
}: Pick<DraftRow, 'shape' | 'value'>): { readonly pattern: string } | { readonly code: 'value' | 'pattern' } {
  if (Object.hasOwn(textShapes, shape)) return { pattern: textShapes[shape as TextShape] };
  const pattern = value.trim();
  if (shape !== 'own' || pattern === '') return { code: 'value' };
  if (pattern.length > 200) return { code: 'pattern' };
  try {
    compilePattern(pattern);
    return { pattern };
  } catch {
    return { code: 'pattern' };
  }
}

function entriesExpression(row: DraftRow, at: string, operand: Operand, scope: Scope, faults: DraftFault[]): unknown {
  const over = operand.key.slice('answer:'.length);
  const where = row.where && groupExpression(row.where, `${at}.w`, scope.into(over), faults);
  const { comparison } = row;
  if (comparison.startsWith('count_')) {
    if (!/^\s*\d{1,4}\s*$/.test(row.value)) return void faults.push({ at: `${at}.value`, code: 'whole' });
    const count = { op: 'count', over, ...(where === undefined ? {} : { where }) };
    return { op: comparison.slice('count_'.length), args: [count, Number(row.value)] };
  }
  if (where === undefined) return void faults.push({ at: `${at}.w.0.field`, code: 'entries' });
  return comparison === 'none' ? not({ op: 'any', over, where }) : { op: comparison, over, where };
}
