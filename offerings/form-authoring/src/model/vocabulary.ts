import type { NamedNode, Vocabulary } from '@amt/form-proofs';
import { type AuthorForm, type AuthorNode, type AuthorOption, type AuthorText, entriesOf } from './author-form.ts';
import { nodesOf } from './author-tree.ts';

/** The words of a form while it is being written; what its sentences refer to may be missing. */
export function vocabularyOf(form: AuthorForm): Vocabulary {
  let nodes: ReadonlyMap<string, AuthorNode> | undefined;
  return {
    node: (path) => {
      // most sentences of a large form are never asked for
      nodes ??= new Map([...nodesOf(form)].map(({ path: at, node }) => [at, node]));
      const node = nodes.get(path);
      return node && namedNode(form, node);
    },
    computed: (id) => {
      const entry = entriesOf(form, 'computed').find((one) => one.id === id);
      return entry && { label: entry['label'] as AuthorText | undefined, value: entry['value'] };
    },
  };
}

function namedNode(form: AuthorForm, node: AuthorNode): NamedNode {
  const { kind = 'branch', label } = node;
  return {
    kind,
    label,
    choices: choicesOf(form, node) ?? (node['columns'] as readonly AuthorOption[] | undefined),
    rows: node['rows'] as readonly AuthorOption[] | undefined,
    ...(kind === 'locked' || kind === 'hidden' ? { value: node['value'] } : {}),
  };
}

/** What can be chosen: options of its own or of a list of the form, cases of a choice group. */
export function choicesOf(form: AuthorForm, node: AuthorNode): readonly AuthorOption[] | undefined {
  if (node.branches) return node.branches.map(({ id, label }) => ({ value: id, label: label ?? { de: '' } }));
  return node.options ?? (typeof node['list'] === 'string' ? form.lists?.[node['list']]?.entries : undefined);
}
