import { isDeepStrictEqual } from 'node:util';
import { type Answers, type Json, type Provenance, answerAt, isEmpty, withAnswer } from './answers.ts';
import { sourceOf } from './channel.ts';
import { checkAnswer } from './check-answer.ts';
import type { CompiledForm } from './compile-form.ts';
import type { InputField } from './definition.ts';
import type { Evaluation } from './evaluate.ts';
import type { NodeState } from './evaluate-root.ts';
import type { Draft } from './draft-store.ts';
import { type FormFields, type RawInput, parseFieldInput, rawInput } from './parse-input.ts';
import { isLocked } from './prefill.ts';
import { itemOf } from './summary.ts';

/** Fields, groups and labels that one screen shows: of a page without the items of its repeat groups, or of one item. */
export function nodesOnScreen(evaluation: Evaluation, pageId: string, item?: string): NodeState[] {
  return [...evaluation.nodes.values()].filter((state) => state.node.page.def.id === pageId && itemOf(state) === item);
}

export function isInput(state: Pick<NodeState, 'node'>): boolean {
  return !['group', 'branch', 'repeat', 'choice', 'label', 'locked', 'hidden'].includes(state.node.kind);
}

export type TakenInput = Pick<Draft, 'answers' | 'provenance' | 'raw'> & {
  /** what was sent, by path: to show it again */
  readonly sent: Readonly<Record<string, RawInput>>;
};

/**
 * Takes what a browser sent for a screen: right answers become answers, wrong ones are kept as typed. Locked answers stay as they are; a prefilled answer that
 * was not changed stays prefilled. Files come on another way.
 */
export function takeInput(
  form: CompiledForm,
  before: Pick<Draft, 'answers' | 'provenance' | 'raw' | 'locale' | 'channel'>,
  { facts }: Pick<Evaluation, 'facts'>,
  screen: readonly Pick<NodeState, 'path' | 'node'>[],
  body: FormFields,
  at: Temporal.Instant,
): TakenInput {
  let { answers } = before;
  const provenance: Record<string, Provenance> = { ...before.provenance };
  const raw: Record<string, RawInput> = { ...before.raw };
  const sent: Record<string, RawInput> = {};
  for (const state of screen) {
    const { path, node } = state;
    if (node.kind === 'choice') {
      const chosen = body[`${path}.choice`];
      if (typeof chosen === 'string' && chosen !== '') answers = withAnswer(answers, `${path}.choice`, chosen);
      continue;
    }
    if (!isInput(state) || node.kind === 'file') continue;
    const field = node.def as InputField;
    if (isLocked(field, provenance[path])) continue;
    const input = rawInput(field, path, body) ?? unticked(field);
    if (input === undefined) continue;
    sent[path] = input;
    const parsed = parseFieldInput(field, input, before.locale);
    const wrong =
      !parsed.ok ||
      (parsed.value !== undefined &&
        !isEmpty(parsed.value) &&
        checkAnswer(field, parsed.value, form.checks.get(node) ?? {}, facts) !== undefined);
    delete raw[path];
    if (wrong) raw[path] = input;
    const value = parsed.ok && !wrong && !isEmpty(parsed.value) ? parsed.value : undefined;
    if (same(value, answerAt(answers, path))) continue;
    answers = withAnswer(answers, path, value);
    delete provenance[path];
    if (value !== undefined) provenance[path] = { source: sourceOf(before.channel), at: at.toString() };
  }
  return { answers, provenance, raw, sent };
}

/** Boxes and radios that are not ticked send nothing: that is an answer too. */
function unticked(field: InputField): RawInput | undefined {
  if (field.kind === 'checkboxes') return [];
  return field.kind === 'radios' || field.kind === 'bool' || field.kind === 'declaration' ? '' : undefined;
}

/** Whether two answers say the same; the database keeps the keys of objects (addresses) in an order of its own. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  return isDeepStrictEqual(a, b);
}

/** Paths of a screen whose stored answer is not what these answers say: what somebody else changed meanwhile. */
export function differences(screen: readonly NodeState[], stored: Answers, mine: Answers): string[] {
  return screen
    .filter((state) => isInput(state) && state.node.kind !== 'file' && !same(answerAt(stored, state.path), answerAt(mine, state.path)))
    .map((state) => state.path);
}
