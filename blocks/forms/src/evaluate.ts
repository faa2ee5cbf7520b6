import type { Answers, Facts, Json } from './answers.ts';
import { isEmpty } from './answers.ts';
import type { CompiledForm, CompiledRule } from './compile-form.ts';
import type { FormPage, FeeLine } from './definition.ts';
import { type RootState, type NodeState, evaluateRoot } from './evaluate-root.ts';
import type { FieldError } from './field-error.ts';
import { type Frame, type Run, computedValue, instancePath, itemFrames, pageVisible, rootFrame, seen, visible } from './frame.ts';
import { jsonOf } from './json-of.ts';

export interface PageState {
  readonly page: FormPage;
  /** no faults on it: everything needed is answered, and rightly */
  readonly complete: boolean;
  readonly errors: readonly FieldError[];
}

export interface FeeState {
  readonly lines: readonly { readonly line: FeeLine; readonly cents: number }[];
  readonly totalCents: number;
}

/** What a form is, given answers: what is shown, worked out, wrong, and to be paid. */
export interface Evaluation {
  readonly form: CompiledForm;
  readonly answers: Answers;
  readonly facts: Facts;
  /** visible pages in order */
  readonly pages: readonly PageState[];
  /** visible nodes (fields, groups, labels) by instance path (`household.0.income`) */
  readonly nodes: ReadonlyMap<string, NodeState>;
  /** answers and worked-out values of what is visible: what is submitted */
  readonly values: Answers;
  readonly computed: Readonly<Record<string, Json>>;
  /** in order of the pages */
  readonly errors: readonly FieldError[];
  readonly fee: FeeState;
  /** complete pages of all visible pages */
  readonly progress: { readonly complete: number; readonly total: number };
  /** for the next evaluation */
  readonly results: Results;
}

/** What each part of the form came to; an empty place was not worked out (any more), `null` is a value that is absent. */
interface Results {
  readonly pages: (boolean | undefined)[];
  readonly roots: (RootState | undefined)[];
  readonly rules: (readonly FieldError[] | undefined)[];
  readonly computed: unknown[];
  readonly fees: (number | null | undefined)[];
}

/**
 * Evaluates a form. Hidden means absent: a hidden field is not validated, not seen by rules and not among the values; its answer stays in `answers`.
 *
 * @param previous an evaluation of the same form: only what depends on changed answers or facts is worked out again
 */
export function evaluate(form: CompiledForm, answers: Answers, facts: Facts, previous?: Evaluation): Evaluation {
  const results =
    previous?.form === form ? stillValid(answers, facts, previous) : { pages: [], roots: [], rules: [], computed: [], fees: [] };
  const computedIds = [...form.computations.keys()];
  const known = computedIds.flatMap((id, i) =>
    results.computed[i] === undefined ? [] : [[id, results.computed[i] ?? undefined] as const],
  );
  const run: Run = { tree: form.tree, facts, computed: new Map(known), computations: form.computations, pages: [...results.pages] };
  const frame = rootFrame(run, answers);

  const nodes = new Map<string, NodeState>();
  const values: Record<string, Json> = {};
  const errorsOfPage: FieldError[][] = [];
  let index = 0;
  for (const page of form.tree.pages) {
    results.pages[page.index] ??= pageVisible(page, frame);
    const errors: FieldError[] = [];
    errorsOfPage.push(errors);
    for (const node of page.nodes) {
      const root = (results.roots[index++] ??= evaluateRoot(form, node, frame));
      for (const state of root.nodes) nodes.set(state.path, state);
      if (root.value !== undefined) values[node.id] = root.value;
      for (const error of root.errors) errors.push(error);
    }
  }
  addRuleErrors(form, frame, results, errorsOfPage);
  const computed: Record<string, Json> = {};
  computedIds.forEach((id, i) => {
    const value = jsonOf((results.computed[i] ??= computedValue(id, frame) ?? null));
    if (value !== undefined) computed[id] = value;
  });
  const pages = form.tree.pages
    .filter((page) => results.pages[page.index])
    .map((page): PageState => {
      const errors = errorsOfPage[page.index] ?? [];
      return { page: page.def, errors, complete: errors.length === 0 };
    });
  const progress = { complete: pages.filter((page) => page.complete).length, total: pages.length };
  const errors = pages.flatMap((page) => page.errors);
  return { form, answers, facts, pages, nodes, values, computed, errors, progress, results, fee: feeOf(form, frame, results) };
}

/** Results that no changed answer or fact can touch. */
function stillValid(answers: Answers, facts: Facts, { form, results, ...previous }: Evaluation): Results {
  const { pages, roots, rules, computed, fees } = results;
  const kept: Results = { pages: [...pages], roots: [...roots], rules: [...rules], computed: [...computed], fees: [...fees] };
  const forget = (input: string): void => {
    const affected = form.affectedBy(input);
    for (const at of affected.pages) kept.pages[at] = undefined;
    for (const at of affected.roots) kept.roots[at] = undefined;
    for (const at of affected.rules) kept.rules[at] = undefined;
    for (const at of affected.computed) kept.computed[at] = undefined;
    for (const at of affected.fees) kept.fees[at] = undefined;
  };
  const differ = (before: Json | undefined, after: Json | undefined): boolean =>
    before !== after && JSON.stringify(before) !== JSON.stringify(after);
  for (const key of Object.keys(answers)) if (differ(previous.answers[key], answers[key])) forget(key);
  for (const key of Object.keys(previous.answers)) if (!(key in answers)) forget(key);
  for (const name of ['today', 'signedIn', 'trustLevel'] as const) if (facts[name] !== previous.facts[name]) forget(`fact:${name}`);
  return kept;
}

/** At most one fault per field: a rule is silent where the answer itself is wrong. */
function addRuleErrors(form: CompiledForm, frame: Frame, results: Results, errorsOfPage: readonly FieldError[][]): void {
  const wrong = new Set(errorsOfPage.flatMap((errors) => errors.map((error) => error.path)));
  form.rules.forEach((rule, i) => {
    for (const error of (results.rules[i] ??= ruleErrors(rule, frame))) {
      if (wrong.has(error.path)) continue;
      wrong.add(error.path);
      errorsOfPage[rule.target.page.index]?.push(error);
    }
  });
}

/** A rule speaks only where its field is visible and, for a single field, answered: what is missing is told by `required`. */
function ruleErrors(rule: CompiledRule, root: Frame): readonly FieldError[] {
  const frames = rule.target.owner ? itemFrames(rule.target.owner, root) : [root];
  const whole =
    rule.target.kind === 'group' || rule.target.kind === 'repeat' || rule.target.kind === 'label' || rule.target.kind === 'locked';
  return frames
    .filter((frame) => visible(rule.target, frame) && (whole || !isEmpty(seen(rule.target, frame))))
    .filter((frame) => (rule.when === undefined || rule.when(frame) === true) && rule.valid(frame) !== true)
    .map((frame) => ({ path: instancePath(rule.target, frame), code: 'rule', message: rule.def.message }));
}

function feeOf(form: CompiledForm, frame: Frame, results: Results): FeeState {
  const lines = form.feeLines.flatMap((line, i) => {
    const cents = (results.fees[i] ??= line.when === undefined || line.when(frame) === true ? amountOf(line.amount(frame)) : null);
    return cents === null ? [] : [{ line: line.def, cents }];
  });
  const total = lines.reduce((sum, line) => sum + line.cents, 0);
  return { lines, totalCents: Math.max(0, total) };
}

const amountOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
