import { type Result, done, failed } from '@amt/module';
import { type AuthorForm, entriesOf, withEntries, without } from '../model/author-form.ts';
import { nodeAt, nodesOf, withNode } from '../model/author-tree.ts';
import { mentionedIn } from '../model/expression-references.ts';
import { mapExpressions } from '../model/expression-slots.ts';
import { isWithin, referencesToComputed, referencesToNode } from '../model/references.ts';
import { moveScenarioAnswers } from './scenario-answers.ts';

export type Removed = Result<AuthorForm, 'not-found' | 'last-branches' | 'referenced'>;

/**
 * Takes a node out with all that is in it.
 *
 * @param options.withReferences takes conditions, rules, calculations and mappings that refer to it out as well; else they forbid it (`referenced`; which they are tells `referencesToNode`)
 */
export function removeNode(form: AuthorForm, path: string, options: { readonly withReferences: boolean }): Removed {
  const placed = nodeAt(form, path);
  if (!placed) return failed('not-found');
  if (placed.isBranch && (placed.parent?.node.branches?.length ?? 0) <= 2) return failed('last-branches');
  if (!options.withReferences && referencesToNode(form, path).length > 0) return failed('referenced');
  const cleaned = withoutScenarioAnswers(
    withoutReferences(form, (mentioned) => isWithin(mentioned, path)),
    form,
    path,
  );
  return done(withNode(cleaned, path, () => undefined));
}

/** The form without everything that refers to paths; computed values that fall take what builds on them along. */
export function withoutReferences(form: AuthorForm, gone: (path: string) => boolean): AuthorForm {
  let cleaned = mapExpressions(form, ({ expression }) => ([...mentionedIn(expression).paths].some(gone) ? undefined : expression));
  cleaned = withEntries(
    cleaned,
    'rules',
    entriesOf(cleaned, 'rules').filter((rule) => typeof rule['at'] !== 'string' || !gone(rule['at'])),
  );
  cleaned = withEntries(
    cleaned,
    'outputs',
    entriesOf(cleaned, 'outputs')
      .filter(({ to }) => typeof to !== 'string' || !gone(to))
      .map((output) =>
        Array.isArray(output['elements'])
          ? { ...output, elements: output['elements'].filter((one: { path?: unknown }) => typeof one.path !== 'string' || !gone(one.path)) }
          : output,
      ),
  );
  for (const { node, path } of nodesOf(cleaned)) {
    const { itemTitle } = node;
    if (typeof itemTitle === 'string' && gone(`${path}.${itemTitle}`))
      cleaned = withNode(cleaned, path, (one) => without(one, 'itemTitle'));
  }
  return withoutDangling(form, cleaned);
}

function withoutDangling(before: AuthorForm, form: AuthorForm): AuthorForm {
  const left = new Set(entriesOf(form, 'computed').map((entry) => entry.id));
  const lost = new Set(
    entriesOf(before, 'computed')
      .map((entry) => entry.id)
      .filter((id) => !left.has(id)),
  );
  if (lost.size === 0) return form;
  return withoutComputed(form, lost);
}

function withoutComputed(form: AuthorForm, lost: ReadonlySet<string>): AuthorForm {
  const next = mapExpressions(form, ({ expression }) =>
    [...mentionedIn(expression).computed].some((id) => lost.has(id)) ? undefined : expression,
  );
  return withoutDangling(form, next);
}

/** Takes a computed value out; what builds on it forbids it, or goes along. */
export function removeComputed(form: AuthorForm, id: string, options: { readonly withReferences: boolean }): Removed {
  const entries = entriesOf(form, 'computed');
  if (!entries.some((entry) => entry.id === id)) return failed('not-found');
  if (!options.withReferences && referencesToComputed(form, id).length > 0) return failed('referenced');
  const left = withEntries(
    form,
    'computed',
    entries.filter((entry) => entry.id !== id),
  );
  return done(withoutComputed(left, new Set([id])));
}

/** Scenarios lose the answers and expectations that nobody asks for any more. */
export function withoutScenarioAnswers(form: AuthorForm, before: AuthorForm, ...roots: readonly string[]): AuthorForm {
  const scenarios = entriesOf(form, 'scenarios');
  if (scenarios.length === 0) return form;
  const gone = (path: unknown): boolean =>
    typeof path === 'string' && roots.some((root) => isWithin(path.replace(/\.\d+(?=\.|$)/g, ''), root));
  // an empty path is one no answer can have: it is put nowhere
  const drop = (path: string): string => (gone(path) ? '' : path);
  return withEntries(
    form,
    'scenarios',
    scenarios.map((scenario) => {
      const answers = moveScenarioAnswers(before, record(scenario['answers']), drop, undefined);
      return { ...scenario, answers: without(answers, ''), expect: withoutExpectations(record(scenario['expect']), gone) };
    }),
  );
}

function withoutExpectations(
  expect: Readonly<Record<string, unknown>>,
  gone: (path: unknown) => boolean,
): Readonly<Record<string, unknown>> {
  const kept = (list: unknown): unknown => (Array.isArray(list) ? list.filter((path: unknown) => !gone(path)) : list);
  return {
    ...expect,
    ...('asked' in expect ? { asked: kept(expect['asked']) } : {}),
    ...('notAsked' in expect ? { notAsked: kept(expect['notAsked']) } : {}),
    ...(Array.isArray(expect['errors']) ? { errors: expect['errors'].filter((error: { path?: unknown }) => !gone(error.path)) } : {}),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}
