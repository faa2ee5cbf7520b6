import { type Result, done, failed } from '@amt/module';
import type { AuthorForm, AuthorNode } from '../model/author-form.ts';
import { type Container, fieldsIn, nodeAt, withFields } from '../model/author-tree.ts';
import { freshId } from './fresh-id.ts';

/** @returns the form with the node, and the path it got: an id that is taken in its place gets a number. `index` is where among its siblings; default last */
export function addNode(
  form: AuthorForm,
  container: Container,
  node: AuthorNode,
  index?: number,
): Result<{ form: AuthorForm; path: string }, 'no-place'> {
  const siblings = fieldsIn(form, container);
  if (!siblings || !fits(form, container, node)) return failed('no-place');
  const named = { ...node, id: freshId(node.id, takenIn(form, container)) };
  const at = Math.min(Math.max(index ?? siblings.length, 0), siblings.length);
  const path = 'page' in container ? named.id : `${container.node}.${named.id}`;
  return done({ form: withFields(form, container, siblings.toSpliced(at, 0, named)), path });
}

/** Branches stand in choice groups only, and nothing else does. */
function fits(form: AuthorForm, container: Container, node: AuthorNode): boolean {
  const takesBranches = 'node' in container && nodeAt(form, container.node)?.node.branches !== undefined;
  return takesBranches === (node.kind === undefined);
}

/** Ids that are taken where the container stands: on a page those of all pages. */
export function takenIn(form: AuthorForm, container: Container): Set<string> {
  const siblings = 'page' in container ? form.pages.flatMap((page) => page.fields) : (fieldsIn(form, container) ?? []);
  return new Set(siblings.map((node) => node.id));
}
