import { type Result, done, failed } from '@amt/module';
import type { AuthorForm } from '../model/author-form.ts';
import { type Container, type PlacedNode, containerOf, fieldsIn, isContainer, nodeAt, withFields, withNode } from '../model/author-tree.ts';
import { isWithin } from '../model/references.ts';
import { freshId } from './fresh-id.ts';
import { takenIn } from './add-node.ts';
import { renameReferences } from './rename-references.ts';

export type Moved = Result<{ form: AuthorForm; path: string }, 'not-found' | 'no-place'>;

/**
 * Moves a node with all that is in it. What refers to it keeps referring to it when its path changes.
 *
 * @param index among the children of the container as they are before the move; default last
 * @returns `no-place` when the container is the node itself, lies in it, or takes no such thing (branches stay in their choice group)
 */
export function moveNode(form: AuthorForm, path: string, to: Container, index?: number): Moved {
  const placed = nodeAt(form, path);
  if (!placed) return failed('not-found');
  const target = fieldsIn(form, to);
  const from = containerOf(placed);
  const stays = sameContainer(from, to);
  if (!target || ('node' in to && isWithin(to.node, path)) || !takes(form, to, placed, stays)) return failed('no-place');
  if (stays) return done({ form: withFields(form, to, reordered(target, placed.index, index ?? target.length)), path });

  const taken = takenIn(form, to);
  if (placed.parent === undefined && 'page' in to) taken.delete(placed.node.id);
  const node = { ...placed.node, id: freshId(placed.node.id, taken) };
  const newPath = 'page' in to ? node.id : `${to.node}.${node.id}`;
  const rename = (one: string): string => (isWithin(one, path) ? `${newPath}${one.slice(path.length)}` : one);
  const renamed = newPath === path ? form : renameReferences(form, { path: rename }, form);
  const moving = nodeAt(renamed, path)?.node ?? node;
  const left = withNode(renamed, path, () => undefined);
  const siblings = fieldsIn(left, to) ?? [];
  const at = Math.min(Math.max(index ?? siblings.length, 0), siblings.length);
  return done({ form: withFields(left, to, siblings.toSpliced(at, 0, { ...moving, id: node.id })), path: newPath });
}

function takes(form: AuthorForm, to: Container, placed: PlacedNode, stays: boolean): boolean {
  if (placed.isBranch) return stays;
  if ('page' in to) return true;
  const target = nodeAt(form, to.node);
  return target !== undefined && isContainer(target);
}

export function sameContainer(a: Container, b: Container): boolean {
  return 'page' in a ? 'page' in b && a.page === b.page : 'node' in b && a.node === b.node;
}

function reordered<Item>(items: readonly Item[], from: number, before: number): Item[] {
  const item = items[from];
  if (item === undefined) return [...items];
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(before > from ? before - 1 : before, 0, item);
}
