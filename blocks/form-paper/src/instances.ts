import type { CompiledForm, CompiledNode } from '@amt/forms';

/** A node at a place on the sheet; the same node stands in each block of a repeated group. */
export interface Instance {
  readonly node: CompiledNode;
  readonly path: string;
}

/** Blocks printed for a repeated group: up to three, but never fewer than must be filled in. */
export function printedItems({ def }: CompiledNode): number {
  return 'itemLabel' in def ? Math.max(def.min, Math.min(def.max, 3)) : 0;
}

/** Whether an extra sheet is printed: for groups outside of other groups that may have more items than there are blocks. */
export function hasExtraSheet(node: CompiledNode): boolean {
  return 'itemLabel' in node.def && !node.owner && node.def.max > printedItems(node);
}

/** Every question of the sheet with all its blocks, the extra sheet's too (its fields are one further item). */
export function instancesOf(form: CompiledForm): readonly Instance[] {
  return form.tree.pages.flatMap((page) => page.nodes.flatMap((node) => within(node, '')));
}

function within(node: CompiledNode, prefix: string): Instance[] {
  const path = `${prefix}${node.id}`;
  if (node.kind !== 'repeat') return [{ node, path }, ...node.children.flatMap((child) => within(child, `${path}.`))];
  const items = printedItems(node) + (hasExtraSheet(node) ? 1 : 0);
  return [
    { node, path },
    ...Array.from({ length: items }, (_, item) => node.children.flatMap((child) => within(child, `${path}.${item}.`))).flat(),
  ];
}
