import {
  type Answers,
  type CompiledForm,
  type Facts,
  type InputField,
  type Json,
  checkAnswer,
  compilePattern,
  optionsOf,
} from '@amt/forms';
import type { Branch } from './branch.ts';
import { propagate } from './bounds.ts';
import { type Variable, instancePathOf } from './formula.ts';
import { type Scaled, ceilTo, dateOf, decimalOf, one, scaledDate, timeOf } from './scaled.ts';
import type { ValueSet } from './value-set.ts';

export type Strategy = 'natural' | 'low' | 'high';

/**
 * Answers and facts that fit what a branch assumes, as far as bounds tell; whether they really do, the evaluator says. Variables that may be absent
 * are left out.
 */
export function witnessOf(from: Branch, strategy: Strategy, today: string): { answers: Answers; facts: Facts } | undefined {
  const branch = from.copy();
  const todayVariable = branch.translation.variables.of({ fact: 'today' }, new Map());
  const numbers = [...branch.sets.keys()].filter(({ sort, term }) => sort === 'number' && !term);
  // the day of the visit first: bounds of other days build on it
  const ordered = [...numbers.filter((one_) => one_ === todayVariable), ...numbers.filter((one_) => one_ !== todayVariable)];
  for (const variable of ordered) if (!fix(branch, variable, strategy, today)) return undefined;
  const facts = {
    today: todayVariable && branch.sets.has(todayVariable) ? dateOf(branch.setOf(todayVariable).range.lo ?? 0n) : today,
    signedIn: factOf(branch, 'signedIn', 'false') === 'true',
    trustLevel: factOf(branch, 'trustLevel', 'none'),
  };
  const answers: { [key: string]: Json } = {};
  for (const item of branch.items) {
    const node = branch.translation.form.tree.byPath.get(item.path);
    if (node) setAt(answers, `${instancePathOf(node, item.scope)}.${item.scope.get(item.path) ?? 0}`, undefined);
  }
  for (const [variable, set] of branch.sets) {
    if (!variable.answer || set.absent || !set.present || variable.answer.node.kind === 'repeat') continue;
    if (!place(answers, branch, variable, set, facts)) return undefined;
  }
  return { answers, facts };
}

function factOf(branch: Branch, fact: 'signedIn' | 'trustLevel', usual: string): string {
  const variable = branch.translation.variables.of({ fact }, new Map());
  const values = variable && branch.sets.get(variable)?.values;
  if (!values || values.has(usual)) return usual;
  const [first = usual] = values;
  return first;
}

/** Gives a number that must be there one value, such that nothing contradicts it. */
function fix(branch: Branch, variable: Variable, strategy: Strategy, today: string): boolean {
  const set = branch.setOf(variable);
  if (set.absent || !set.present) return true;
  for (const value of candidates(variable, set, strategy, today)) {
    const tried = branch.copy();
    if (!tried.narrow(variable, { lo: value, hi: value }, true) || !propagate(tried)) continue;
    return branch.narrow(variable, { lo: value, hi: value }, true) && propagate(branch);
  }
  return false;
}

function candidates(variable: Variable, { range: { lo, hi } }: ValueSet, strategy: Strategy, today: string): Scaled[] {
  const step = variable.step > 0n ? variable.step : one;
  const within = (value: Scaled): Scaled => (lo !== undefined && value < lo ? lo : hi !== undefined && value > hi ? hi : value);
  const usual = usualValue(variable, today);
  const natural = within(usual);
  // a little inside of the bounds, which for days may be a day too wide
  const inside =
    lo !== undefined && natural === lo ? within(lo + 3n * step) : hi !== undefined && natural === hi ? within(hi - 3n * step) : natural;
  const low = lo ?? within((hi ?? usual) - 1000n * step);
  const high = hi ?? within((lo ?? usual) + 1000n * step);
  const middle = within(ceilTo((low + high) / 2n, step));
  const order = { natural: [inside, natural, middle, low, high], low: [low, inside, high], high: [high, inside, low] }[strategy];
  return [...new Set(order)];
}

function usualValue(variable: Variable, today: string): Scaled {
  if (variable.fact === 'today') return scaledDate(today);
  switch (variable.answer?.node.kind) {
    case 'date':
      return scaledDate(today);
    case 'datetime':
      return scaledDate(today) * 1440n + 600n * one;
    case 'time':
      return 600n * one;
    default:
      return one;
  }
}

function place(answers: { [key: string]: Json }, branch: Branch, variable: Variable, set: ValueSet, facts: Facts): boolean {
  const { answer } = variable;
  if (!answer) return true;
  const { path, part, tick, node } = answer;
  if (tick !== undefined) {
    if (!set.values?.has('true') || set.values.size !== 1) return true;
    const ticked = valueAt(answers, path);
    const others = Array.isArray(ticked) ? (ticked as readonly Json[]).filter((one_) => one_ !== tick) : [];
    setAt(answers, path, [...others, tick]);
    return true;
  }
  if (node.kind === 'choice') {
    const [branchId] = set.values ?? [];
    if (branchId !== undefined) setAt(answers, `${path}.choice`, branchId);
    return branchId !== undefined;
  }
  if (part !== undefined) {
    const [only] = set.values ?? [];
    const text = only ?? textFor(branch.translation.form, variable, set, facts);
    if (text === undefined) return false;
    const whole = valueAt(answers, path);
    const other = exampleFor(branch, variable, facts);
    setAt(answers, path, { ...(isRecord(other) ? other : {}), ...(isRecord(whole) ? whole : {}), [part]: text });
    return true;
  }
  const value =
    variable.sort === 'number'
      ? numberFor(variable, set)
      : variable.sort === 'text'
        ? textOrTruth(branch, variable, set, facts)
        : exampleFor(branch, variable, facts);
  if (value === undefined) return false;
  if (variable.sort === 'presence' && valueAt(answers, path) !== undefined) return true;
  setAt(answers, path, value);
  return true;
}

function numberFor({ answer }: Variable, { range: { lo } }: ValueSet): Json | undefined {
  if (lo === undefined) return undefined;
  switch (answer?.node.kind) {
    case 'date':
      return dateOf(lo);
    case 'time':
      return timeOf(lo);
    case 'datetime':
      return `${dateOf(lo / 1440n)}T${timeOf(((lo / one) % 1440n) * one)}`;
    case 'number':
      return decimalOf(lo);
    default:
      return Number(lo / one);
  }
}

function textOrTruth(branch: Branch, variable: Variable, set: ValueSet, facts: Facts): Json | undefined {
  const kind = variable.answer?.node.kind;
  if (kind === 'bool' || kind === 'declaration') return set.values?.has('true') === true;
  if (set.values) {
    const [first] = set.values;
    return first;
  }
  return textFor(branch.translation.form, variable, set, facts);
}

const texts: Readonly<Record<string, readonly string[]>> = {
  name: ['Erika', 'Max', 'Anna', 'Paul', 'Maria'],
  email: ['erika@example.org', 'max@example.org', 'anna@example.org'],
  phone: ['+498912345678', '+498987654321', '+431123456789'],
  iban: ['DE02120300000000202051', 'DE02500105170137075030', 'AT611904300234573201'],
  postalCode: ['80331', '10115', '80999', '99998'],
  houseNumber: ['1', '2', '3'],
  city: ['München', 'Berlin', 'Augsburg'],
  street: ['Musterstraße', 'Beispielweg'],
};

/** A text the field accepts, and that none of the literals excludes. */
function textFor(form: CompiledForm, { answer }: Variable, set: ValueSet, facts: Facts): string | undefined {
  if (!answer) return undefined;
  const { def, kind } = answer.node;
  const samples = set.like.flatMap((pattern) => compilePattern(pattern).sample() ?? []);
  const own = form.checks.get(answer.node)?.pattern?.sample();
  const least = 'minLength' in def && typeof def.minLength === 'number' ? def.minLength : 0;
  const words = ['Beispiel', 'Muster', 'Probe', 'Text A', 'B', '1', '12345', 'x'].map((word) => word.padEnd(least, word));
  const all = [...(texts[answer.part ?? kind] ?? []), ...samples, ...(own === undefined ? [] : [own]), ...words];
  return all.find(
    (text) =>
      !set.notValues.has(text) &&
      set.like.every((pattern) => compilePattern(pattern).test(text)) &&
      !set.unlike.some((pattern) => compilePattern(pattern).test(text)) &&
      (answer.part !== undefined || checkAnswer(def as InputField, text, form.checks.get(answer.node) ?? {}, facts) === undefined),
  );
}

/** Any right answer of a field of which only matters that it is answered. */
function exampleFor(branch: Branch, { answer }: Variable, facts: Facts): Json | undefined {
  const node = answer?.node;
  if (!node || !('kind' in node.def)) return undefined;
  const { def } = node;
  switch (def.kind) {
    case 'address':
      return { street: 'Musterstraße', houseNumber: '1', postalCode: '80331', city: 'München' };
    case 'place':
      return { text: 'Marienplatz' };
    case 'signature':
      return { name: 'Erika Muster' };
    case 'matrix':
      return Object.fromEntries(def.rows.map((row) => [row.value, def.columns[0]?.value ?? '']));
    case 'checkboxes': {
      const refused = new Set(
        branch.translation.variables.ticksOf(answer.path).flatMap((tick) => {
          const values = branch.sets.get(tick)?.values;
          return tick.answer?.tick !== undefined && values && !values.has('true') ? [tick.answer.tick] : [];
        }),
      );
      const free = optionsOf(branch.translation.form.definition, def)
        .map(({ value }) => value)
        .filter((value) => !refused.has(value));
      const ticked = free.slice(0, Math.max(1, def.min ?? 1));
      return ticked.length > 0 ? ticked : undefined;
    }
    case 'file':
      return [
        { id: 'example', fileName: 'beispiel.pdf', mediaType: def.mediaTypes[0] ?? 'application/pdf', size: 1000, sha256: '0'.repeat(64) },
      ];
    default:
      return facts.signedIn;
  }
}

const isRecord = (value: unknown): value is Record<string, Json> => typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(answers: Json, path: string): Json | undefined {
  let here: Json | undefined = answers;
  for (const step of path.split('.'))
    here = Array.isArray(here) ? (here as readonly Json[])[Number(step)] : isRecord(here) ? here[step] : undefined;
  return here;
}

/** Sets a value at an instance path, making groups and items on the way; `undefined` only makes the item. */
function setAt(answers: { [key: string]: Json }, path: string, value: Json | undefined): void {
  const steps = path.split('.');
  let here: { [key: string]: Json } | Json[] = answers;
  steps.forEach((step, i) => {
    const last = i === steps.length - 1;
    const isNumber = Array.isArray(here);
    const known = isNumber ? (here as Json[])[Number(step)] : (here as { [key: string]: Json })[step];
    const next = last ? (value ?? known ?? {}) : (known ?? (/^\d+$/.test(steps[i + 1] ?? '') ? [] : {}));
    if (Array.isArray(here)) here[Number(step)] = next;
    else here[step] = next;
    if (!last) here = next as { [key: string]: Json } | Json[];
  });
}
