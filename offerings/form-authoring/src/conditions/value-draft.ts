import { type DraftFault, literalOf, operandFor, valueText } from './condition-draft.ts';
import type { Operand } from './operands.ts';

/** One part of a sum: an amount, a field, or an amount times a field. */
export interface DraftTerm {
  /** as typed; '' = once */
  readonly amount: string;
  /** key of an operand; '' = the amount alone */
  readonly times: string;
}

/** A calculation as the page shows it: a sum of terms, perhaps rounded. */
export interface ValueDraft {
  readonly unit: 'number' | 'money';
  readonly terms: readonly DraftTerm[];
  /** decimal places it is rounded to; '' = not rounded */
  readonly places: string;
}

export const emptyTerm: DraftTerm = { amount: '', times: '' };

type Parts = { readonly op?: unknown; readonly args?: unknown; readonly places?: unknown; readonly mode?: unknown };

/** The calculation as terms; `undefined` where it says more than a sum can. */
export function valueDraftOf(expression: unknown, operands: readonly Operand[], unit: 'number' | 'money'): ValueDraft | undefined {
  const { op, args, places, mode } = parts(expression);
  if (op === 'round' && Array.isArray(args) && typeof places === 'number' && mode === undefined) {
    const inner = valueDraftOf(args[0], operands, unit);
    return inner?.places === '' ? { ...inner, places: String(places) } : undefined;
  }
  const list: readonly unknown[] = op === 'add' && Array.isArray(args) ? args : [expression];
  const terms = list.map((part) => termOf(part, operands));
  if (!terms.every((term) => term !== undefined)) return undefined;
  const money = list.some((part) => JSON.stringify(part)?.includes('"cents"'));
  return { unit: money ? 'money' : unit, terms, places: '' };
}

function parts(expression: unknown): Parts {
  return typeof expression === 'object' && expression !== null ? expression : {};
}

function termOf(expression: unknown, operands: readonly Operand[]): DraftTerm | undefined {
  const alone = operandFor(expression, operands);
  if (alone) return { amount: '', times: alone.key };
  const { op, args } = parts(expression);
  if (op === 'multiply' && Array.isArray(args) && args.length === 2) {
    const [left, right] = args as readonly unknown[];
    const operand = operandFor(left, operands) ?? operandFor(right, operands);
    const amount = valueText(operandFor(left, operands) ? right : left);
    return operand && amount !== undefined ? { amount, times: operand.key } : undefined;
  }
  const amount = typeof expression === 'string' ? undefined : valueText(expression);
  return amount === undefined ? undefined : { amount, times: '' };
}

/** The calculation the terms say; `undefined` where nothing is filled in. */
export function valueOf(draft: ValueDraft, operands: readonly Operand[]): { expression: unknown; faults: readonly DraftFault[] } {
  const faults: DraftFault[] = [];
  const terms = draft.terms.flatMap((term, i) => {
    if (term.amount.trim() === '' && term.times === '') return [];
    const operand = operands.find(({ key }) => key === term.times);
    if (term.times !== '' && !operand) {
      faults.push({ at: `t${i}.times`, code: 'field' });
      return [];
    }
    if (term.amount.trim() === '') return [operand?.expression];
    const literal = literalOf(term.amount, draft.unit);
    if ('code' in literal) {
      faults.push({ at: `t${i}.amount`, code: literal.code });
      return [];
    }
    return [operand ? { op: 'multiply', args: [literal.value, operand.expression] } : literal.value];
  });
  const sum = terms.length > 1 ? { op: 'add', args: terms } : terms[0];
  if (draft.places === '' || sum === undefined) return { expression: sum, faults };
  if (!/^[0-6]$/.test(draft.places)) faults.push({ at: 'places', code: 'number' });
  return { expression: { op: 'round', args: [sum], places: Number(draft.places) }, faults };
}
