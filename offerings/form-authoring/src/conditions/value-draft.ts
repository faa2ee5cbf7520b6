import type { DraftFault, DraftGroup } from './condition-draft.ts';
import { literalOf, valueText } from './literals.ts';
import type { Operand, Scope } from './operands.ts';
import { draftOf } from './read-condition.ts';
import { conditionOf } from './write-condition.ts';

/** One part of a sum: an amount, a field, or an amount times a field; of counts and sums over entries perhaps only of certain entries. */
export interface DraftTerm {
  /** as typed; '' = once */
  readonly amount: string;
  /** key of an operand; '' = the amount alone */
  readonly times: string;
  /** of counts and sums: which entries */
  readonly where: DraftGroup | undefined;
}

/** A calculation as the page shows it: a sum of terms, perhaps rounded. */
export interface ValueDraft {
  readonly unit: 'number' | 'money';
  readonly terms: readonly DraftTerm[];
  /** decimal places it is rounded to; '' = not rounded */
  readonly places: string;
}

export const emptyTerm: DraftTerm = { amount: '', times: '', where: undefined };

type Parts = Readonly<Record<string, unknown>>;

/** The calculation as terms; `undefined` where it says more than a sum can. */
export function valueDraftOf(expression: unknown, scope: Scope, unit: 'number' | 'money'): ValueDraft | undefined {
  const { op, args, places, mode } = parts(expression);
  if (op === 'round' && Array.isArray(args) && typeof places === 'number' && mode === undefined) {
    const inner = valueDraftOf(args[0], scope, unit);
    return inner?.places === '' ? { ...inner, places: String(places) } : undefined;
  }
  const list: readonly unknown[] = op === 'add' && Array.isArray(args) ? args : [expression];
  const terms = list.map((part) => termOf(part, scope));
  if (!terms.every((term) => term !== undefined)) return undefined;
  const money = list.some((part) => JSON.stringify(part)?.includes('"cents"'));
  return { unit: money ? 'money' : unit, terms, places: '' };
}

function parts(expression: unknown): Parts {
  return typeof expression === 'object' && expression !== null && !Array.isArray(expression) ? (expression as Parts) : {};
}

function termOf(expression: unknown, scope: Scope): DraftTerm | undefined {
  const alone = factorOf(expression, scope);
  if (alone) return { ...alone, amount: '' };
  const { op, args } = parts(expression);
  if (op === 'multiply' && Array.isArray(args) && args.length === 2) {
    const [left, right] = args as readonly unknown[];
    const factor = factorOf(right, scope) ?? factorOf(left, scope);
    const amount = valueText(factorOf(right, scope) ? left : right);
    return factor && amount !== undefined ? { ...factor, amount } : undefined;
  }
  const amount = typeof expression === 'string' ? undefined : valueText(expression);
  return amount === undefined ? undefined : { ...emptyTerm, amount };
}

/** A field, a count or a sum, the latter perhaps only of certain entries. */
function factorOf(expression: unknown, scope: Scope): Pick<DraftTerm, 'times' | 'where'> | undefined {
  const alone = scope.operandFor(expression);
  if (alone) return { times: alone.key, where: undefined };
  const { where, ...all } = parts(expression);
  const operand = where === undefined ? undefined : scope.operandFor(all);
  const group = operand?.over === undefined ? undefined : draftOf(where, scope.into(operand.over));
  return operand && group && { times: operand.key, where: group };
}

/** The calculation the terms say; `undefined` where nothing is filled in. */
export function valueOf(draft: ValueDraft, scope: Scope): { readonly expression: unknown; readonly faults: readonly DraftFault[] } {
  const faults: DraftFault[] = [];
  const terms = draft.terms.flatMap((term, i) => {
    const written = termExpression(term, `t${i}`, draft.unit, scope, faults);
    return written === undefined ? [] : [written];
  });
  const sum = terms.length > 1 ? { op: 'add', args: terms } : terms[0];
  if (draft.places === '' || sum === undefined) return { expression: sum, faults };
  if (!/^[0-6]$/.test(draft.places)) faults.push({ at: 'places', code: 'number' });
  return { expression: { op: 'round', args: [sum], places: Number(draft.places) }, faults };
}

function termExpression(term: DraftTerm, at: string, unit: ValueDraft['unit'], scope: Scope, faults: DraftFault[]): unknown {
  if (term.amount.trim() === '' && term.times === '') return undefined;
  const operand = scope.byKey(term.times);
  if (term.times !== '' && !operand) return void faults.push({ at: `${at}.times`, code: 'field' });
  const factor = operand && limited(operand, term.where, at, scope, faults);
  if (term.amount.trim() === '') return factor;
  // of two amounts of money only one can be money
  const literal = literalOf(term.amount, operand?.type === 'money' ? 'number' : unit);
  if ('code' in literal) return void faults.push({ at: `${at}.amount`, code: literal.code });
  return factor === undefined ? literal.value : { op: 'multiply', args: [literal.value, factor] };
}

function limited(operand: Operand, where: DraftGroup | undefined, at: string, scope: Scope, faults: DraftFault[]): unknown {
  if (operand.over === undefined || !where) return operand.expression;
  const read = conditionOf(where, scope.into(operand.over), `${at}.w`);
  faults.push(...read.faults);
  return read.expression === undefined ? operand.expression : { ...(operand.expression as object), where: read.expression };
}
