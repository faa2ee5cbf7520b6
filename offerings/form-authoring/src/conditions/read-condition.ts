import { shapeOf } from '@amt/form-proofs';
import { comparisons, type DraftGroup, type DraftRow, emptyRow, type GroupMode, isMutual, mostDepth } from './condition-draft.ts';
import { valueText } from './literals.ts';
import type { Operand, Scope } from './operands.ts';

interface Parts {
  readonly op?: unknown;
  readonly args?: unknown;
  readonly over?: unknown;
  readonly where?: unknown;
  readonly values?: unknown;
  readonly pattern?: unknown;
}

function partsOf(expression: unknown): Parts {
  return typeof expression === 'object' && expression !== null && !Array.isArray(expression) ? expression : {};
}

/** The condition as rows and groups of rows; `undefined` where it says more than rows can. */
export function draftOf(expression: unknown, scope: Scope): DraftGroup | undefined {
  return groupOf(expression, scope, 0);
}

function groupOf(expression: unknown, scope: Scope, depth: number): DraftGroup | undefined {
  const item = itemOf(expression, scope, depth);
  return item && ('items' in item ? item : { mode: 'all', items: [item] });
}

function itemOf(expression: unknown, scope: Scope, depth: number): DraftRow | DraftGroup | undefined {
  const row = rowOf(expression, scope, depth);
  if (row || depth >= mostDepth) return row;
  const joined = joinedBy(expression);
  if (!joined) return undefined;
  const items = joined.args.map((part) => itemOf(part, scope, depth + 1));
  return items.every((item) => item !== undefined) ? { mode: joined.mode, items } : undefined;
}

function joinedBy(expression: unknown): { mode: GroupMode; args: readonly unknown[] } | undefined {
  const { op, args } = partsOf(expression);
  if (!Array.isArray(args) || args.length === 0) return undefined;
  if (op === 'and' || op === 'or') return { mode: op === 'and' ? 'all' : 'any', args };
  if (op === 'not_equal') return typeof args[1] === 'boolean' ? { mode: 'none', args: [{ op: 'equal', args }] } : undefined;
  if (op !== 'not') return undefined;
  const inner = partsOf(args[0]);
  if ((inner.op === 'and' || inner.op === 'or') && Array.isArray(inner.args) && inner.args.length > 1)
    return { mode: inner.op === 'and' ? 'not_all' : 'none', args: inner.args };
  return { mode: 'none', args };
}

function rowOf(expression: unknown, scope: Scope, depth: number): DraftRow | undefined {
  const { op, args, over } = partsOf(expression);
  const alone = scope.operandFor(expression);
  if (alone) return alone.type === 'bool' ? row(alone, 'yes') : undefined;
  if (op === 'any' || op === 'all') return entriesRow(over, op, expression, scope, depth);
  if (!Array.isArray(args)) return undefined;
  const [left, right] = args as readonly unknown[];
  switch (op) {
    case 'not':
      return negatedRow(left, scope, depth);
    case 'is_empty':
      return row(scope.operandFor(left), 'is_empty');
    case 'in':
      return membershipRow(partsOf(expression), scope);
    case 'matches':
      return matchRow(scope.operandFor(left), partsOf(expression).pattern);
    default:
      return typeof op === 'string' && isMutual(op) ? comparedRow(op, left, right, scope, depth) : undefined;
  }
}

/** A row, if its operand is known and may be compared so. */
function row(operand: Operand | undefined, comparison: string, rest: Partial<DraftRow> = {}): DraftRow | undefined {
  if (!operand || operand.over !== undefined || !(comparisons[operand.type] as readonly string[]).includes(comparison)) return undefined;
  return { ...emptyRow, field: operand.key, comparison, ...rest };
}

const opposites: Readonly<Record<string, string>> = {
  is_empty: 'filled',
  ticked: 'not_ticked',
  one_of: 'none_of',
  matches: 'not_matches',
  any: 'none',
};

function negatedRow(inner: unknown, scope: Scope, depth: number): DraftRow | undefined {
  const found = rowOf(inner, scope, depth);
  const comparison = found ? opposites[found.comparison] : undefined;
  return found && comparison !== undefined ? { ...found, comparison } : undefined;
}

function membershipRow({ args, values }: Parts, scope: Scope): DraftRow | undefined {
  const [value, list] = args as readonly unknown[];
  if (list !== undefined) return typeof value === 'string' ? row(scope.operandFor(list), 'ticked', { value }) : undefined;
  const texts = Array.isArray(values) ? values.filter((one) => typeof one === 'string') : [];
  return row(scope.operandFor(value), 'one_of', { values: texts });
}

function matchRow(operand: Operand | undefined, pattern: unknown): DraftRow | undefined {
  if (typeof pattern !== 'string') return undefined;
  const shape = shapeOf(pattern);
  return row(operand, 'matches', shape === undefined ? { shape: 'own', value: pattern } : { shape });
}

function entriesRow(over: unknown, comparison: string, expression: unknown, scope: Scope, depth: number): DraftRow | undefined {
  const operand = typeof over === 'string' ? scope.operandFor({ answer: over }) : undefined;
  if (operand?.type !== 'entries' || typeof over !== 'string') return undefined;
  const { where } = partsOf(expression);
  if (where === undefined) return comparison.startsWith('count_') ? row(operand, comparison) : undefined;
  if (depth >= mostDepth) return undefined;
  const inner = groupOf(where, scope.into(over), depth + 1);
  return inner && row(operand, comparison, { where: inner });
}

function comparedRow(op: string, left: unknown, right: unknown, scope: Scope, depth: number): DraftRow | undefined {
  const inner = partsOf(left);
  if (inner.op === 'count') {
    const counted = typeof right === 'number' ? entriesRow(inner.over, `count_${op}`, left, scope, depth) : undefined;
    return counted && { ...counted, value: String(right) };
  }
  if (inner.op === 'age_years') {
    const [born, on] = Array.isArray(inner.args) ? (inner.args as readonly unknown[]) : [];
    return on === undefined && typeof right === 'number' ? row(scope.operandFor(born), `age_${op}`, { value: String(right) }) : undefined;
  }
  const operand = scope.operandFor(left);
  if (!operand) return undefined;
  if (typeof right === 'boolean') return op === 'equal' ? row(operand, right ? 'yes' : 'no') : undefined;
  const value = valueText(right);
  const rest = value === undefined ? againstOf(operand, right, scope) : { value };
  return rest && row(operand, op, rest);
}

function againstOf(operand: Operand, right: unknown, scope: Scope): Partial<DraftRow> | undefined {
  const { op, args } = partsOf(right);
  const [day, days] = op === 'add_days' && Array.isArray(args) ? (args as readonly unknown[]) : [right, 0];
  const other = scope.operandFor(day);
  if (other?.type !== operand.type || typeof days !== 'number' || !Number.isInteger(days)) return undefined;
  return { against: other.key, days: days === 0 && op !== 'add_days' ? '' : String(days) };
}
