import {
  type Answers,
  type CompiledForm,
  aroundOf,
  evaluate,
  type Evaluation,
  type Facts,
  type FormScenario,
  previewFacts,
} from '@amt/forms';

/** One expectation of a scenario that did not come true; values as JSON. */
export interface Deviation {
  readonly what: 'pages' | 'asked' | 'notAsked' | 'computed' | 'feeCents' | 'errors' | 'outputs';
  readonly expected: string;
  readonly found: string;
}

/** What a scenario comes to: green without deviations. What it does not name is not looked at. */
export function runScenario(form: CompiledForm, scenario: FormScenario, now: Temporal.Instant): readonly Deviation[] {
  const facts: Facts = { ...previewFacts(form, now), ...scenario.facts };
  const evaluation = evaluate(form, scenario.answers as Answers, facts);
  const { expect } = scenario;
  const deviations: Deviation[] = [];
  const compare = (what: Deviation['what'], expected: unknown, found: unknown): void => {
    const [wanted, got] = [text(expected), text(found)];
    if (wanted !== got) deviations.push({ what, expected: wanted, found: got });
  };
  if (expect.pages) compare('pages', expect.pages, pagesOf(evaluation));
  for (const path of expect.asked ?? []) if (!evaluation.nodes.has(path)) compare('asked', path, '–');
  for (const path of expect.notAsked ?? []) if (evaluation.nodes.has(path)) compare('notAsked', path, path);
  for (const [id, value] of Object.entries(expect.computed ?? {})) compare('computed', { [id]: value }, { [id]: evaluation.computed[id] });
  if (expect.feeCents !== undefined) compare('feeCents', expect.feeCents, evaluation.fee.totalCents);
  if (expect.errors)
    compare(
      'errors',
      expect.errors,
      evaluation.errors.map(({ path, code }) => ({ path, code })),
    );
  if (expect.outputs) compare('outputs', expect.outputs, outputsOf(evaluation));
  return deviations;
}

/** A scenario that expects what the form says today: the author looks at it and keeps it, or puts it right. */
export function scenarioFrom(form: CompiledForm, answers: Answers, facts: Facts, title: string): Omit<FormScenario, 'id'> {
  const evaluation = evaluate(form, answers, facts);
  const fee = form.definition.fee ? { feeCents: evaluation.fee.totalCents } : {};
  const computed = Object.keys(evaluation.computed).length > 0 ? { computed: evaluation.computed } : {};
  const errors = evaluation.errors.map(({ path, code }) => ({ path, code }));
  return {
    title,
    answers,
    facts: { ...facts, trustLevel: form.definition.trustLevel },
    expect: { pages: pagesOf(evaluation), ...computed, ...fee, errors },
  };
}

function pagesOf(evaluation: Evaluation): string[] {
  return evaluation.pages.map(({ page }) => page.id);
}

function outputsOf(evaluation: Evaluation): string[] {
  return aroundOf(evaluation).outputs.map(({ id }) => id);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
}
