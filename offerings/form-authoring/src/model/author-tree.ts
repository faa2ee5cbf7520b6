import type { AuthorForm, AuthorNode, AuthorPage } from './author-form.ts';

/** A node with its place. Paths are unique in a form: an id directly on a page is unique in the whole form, others among their siblings. */
export interface PlacedNode {
  readonly node: AuthorNode;
  /** `household.income`; of a branch `contact.byMail` */
  readonly path: string;
  readonly isBranch: boolean;
  readonly pageIndex: number;
  readonly page: AuthorPage;
  readonly parent: PlacedNode | undefined;
  /** among its siblings */
  readonly index: number;
  readonly depth: number;
  /** JSON pointer into the definition */
  readonly pointer: string;
}

/** Where nodes can be put: a page, or a group, repeat group or branch. */
export type Container = { readonly page: string } | { readonly node: string };

/** Children of a node: fields of groups, repeat groups and branches, branches of choice groups. */
export function childrenOf(node: AuthorNode): readonly AuthorNode[] {
  return node.branches ?? node.fields ?? [];
}

/** Whether fields may be put into it. */
export function isContainer(placed: Pick<PlacedNode, 'node' | 'isBranch'>): boolean {
  return placed.isBranch || placed.node.kind === 'group' || placed.node.kind === 'repeat';
}

/** All nodes in order, each after its parent. */
export function* nodesOf(form: AuthorForm): Generator<PlacedNode> {
  for (const [pageIndex, page] of form.pages.entries()) yield* nodesOfPage(page, pageIndex);
}

export function* nodesOfPage(page: AuthorPage, pageIndex: number): Generator<PlacedNode> {
  for (const [index, node] of page.fields.entries())
    yield* walk({
      node,
      path: node.id,
      isBranch: false,
      pageIndex,
      page,
      parent: undefined,
      index,
      depth: 0,
      pointer: `/pages/${pageIndex}/fields/${index}`,
    });
}

function* walk(placed: PlacedNode): Generator<PlacedNode> {
  yield placed;
  const { node, path, page, pageIndex, depth, pointer } = placed;
  const isBranch = node.branches !== undefined;
  for (const [index, child] of childrenOf(node).entries())
    yield* walk({
      node: child,
      path: `${path}.${child.id}`,
      isBranch,
      pageIndex,
      page,
      parent: placed,
      index,
      depth: depth + 1,
      pointer: `${pointer}/${isBranch ? 'branches' : 'fields'}/${index}`,
    });
}

/** The node at a path. */
export function nodeAt(form: AuthorForm, path: string): PlacedNode | undefined {
  for (const placed of nodesOf(form)) if (placed.path === path) return placed;
  return undefined;
}

export function pageById(form: AuthorForm, id: string): { readonly page: AuthorPage; readonly index: number } | undefined {
  const index = form.pages.findIndex((page) => page.id === id);
  const page = form.pages[index];
  return page && { page, index };
}

/** The container a node stands in. */
export function containerOf(placed: PlacedNode): Container {
  return placed.parent ? { node: placed.parent.path } : { page: placed.page.id };
}

/** What stands in a container, or undefined where there is none such. */
export function fieldsIn(form: AuthorForm, container: Container): readonly AuthorNode[] | undefined {
  if ('page' in container) return pageById(form, container.page)?.page.fields;
  const placed = nodeAt(form, container.node);
  return placed && (isContainer(placed) || placed.node.branches) ? childrenOf(placed.node) : undefined;
}

/** The form with other children in a container; everything else is shared. */
export function withFields(form: AuthorForm, container: Container, fields: readonly AuthorNode[]): AuthorForm {
  if ('page' in container) return { ...form, pages: form.pages.map((page) => (page.id === container.page ? { ...page, fields } : page)) };
  return withNode(form, container.node, (node) => (node.branches ? { ...node, branches: fields } : { ...node, fields }));
}

/** The form with a node replaced by what `change` makes of it; `undefined` takes it out. */
export function withNode(form: AuthorForm, path: string, change: (node: AuthorNode) => AuthorNode | undefined): AuthorForm {
  const steps = path.split('.');
  return {
    ...form,
    pages: form.pages.map((page) =>
      page.fields.some((node) => node.id === steps[0]) ? { ...page, fields: changeIn(page.fields, steps, change) } : page,
    ),
  };
}

function changeIn(
  nodes: readonly AuthorNode[],
  [step, ...rest]: readonly string[],
  change: (node: AuthorNode) => AuthorNode | undefined,
): AuthorNode[] {
  return nodes.flatMap((node) => {
    if (node.id !== step) return [node];
    if (rest.length === 0) return change(node) ?? [];
    const key = node.branches ? 'branches' : 'fields';
    return [{ ...node, [key]: changeIn(childrenOf(node), rest, change) }];
  });
}
