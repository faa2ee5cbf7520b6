import { failed } from '@amt/module';
import type { AuthorForm } from '../model/author-form.ts';
import { type PlacedNode, childrenOf, containerOf, fieldsIn, isContainer, nodeAt } from '../model/author-tree.ts';
import { type Moved, moveNode } from './move-node.ts';

export const directions = ['up', 'down', 'in', 'out'] as const;
export type Direction = (typeof directions)[number];

/**
 * One step with a button: up or down among its siblings, from the edge of a page to the page beside it; into the group before it; out of its group.
 * Where there is no step in that direction: `no-place`.
 */
export function nudgeNode(form: AuthorForm, path: string, direction: Direction): Moved {
  const placed = nodeAt(form, path);
  if (!placed) return failed('not-found');
  const from = containerOf(placed);
  const siblings = fieldsIn(form, from) ?? [];
  switch (direction) {
    case 'up':
      if (placed.index > 0) return moveNode(form, path, from, placed.index - 1);
      return ontoPage(form, placed, placed.pageIndex - 1, undefined);
    case 'down':
      if (placed.index < siblings.length - 1) return moveNode(form, path, from, placed.index + 2);
      return ontoPage(form, placed, placed.pageIndex + 1, 0);
    case 'in':
      return into(form, placed, `${path.slice(0, path.length - placed.node.id.length)}${siblings[placed.index - 1]?.id ?? ''}`);
    case 'out':
      return out(form, placed);
  }
}

function ontoPage(form: AuthorForm, placed: PlacedNode, pageIndex: number, index: number | undefined): Moved {
  const page = form.pages[pageIndex];
  return page && !placed.parent ? moveNode(form, placed.path, { page: page.id }, index) : failed('no-place');
}

function into(form: AuthorForm, placed: PlacedNode, beforePath: string): Moved {
  const before = nodeAt(form, beforePath);
  if (!before || placed.isBranch || beforePath === placed.path) return failed('no-place');
  if (isContainer(before)) return moveNode(form, placed.path, { node: beforePath });
  const [branch] = before.node.branches ? childrenOf(before.node) : [];
  return branch ? moveNode(form, placed.path, { node: `${beforePath}.${branch.id}` }) : failed('no-place');
}

function out(form: AuthorForm, placed: PlacedNode): Moved {
  const parent = placed.parent?.isBranch ? placed.parent.parent : placed.parent;
  if (!parent || placed.isBranch) return failed('no-place');
  return moveNode(form, placed.path, containerOf(parent), parent.index + 1);
}
