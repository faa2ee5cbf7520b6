import { type AuthorForm, type AuthorNode, without } from '../model/author-form.ts';
import { nodesOf } from '../model/author-tree.ts';
import { entriesOf, entryLists } from '../model/author-form.ts';

/** One difference between two versions, by its path. `before`, `after`: values of the property as they are in the definitions. */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** `page:person`, `node:applicant.name`, `rules:r1`, `form` */
  readonly subject: string;
  /** what of it; of added and removed things nothing */
  readonly property?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

type Thing = Readonly<Record<string, unknown>>;

/** Everything that differs: fields and pages by path, entries by id, settings by name. What became of a renamed field shows as removed and added. How points of an imported file were settled is told apart from it. */
export function diffForms(before: AuthorForm, after: AuthorForm): Difference[] {
  return [
    ...changed('form', settings(before), settings(after)),
    ...compare('page', pagesOf(before), pagesOf(after)),
    ...compare('node', fieldsOf(before), fieldsOf(after)),
    ...entryLists
      .filter((list) => list !== 'scenarios' && list !== 'remarks')
      .flatMap((list) => compare(list, byId(entriesOf(before, list)), byId(entriesOf(after, list)))),
  ];
}

function settings(form: AuthorForm): Thing {
  return without(form, 'pages', 'version', '$schema', ...entryLists);
}

function pagesOf(form: AuthorForm): Map<string, Thing> {
  return new Map(form.pages.map((page, index) => [page.id, { ...without(page, 'fields'), index }]));
}

/** A node's place is its container and what stands before it; only the container is told, order among neighbours shows in the order of the list. */
function fieldsOf(form: AuthorForm): Map<string, Thing> {
  return new Map(
    [...nodesOf(form)].map(({ node, path, page }): [string, Thing] => {
      const own: AuthorNode = without(node, 'fields', 'branches', 'id');
      return [path, { ...own, onPage: page.id }];
    }),
  );
}

function byId(entries: readonly { readonly id: string }[]): Map<string, Thing> {
  return new Map(entries.map((entry) => [entry.id, entry as Thing]));
}

function compare(kind: string, before: ReadonlyMap<string, Thing>, after: ReadonlyMap<string, Thing>): Difference[] {
  const removed = [...before.keys()]
    .filter((key) => !after.has(key))
    .map((key): Difference => ({ kind: 'removed', subject: `${kind}:${key}` }));
  const others = [...after].flatMap(([key, thing]): Difference[] => {
    const old = before.get(key);
    return old ? changed(`${kind}:${key}`, old, thing) : [{ kind: 'added', subject: `${kind}:${key}` }];
  });
  return [...removed, ...others];
}

function changed(subject: string, before: Thing, after: Thing): Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((property): Difference[] => {
    const [old, now] = [before[property], after[property]];
    if (JSON.stringify(sorted(old)) === JSON.stringify(sorted(now))) return [];
    const kind = property === 'index' || property === 'onPage' ? 'moved' : 'changed';
    return [{ kind, subject, property, before: old, after: now }];
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
