import type { Answers, Facts, Json } from './answers.ts';
import { isEmpty } from './answers.ts';
import type { CompiledForm } from './compile-form.ts';
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
  /** results by part, for the next evaluation */
  readonly parts: ReadonlyMap<string, unknown>;
}

/**
 * Evaluates a form. Hidden means absent: a hidden field is not validated, not seen by rules and not among the values; its answer stays in `answers`.
 *
 * @param previous an evaluation of the same form: only what depends on changed answers or facts is worked out again
 */
export function evaluate(form: CompiledForm, answers: Answers, facts: Facts, previous?: Evaluation): Evaluation {
  const known = previous?.form === form ? stillValid(form, answers, facts, previous) : new Map<string, unknown>();
  const run: Run = { tree: form.tree, facts, computed: new Map(), computations: form.computations, pages: [] };
  for (const [part, result] of known) {
    if (part.startsWith('computed:')) run.computed.set(part.slice('computed:'.length), result);
    else if (part.startsWith('page:')) run.pages[Number(part.slice('page:'.length))] = result === true;
  }
  const frame = rootFrame(run, answers);
  const parts = new Map<string, unknown>();
  const result = <T>(part: string, work: () => T): T => {
    const value = known.has(part) ? (known.get(part) as T) : work();
    parts.set(part, value);
    return value;
  };

  const nodes = new Map<string, NodeState>();
  const values: Record<string, Json> = {};
  const errorsOfPage: FieldError[][] = form.tree.pages.map(() => []);
  const shown: boolean[] = [];
  for (const page of form.tree.pages) {
    shown.push(result(`page:${page.index}`, () => pageVisible(page, frame)));
    for (const node of page.nodes) {
      const root = result(`root:${node.id}`, (): RootState => evaluateRoot(form, node, frame));
      for (const state of root.nodes) nodes.set(state.path, state);
      if (root.value !== undefined) values[node.id] = root.value;
      errorsOfPage[page.index]?.push(...root.errors);
    }
  }
  const wrong = new Set(errorsOfPage.flat().map((error) => error.path));
  form.rules.forEach((rule, i) => {
    const errors = result(`rule:${i}`, () => ruleErrors(form, i, frame)).filter((error) => !wrong.has(error.path));
    for (const error of errors) wrong.add(error.path);
    errorsOfPage[rule.target.page.index]?.push(...errors);
  });
  const computed: Record<string, Json> = {};
  for (const id of form.computations.keys()) {
    const value = jsonOf(result(`computed:${id}`, () => computedValue(id, frame)));
    if (value !== undefined) computed[id] = value;
  }
  const pages = form.tree.pages
    .filter((page) => shown[page.index])
    .map((page): PageState => ({
      page: page.def,
      errors: errorsOfPage[page.index] ?? [],
      complete: errorsOfPage[page.index]?.length === 0,
    }));
  return {
    form,
    answers,
    facts,
    pages,
    nodes,
    values,
    computed,
    parts,
    errors: pages.flatMap((page) => page.errors),
    fee: feeOf(form, frame, result),
    progress: { complete: pages.filter((page) => page.complete).length, total: pages.length },
  };
}

/** Results that no changed answer or fact can touch. */
function stillValid(form: CompiledForm, answers: Answers, facts: Facts, previous: Evaluation): Map<string, unknown> {
  const changed: string[] = [];
  for (const key of new Set([...Object.keys(answers), ...Object.keys(previous.answers)])) {
    const before = previous.answers[key];
    const after = answers[key];
    if (before !== after && JSON.stringify(before) !== JSON.stringify(after)) changed.push(key);
  }
  for (const name of ['today', 'signedIn', 'trustLevel'] as const) if (facts[name] !== previous.facts[name]) changed.push(`fact:${name}`);
  const known = new Map(previous.parts);
  for (const input of changed) for (const part of form.affectedBy(input)) known.delete(part);
  return known;
}

/** A rule speaks only where its field is visible and, for a single field, answered: what is missing is told by `required`. */
function ruleErrors(form: CompiledForm, index: number, root: Frame): FieldError[] {
  const rule = form.rules[index];
  if (!rule) return [];
  const frames = rule.target.owner ? itemFrames(rule.target.owner, root) : [root];
  const whole =
    rule.target.kind === 'group' || rule.target.kind === 'repeat' || rule.target.kind === 'label' || rule.target.kind === 'locked';
  return frames
    .filter((frame) => visible(rule.target, frame) && (whole || !isEmpty(seen(rule.target, frame))))
    .filter((frame) => (rule.when === undefined || rule.when(frame) === true) && rule.valid(frame) !== true)
    .map((frame) => ({ path: instancePath(rule.target, frame), code: 'rule', message: rule.def.message }));
}

function feeOf(form: CompiledForm, frame: Frame, result: <T>(part: string, work: () => T) => T): FeeState {
  const lines = form.feeLines.flatMap((line, i) => {
    const cents = result(`fee:${i}`, () => (line.when === undefined || line.when(frame) === true ? line.amount(frame) : undefined));
    return typeof cents === 'number' ? [{ line: line.def, cents }] : [];
  });
  return {
    lines,
    totalCents: Math.max(
      0,
      lines.reduce((total, line) => total + line.cents, 0),
    ),
  };
}
