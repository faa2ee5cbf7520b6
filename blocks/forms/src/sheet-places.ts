import { type Answers, type Json, answerAt } from './answers.ts';
import type { CompiledForm } from './compile-form.ts';
import type { CompiledNode } from './form-tree.ts';

/** A node of the sheet at its instance path. Unlike a screen of the wizard, the sheet has what conditions hide too, as the printed one does. */
export interface SheetPlace {
  readonly path: string;
  readonly node: CompiledNode;
}

/** Blocks of a repeat group on the sheet: its items, or empty ones to begin with. An empty block becomes an item when something is typed in. */
export function blocksOf({ def }: CompiledNode, answers: Answers, path: string): { readonly items: number; readonly blocks: number } {
  const stored = answerAt(answers, path);
  const items = Array.isArray(stored) ? stored.length : 0;
  const min = 'itemLabel' in def ? def.min : 0;
  return { items, blocks: items > 0 ? items : Math.max(1, min) };
}

/** Everything the sheet asks, in its order. */
export function sheetPlaces(form: CompiledForm, answers: Answers): readonly SheetPlace[] {
  const within = (node: CompiledNode, prefix: string): SheetPlace[] => {
    const path = `${prefix}${node.id}`;
    const own = { node, path };
    if (node.kind !== 'repeat') return [own, ...node.children.flatMap((child) => within(child, `${path}.`))];
    const { blocks } = blocksOf(node, answers, path);
    const items = Array.from({ length: blocks }, (_, i) => node.children.flatMap((child) => within(child, `${path}.${i}.`)));
    return [own, ...items.flat()];
  };
  return form.tree.pages.flatMap((page) => page.nodes.flatMap((node) => within(node, '')));
}

/** The answers with an item for every block in which something stands, so that what could not be taken has an item to belong to. */
export function withItems(answers: Answers, paths: readonly string[]): Answers {
  const copy = structuredClone(answers) as Record<string, Json>;
  for (const path of paths) fillItems(copy, path.split('.'));
  return copy;
}

type Mutable = Record<string, Json> | Json[];

function fillItems(root: Record<string, Json>, steps: readonly string[]): void {
  let here: Mutable = root;
  for (const [i, step] of steps.slice(0, -1).entries()) {
    const empty: Json = /^\d+$/.test(steps[i + 1] ?? '') ? [] : {};
    if (Array.isArray(here)) {
      const at = Number(step);
      for (let k = 0; k <= at; k++) here[k] ??= {};
      here = here[at] as Mutable;
    } else {
      here = (here[step] ??= empty) as Mutable;
    }
  }
}
