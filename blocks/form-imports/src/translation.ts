import type { Condition, Expression } from '@amt/forms';
import type { Lookup, Operand } from './operand.ts';
import { type SourceExpression, Uncertain } from './source-expression.ts';

/** Where products differ in what they make of answers that are not given, and of letters. */
export interface Dialect {
  /** what an ordered comparison of an unanswered number with this number gives */
  readonly emptyOrder: (op: Ordered, limit: number) => boolean;
  /** an unanswered yes/no equals no */
  readonly emptyIsFalse: boolean;
  /** two fields that are both unanswered are equal */
  readonly emptyEqual: boolean;
  /** `a` equals `A` */
  readonly foldsCase: boolean;
  /** in calculations an unanswered number is 0; else the result is not certain */
  readonly emptyIsZero: boolean;
  /** a number in quotes is compared in order as text */
  readonly quotedIsText: boolean;
}

export type Ordered = 'lt' | 'lte' | 'gt' | 'gte';
export interface Translation {
  readonly lookup: Lookup;
  readonly dialect: Dialect;
  /** says something to the author about a condition that is carried over all the same */
  readonly doubt: (text: string) => void;
}

export const not = (condition: Condition): Condition =>
  typeof condition === 'boolean'
    ? !condition
    : typeof condition === 'object' && 'op' in condition && condition.op === 'not' && condition.args[0] !== undefined
      ? condition.args[0]
      : { op: 'not', args: [condition] };
export const isEmpty = (value: Expression): Condition => ({ op: 'is_empty', args: [value] });

export function operand(name: string, { lookup }: Translation): Operand {
  const found = lookup(name);
  if (!found) throw new Uncertain(`„${name}“ ist in diesem Formular kein Feld`);
  return found;
}

export function reference(found: Operand): Expression {
  return found.is === 'computed' ? { computed: found.id } : { answer: found.path };
}

export function numeric(wanted: string | number | boolean | null): number {
  const found =
    typeof wanted === 'number' ? wanted : typeof wanted === 'string' && /^-?\d+(\.\d+)?$/.test(wanted.trim()) ? Number(wanted) : NaN;
  if (!Number.isFinite(found)) throw new Uncertain(`„${String(wanted)}“ ist keine Zahl`);
  return found;
}

export function cents(wanted: string | number | boolean | null): { cents: number } {
  const found = Math.round(numeric(wanted) * 100);
  if (!Number.isSafeInteger(found) || Math.abs(found / 100 - numeric(wanted)) > 1e-9)
    throw new Uncertain(`„${String(wanted)}“ ist kein Betrag`);
  return { cents: found };
}

export function first(args: readonly SourceExpression[]): SourceExpression {
  return args[0] ?? missingPart();
}
export function second(args: readonly SourceExpression[]): SourceExpression {
  return args[1] ?? missingPart();
}
export function third(args: readonly SourceExpression[]): SourceExpression {
  return args[2] ?? missingPart();
}
function missingPart(): never {
  throw new Uncertain('der Ausdruck ist unvollständig');
}
