import type { Branch, FormDefinition, FormNode, FormPage } from './definition.ts';
import type { Frame } from './frame.ts';

/** A page of the compiled form. */
export interface CompiledPage {
  readonly index: number;
  readonly def: FormPage;
  readonly nodes: CompiledNode[];
  when?: Compute<boolean>;
}

/** A closure made of an expression; reads answers through the frame it is called in. */
export type Compute<T = unknown> = (frame: Frame) => T | undefined;

/** A node of the tree with its place; branches of choice groups are nodes of their own. */
export interface CompiledNode {
  readonly index: number;
  readonly id: string;
  /** `household.income`, without item numbers */
  readonly path: string;
  readonly kind: FormNode['kind'] | 'branch';
  readonly def: FormNode | Branch;
  readonly parent: CompiledNode | undefined;
  /** the nearest repeat group around it */
  readonly owner: CompiledNode | undefined;
  readonly page: CompiledPage;
  /** key of the answers below which it lies */
  readonly root: string;
  /** place in the frame's memo */
  readonly slot: number;
  /** JSON pointer into the definition */
  readonly pointer: string;
  readonly children: CompiledNode[];
  when?: Compute<boolean>;
  requiredWhen?: Compute<boolean>;
  /** of locked and hidden fields */
  derive?: Compute;
}

export interface FormTree {
  readonly pages: CompiledPage[];
  readonly nodes: CompiledNode[];
  readonly byPath: ReadonlyMap<string, CompiledNode>;
  /** how many memo slots a frame needs: of the form itself, and of each repeat group */
  readonly slots: ReadonlyMap<CompiledNode | undefined, number>;
}

/** Children of a node in the definition with their JSON pointers. */
function childrenOf(def: FormNode | Branch, pointer: string): { def: FormNode | Branch; kind: CompiledNode['kind']; pointer: string }[] {
  if ('branches' in def) return def.branches.map((branch, i) => ({ def: branch, kind: 'branch', pointer: `${pointer}/branches/${i}` }));
  if ('fields' in def && def.fields)
    return def.fields.map((node, i) => ({ def: node, kind: node.kind, pointer: `${pointer}/fields/${i}` }));
  return [];
}

/** Lays out the tree; `report` hears of ids used twice in one place. */
export function layOutTree(definition: FormDefinition, report: (pointer: string, message: string) => void): FormTree {
  const nodes: CompiledNode[] = [];
  const byPath = new Map<string, CompiledNode>();
  const slots = new Map<CompiledNode | undefined, number>([[undefined, 0]]);

  const place = (
    def: FormNode | Branch,
    kind: CompiledNode['kind'],
    pointer: string,
    page: CompiledPage,
    parent?: CompiledNode,
  ): CompiledNode => {
    const path = parent ? `${parent.path}.${def.id}` : def.id;
    const owner = parent?.kind === 'repeat' ? parent : parent?.owner;
    const slot = slots.get(owner) ?? 0;
    slots.set(owner, slot + 1);
    const node: CompiledNode = {
      index: nodes.length,
      id: def.id,
      path,
      kind,
      def,
      parent,
      owner,
      page,
      root: parent?.root ?? def.id,
      slot,
      pointer,
      children: [],
    };
    if (def.id in Object.prototype) report(`${pointer}/id`, `"${def.id}" cannot be an id`);
    if (parent?.kind === 'choice' && def.id === 'choice') report(`${pointer}/id`, '"choice" cannot be the id of a branch');
    if (byPath.has(path)) report(`${pointer}/id`, `"${path}" is there twice`);
    nodes.push(node);
    byPath.set(path, node);
    for (const child of childrenOf(def, pointer)) node.children.push(place(child.def, child.kind, child.pointer, page, node));
    return node;
  };

  const pages = definition.pages.map((def, index): CompiledPage => {
    const page: CompiledPage = { index, def, nodes: [] };
    def.fields.forEach((node, i) => page.nodes.push(place(node, node.kind, `/pages/${index}/fields/${i}`, page)));
    return page;
  });
  return { pages, nodes, byPath, slots };
}
