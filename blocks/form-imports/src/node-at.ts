import type { FormDefinition, FormNode } from '@amt/forms';

/** A node, or page, of a form under way and its JSON pointer. */
export interface Found<T> {
  readonly node: T;
  readonly pointer: string;
}

/** All nodes by path, and pages by id. */
export class FormIndex {
  readonly #nodes = new Map<string, Found<FormNode>>();
  readonly #pages = new Map<string, Found<FormDefinition['pages'][number]>>();

  constructor(form: FormDefinition) {
    const walk = (fields: readonly FormNode[], prefix: string, pointer: string): void => {
      fields.forEach((node, i) => {
        const path = prefix + node.id;
        const here = `${pointer}/fields/${i}`;
        this.#nodes.set(path, { node, pointer: here });
        if ('fields' in node) walk(node.fields, `${path}.`, here);
        if ('branches' in node)
          node.branches.forEach((branch, j) => walk(branch.fields ?? [], `${path}.${branch.id}.`, `${here}/branches/${j}`));
      });
    };
    form.pages.forEach((page, i) => {
      this.#pages.set(page.id, { node: page, pointer: `/pages/${i}` });
      walk(page.fields, '', `/pages/${i}`);
    });
  }

  node(path: string): Found<FormNode> | undefined {
    return this.#nodes.get(path);
  }

  page(id: string): Found<FormDefinition['pages'][number]> | undefined {
    return this.#pages.get(id);
  }

  /** Path of the innermost node a pointer lies in. */
  pathAt(pointer: string): string | undefined {
    let best: string | undefined;
    let length = -1;
    for (const [path, found] of this.#nodes)
      if (found.pointer.length > length && (pointer === found.pointer || pointer.startsWith(`${found.pointer}/`))) {
        best = path;
        length = found.pointer.length;
      }
    return best;
  }
}
