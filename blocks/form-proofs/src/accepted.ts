import { type CompiledForm, type InputField, checkAnswer, optionsOf } from '@amt/forms';
import type { Variable } from './formula.ts';
import { firstDay, lastDay, one, scaledDate, scaledNumber } from './scaled.ts';
import { type ValueSet, anything, settled } from './value-set.ts';

/**
 * What a variable may be to begin with: answers that their field accepts, or none. Answers the field refuses are not considered, since a form with
 * them is never sent.
 */
export function acceptedValues(form: CompiledForm, variable: Variable): ValueSet {
  const { fact, term } = variable;
  if (term) return { ...anything, absent: term.always !== true, range: { lo: term.lo, hi: term.hi } };
  if (fact === 'today') return { ...anything, absent: false, range: { lo: firstVisit, hi: lastVisit } };
  if (fact === 'signedIn') return { ...anything, absent: false, values: truths };
  if (fact === 'trustLevel') return { ...anything, absent: false, values: new Set(['none', 'basic', 'normal', 'substantial', 'high']) };
  return settled(byField(form, variable), variable, () => true);
}

/** Days on which forms are filled in. */
const firstVisit = scaledDate('2000-01-01');
const lastVisit = scaledDate('2999-12-31');
const truths = new Set(['true', 'false']);
const noText = new Set(['']);

function byField(form: CompiledForm, { answer }: Variable): ValueSet {
  if (!answer) return anything;
  const { def } = answer.node;
  if (answer.tick !== undefined) return { ...anything, absent: false, values: truths };
  if ('branches' in def) return { ...anything, values: new Set(def.branches.map((branch) => branch.id)) };
  if (!('kind' in def)) return anything;
  if (answer.part !== undefined) {
    if (def.kind === 'matrix') return { ...anything, values: new Set(def.columns.map((column) => column.value)) };
    return { ...anything, notValues: noText, like: answer.part === 'postalCode' ? ['[0-9]{5}'] : [] };
  }
  switch (def.kind) {
    case 'bool':
      return { ...anything, values: truths };
    case 'declaration':
      return { ...anything, values: new Set(['true']) };
    case 'select':
    case 'radios':
      return { ...anything, values: new Set(optionsOf(form.definition, def).map((option) => option.value)) };
    case 'int':
    case 'number':
      return { ...anything, range: { lo: scaled(def.min), hi: scaled(def.max) } };
    case 'currency':
      return { ...anything, range: { lo: scaled(def.min ?? 0), hi: scaled(def.max) } };
    case 'date':
      return { ...anything, range: { lo: day(def.min) ?? firstDay, hi: day(def.max) ?? lastDay } };
    case 'time':
      return { ...anything, range: { lo: 0n, hi: 1439n * one } };
    case 'datetime': {
      const [lo, hi] = [day(def.min) ?? firstDay, day(def.max) ?? lastDay];
      return { ...anything, range: { lo: lo * 1440n, hi: hi * 1440n + 1439n * one } };
    }
    case 'checkboxes':
      return anything;
    default:
      return { ...anything, notValues: noText };
  }
}

const scaled = (bound: number | undefined): bigint | undefined => (bound === undefined ? undefined : scaledNumber(bound));
const day = (bound: string | undefined): bigint | undefined => (bound === undefined || bound === 'today' ? undefined : scaledDate(bound));

const kindsOfText = new Set(['text', 'text-latin', 'name', 'textarea', 'email', 'phone', 'iban']);

/** Whether the field takes a text, so that comparisons with others can be told to be vain. */
export function acceptsText(form: CompiledForm, { answer }: Variable): (text: string) => boolean {
  const node = answer?.node;
  if (!node || answer.part !== undefined || !kindsOfText.has(node.kind)) return () => true;
  const checks = form.checks.get(node) ?? {};
  return (text) =>
    checkAnswer(node.def as InputField, text, checks, { today: '2026-01-01', signedIn: false, trustLevel: 'none' }) === undefined;
}

/** Bounds that are the day of the visit: `date ≤ today`. */
export function todayBounds({ answer }: Variable): { readonly min: boolean; readonly max: boolean } {
  const def = answer?.node.def;
  if (!def || !('kind' in def) || def.kind !== 'date') return { min: false, max: false };
  return { min: def.min === 'today', max: def.max === 'today' };
}
