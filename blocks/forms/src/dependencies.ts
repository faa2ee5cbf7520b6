import type { CompiledNode, FormTree } from './form-tree.ts';

/**
 * What each part of a form reads. Parts: `page:<index>` (shown or not), `node:<path>` (shown or not, and its value where it is derived),
 * `required:<path>`, `rule:<index>`, `computed:<id>`, `fee:<index>`. Reads: `answer:<path>`, `computed:<id>`, `fact:<name>`.
 */
export type Dependencies = Map<string, Set<string>>;

/** Parts that a read stands for: an answer is seen only where its node and all around it are shown. */
function partsBehind(read: string, tree: FormTree): string[] {
  if (!read.startsWith('answer:')) return read.startsWith('computed:') ? [read] : [];
  const parts: string[] = [];
  let node: CompiledNode | undefined = tree.byPath.get(read.slice('answer:'.length));
  if (node) parts.push(`page:${node.page.index}`);
  for (; node; node = node.parent) parts.push(`node:${node.path}`);
  return parts;
}

/** Parts that must be known before this one: those it reads, and for a node the nodes around it. */
function partsBefore(part: string, dependencies: Dependencies, tree: FormTree): string[] {
  const before = [...(dependencies.get(part) ?? [])].flatMap((read) => partsBehind(read, tree));
  if (!part.startsWith('node:')) return before;
  const node = tree.byPath.get(part.slice('node:'.length));
  if (node) before.push(node.parent ? `node:${node.parent.path}` : `page:${node.page.index}`);
  return before;
}

/** How many conditions and values may build on each other. Evaluation follows them one within the other. */
export const longestChain = 300;

/** Parts that depend on each other in a circle, in order; or the first part that too many others stand before. */
export function findCycle(dependencies: Dependencies, tree: FormTree): { cycle?: string[]; tooLong?: string } {
  const state = new Map<string, 'open' | number>();
  for (const start of dependencies.keys()) {
    // an own stack: definitions may chain thousands of parts before they are refused
    const stack: { part: string; before: string[]; chain: number }[] = [];
    const open = (part: string): void => {
      state.set(part, 'open');
      stack.push({ part, before: partsBefore(part, dependencies, tree), chain: 0 });
    };
    if (!state.has(start)) open(start);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.before.at(-1);
      const known = next === undefined ? undefined : state.get(next);
      if (known === 'open') return { cycle: stack.slice(stack.findIndex((entry) => entry.part === next)).map((entry) => entry.part) };
      if (next !== undefined && known === undefined) {
        open(next);
        continue;
      }
      if (next === undefined) {
        if (top.chain > longestChain) return { tooLong: top.part };
        state.set(top.part, top.chain);
        stack.pop();
      } else {
        top.chain = Math.max(top.chain, (known ?? 0) + 1);
        top.before.pop();
      }
    }
  }
  return {};
}

/**
 * Tells for an input (`<key of the answers>` or `fact:<name>`) the parts that can change with it, directly or through others; nodes are told as
 * the number of the root they lie below. Worked out when first asked for: for all inputs at once it would be the square of the form.
 */
export function affectedParts(dependencies: Dependencies, tree: FormTree, computedIds: readonly string[]): (input: string) => Affected {
  const dependents = new Map<string, Set<string>>();
  const link = (from: string, to: string): void => {
    const known = dependents.get(from);
    if (known) known.add(to);
    else dependents.set(from, new Set([to]));
  };
  for (const [part, reads] of dependencies) {
    for (const before of partsBefore(part, dependencies, tree)) link(before, part);
    for (const read of reads) {
      if (read.startsWith('answer:')) link(tree.byPath.get(read.slice('answer:'.length))?.root ?? '', part);
      else if (read.startsWith('fact:')) link(read, part);
    }
  }
  for (const node of tree.nodes) {
    link(node.root, `node:${node.path}`);
    link(`required:${node.path}`, `node:${node.path}`);
    // the check of a date may look at the day
    if (node.kind === 'date') link('fact:today', `node:${node.path}`);
  }
  const roots = new Map(tree.pages.flatMap((page) => page.nodes).map((node, i) => [node.id, i]));
  const computed = new Map(computedIds.map((id, i) => [id, i]));
  const known = new Map<string, Affected>();
  return (input) => {
    let affected = known.get(input);
    if (!affected) known.set(input, (affected = numbered(reachedFrom(input, dependents), roots, computed)));
    return affected;
  };
}

/** Numbers of parts in their lists. */
export interface Affected {
  readonly pages: readonly number[];
  /** nodes directly on pages, counted through all pages */
  readonly roots: readonly number[];
  readonly rules: readonly number[];
  readonly computed: readonly number[];
  readonly fees: readonly number[];
}

function numbered(parts: ReadonlySet<string>, roots: ReadonlyMap<string, number>, computed: ReadonlyMap<string, number>): Affected {
  const affected = { pages: [] as number[], rules: [] as number[], computed: [] as number[], fees: [] as number[] };
  const below = new Set<number>();
  for (const part of parts) {
    const colon = part.indexOf(':');
    const name = part.slice(colon + 1);
    switch (part.slice(0, colon)) {
      case 'page':
        affected.pages.push(Number(name));
        break;
      case 'node':
        below.add(roots.get(name.split('.')[0] ?? '') ?? 0);
        break;
      case 'rule':
        affected.rules.push(Number(name));
        break;
      case 'computed':
        affected.computed.push(computed.get(name) ?? 0);
        break;
      case 'fee':
        affected.fees.push(Number(name));
    }
  }
  return { ...affected, roots: [...below] };
}

function reachedFrom(input: string, dependents: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const open = [...(dependents.get(input) ?? [])];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (reached.has(part)) continue;
    reached.add(part);
    open.push(...(dependents.get(part) ?? []));
  }
  return reached;
}
