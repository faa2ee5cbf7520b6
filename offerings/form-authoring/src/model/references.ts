import { type AuthorForm, entriesOf } from './author-form.ts';
import { nodesOf } from './author-tree.ts';
import { mentionedIn } from './expression-references.ts';
import { expressionSlots } from './expression-slots.ts';

/** Places outside of a node (or an entry) that would lead nowhere without it: JSON pointers of the expression, rule or mapping. */
export type ReferencePlaces = readonly string[];

export function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}.`);
}

/** Everything outside of the node that refers to it or to something in it. */
export function referencesToNode(form: AuthorForm, path: string): ReferencePlaces {
  return references(form, (mentioned) => isWithin(mentioned, path), path);
}

/** Everything outside of a page that refers to a node on it. */
export function referencesToPage(form: AuthorForm, pageId: string): ReferencePlaces {
  const index = form.pages.findIndex((page) => page.id === pageId);
  const roots = form.pages[index]?.fields.map((node) => node.id) ?? [];
  const inside = (mentioned: string): boolean => roots.some((root) => isWithin(mentioned, root));
  return references(form, inside, undefined).filter((pointer) => !pointer.startsWith(`/pages/${index}/`));
}

export function referencesToComputed(form: AuthorForm, id: string): ReferencePlaces {
  const index = entriesOf(form, 'computed').findIndex((entry) => entry.id === id);
  return expressionSlots(form)
    .filter(({ expression, pointer }) => mentionedIn(expression).computed.has(id) && !pointer.startsWith(`/computed/${index}/`))
    .map(({ pointer }) => pointer);
}

function references(form: AuthorForm, inside: (path: string) => boolean, own: string | undefined): string[] {
  const places: string[] = [];
  const ownPointers = own === undefined ? [] : [...nodesOf(form)].filter(({ path }) => path === own).map(({ pointer }) => `${pointer}/`);
  for (const { pointer, expression } of expressionSlots(form)) {
    if (ownPointers.some((prefix) => pointer.startsWith(prefix))) continue;
    if ([...mentionedIn(expression).paths].some(inside)) places.push(pointer);
  }
  entriesOf(form, 'rules').forEach((rule, i) => {
    if (typeof rule['at'] === 'string' && inside(rule['at'])) places.push(`/rules/${i}/at`);
  });
  for (const { node, path, pointer } of nodesOf(form)) {
    const { itemTitle } = node;
    if (typeof itemTitle === 'string' && inside(`${path}.${itemTitle}`) && path !== own) places.push(`${pointer}/itemTitle`);
  }
  entriesOf(form, 'outputs').forEach((output, i) => {
    const { to, elements } = output;
    if (typeof to === 'string' && inside(to)) places.push(`/outputs/${i}/to`);
    if (Array.isArray(elements))
      elements.forEach((element: { path?: unknown }, j) => {
        if (typeof element.path === 'string' && inside(element.path)) places.push(`/outputs/${i}/elements/${j}`);
      });
  });
  return places;
}
