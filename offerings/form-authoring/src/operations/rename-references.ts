import { type AuthorEntry, type AuthorForm, entriesOf, withEntries, without } from '../model/author-form.ts';
import { nodesOf, withNode } from '../model/author-tree.ts';
import { type Renaming, renamedIn } from '../model/expression-references.ts';
import { mapExpressions } from '../model/expression-slots.ts';
import { definitionPath, renamedInstance } from '../model/instance-paths.ts';
import { moveScenarioAnswers } from './scenario-answers.ts';

/**
 * Carries new paths of nodes, ids of computed values and values of choices into everything that refers to them: conditions, rules, calculations, the fee,
 * scenarios, mappings of outputs, remarks. The nodes themselves are changed by the caller.
 *
 * @param before the form whose paths `renaming` knows
 */
export function renameReferences(form: AuthorForm, renaming: Renaming, before: AuthorForm): AuthorForm {
  const path = renaming.path ?? ((same: string) => same);
  let renamed = mapExpressions(form, ({ expression }) => renamedIn(expression, renaming));
  renamed = renamedItemTitles(renamed, path);
  renamed = mapEntries(renamed, 'rules', (rule) => withText(rule, 'at', path));
  renamed = mapEntries(renamed, 'remarks', (remark) => withText(remark, 'at', path));
  renamed = mapEntries(renamed, 'outputs', (output) => {
    const { to, elements } = output;
    const own = typeof to === 'string' ? { ...output, to: path(to) } : output;
    return Array.isArray(elements) ? { ...own, elements: (elements as AuthorEntry[]).map((one) => withText(one, 'path', path)) } : own;
  });
  return mapEntries(renamed, 'scenarios', (scenario) => renamedScenario(scenario, renaming, before));
}

/** The heading of an item is a field directly in its repeat group; one that goes elsewhere heads nothing any more. */
function renamedItemTitles(form: AuthorForm, path: (path: string) => string): AuthorForm {
  let renamed = form;
  for (const { node, path: at } of nodesOf(form)) {
    const { itemTitle } = node;
    if (typeof itemTitle !== 'string') continue;
    const [before, after] = [`${at}.${itemTitle}`, path(`${at}.${itemTitle}`)];
    if (after === before) continue;
    const inside = after.startsWith(`${path(at)}.`) ? after.slice(path(at).length + 1) : '';
    renamed = withNode(renamed, at, (one) => (/^[^.]+$/.test(inside) ? { ...one, itemTitle: inside } : without(one, 'itemTitle')));
  }
  return renamed;
}

function mapEntries(
  form: AuthorForm,
  list: 'rules' | 'remarks' | 'outputs' | 'scenarios',
  change: (entry: AuthorEntry) => AuthorEntry,
): AuthorForm {
  const entries = entriesOf(form, list);
  return entries.length === 0 ? form : withEntries(form, list, entries.map(change));
}

function withText<Entry extends AuthorEntry>(entry: Entry, property: string, rename: (path: string) => string): Entry {
  const value = entry[property];
  return typeof value === 'string' ? { ...entry, [property]: rename(value) } : entry;
}

function renamedScenario(scenario: AuthorEntry, { path = same, computed = same, value }: Renaming, before: AuthorForm): AuthorEntry {
  const expected = record(scenario['expect']);
  const paths = (list: unknown): unknown =>
    Array.isArray(list) ? list.map((one: unknown) => (typeof one === 'string' ? instance(one, path) : one)) : list;
  const expect = {
    ...expected,
    ...('asked' in expected ? { asked: paths(expected['asked']) } : {}),
    ...('notAsked' in expected ? { notAsked: paths(expected['notAsked']) } : {}),
    ...('errors' in expected && Array.isArray(expected['errors'])
      ? { errors: expected['errors'].map((error: unknown) => withInstance(error, path)) }
      : {}),
    ...('computed' in expected
      ? { computed: Object.fromEntries(Object.entries(record(expected['computed'])).map(([id, result]) => [computed(id), result])) }
      : {}),
  };
  return { ...scenario, answers: moveScenarioAnswers(before, record(scenario['answers']), path, value), expect };
}

const same = (name: string): string => name;

function instance(at: string, rename: (path: string) => string): string {
  const before = definitionPath(at);
  return before.split('.').length === rename(before).split('.').length ? renamedInstance(at, rename) : rename(before);
}

function withInstance(error: unknown, rename: (path: string) => string): unknown {
  const known = record(error);
  return typeof known['path'] === 'string' ? { ...known, path: instance(known['path'], rename) } : error;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}
