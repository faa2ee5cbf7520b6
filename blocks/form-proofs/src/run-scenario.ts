import { type Answers, type CompiledForm, type Evaluation, type Facts, type FormScenario, type Json, aroundOf, evaluate } from '@amt/forms';

/** One thing a scenario expected and did not get. */
export interface Difference {
  /** what was looked at */
  readonly what: 'pages' | 'asked' | 'notAsked' | 'computed' | 'feeCents' | 'errors' | 'outputs';
  /** where: instance path, id of a computed value, or the list itself */
  readonly at: string;
  readonly expected: Json;
  readonly found: Json;
}

export interface ScenarioResult {
  readonly passed: boolean;
  readonly differences: readonly Difference[];
}

/** The day scenarios are for that name none: always the same, so that they come out the same. */
export const scenarioDay = '2026-07-01';

export function factsOf(scenario: Pick<FormScenario, 'facts'>): Facts {
  const { today = scenarioDay, trustLevel = 'none', signedIn = trustLevel !== 'none' } = scenario.facts ?? {};
  return { today, signedIn, trustLevel };
}

/** Runs a scenario against the evaluator. What it does not expect anything of is not looked at. */
export function runScenario(form: CompiledForm, scenario: FormScenario): ScenarioResult {
  const evaluation = evaluate(form, scenario.answers as Answers, factsOf(scenario));
  const differences = [...structure(evaluation, scenario.expect), ...values(evaluation, scenario.expect)];
  return { passed: differences.length === 0, differences };
}

type Expectation = FormScenario['expect'];

function structure(evaluation: Evaluation, { pages, asked = [], notAsked = [], outputs }: Expectation): Difference[] {
  const found = evaluation.pages.map(({ page }) => page.id);
  const to = aroundOf(evaluation).outputs.map(({ id }) => id);
  return [
    ...(pages && !same(pages, found) ? [{ what: 'pages' as const, at: firstDifference(pages, found), expected: pages, found }] : []),
    ...asked.filter((path) => !evaluation.nodes.has(path)).map((at): Difference => ({ what: 'asked', at, expected: true, found: false })),
    ...notAsked
      .filter((path) => evaluation.nodes.has(path))
      .map((at): Difference => ({ what: 'notAsked', at, expected: false, found: true })),
    ...(outputs && !same(outputs.toSorted(), to.toSorted())
      ? [{ what: 'outputs' as const, at: firstDifference(outputs, to), expected: outputs, found: to }]
      : []),
  ];
}

function values(evaluation: Evaluation, { computed = {}, feeCents, errors }: Expectation): Difference[] {
  const found = evaluation.errors.map(({ path, code }) => ({ path, code }));
  const listed = errors?.map(({ path, code }) => ({ path, code }));
  const cents = evaluation.fee.totalCents;
  return [
    ...Object.entries(computed)
      .map(([at, expected]): Difference => ({ what: 'computed', at, expected: expected as Json, found: evaluation.computed[at] ?? null }))
      .filter((one) => !same(one.expected, one.found)),
    ...(feeCents !== undefined && feeCents !== cents ? [{ what: 'feeCents' as const, at: 'fee', expected: feeCents, found: cents }] : []),
    ...(listed && !same(listed, found)
      ? [
          {
            what: 'errors' as const,
            at: listed.concat(found).find((one) => !(listed.some((a) => same(a, one)) && found.some((a) => same(a, one))))?.path ?? '',
            expected: listed,
            found,
          },
        ]
      : []),
  ];
}

/** The first entry of two lists that is not the same. */
function firstDifference(expected: readonly string[], found: readonly string[]): string {
  const at = expected.findIndex((one, i) => one !== found[i]);
  return at >= 0 ? (expected[at] ?? '') : (found[expected.length] ?? '');
}

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** Decimal texts and numbers that are the same number are the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'object' && part !== null && !Array.isArray(part))
      return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    return typeof part === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(part) ? Number(part) : part;
  });
}

/** "asked: dogs.0.clearance: expected true, found false" */
export function differenceText({ what, at, expected, found }: Difference): string {
  return `${what}: ${at}: ${JSON.stringify(expected)} ≠ ${JSON.stringify(found)}`;
}
