import type { AuthorForm, AuthorNode } from '../model/author-form.ts';
import { childrenOf } from '../model/author-tree.ts';
import { isQuestion } from '../model/kinds.ts';

/** Gives every question without a legal basis of its own the first one of the form: most forms ask everything on one provision. */
export function spreadLegalBasis(form: AuthorForm): AuthorForm {
  const [basis] = form.legalBasis;
  if (!basis) return form;
  const spread = (nodes: readonly AuthorNode[]): AuthorNode[] =>
    nodes.map((node) => {
      const own = isQuestion(node.kind) && node['legalBasis'] === undefined ? { ...node, legalBasis: basis } : node;
      const inner = childrenOf(node);
      return inner.length === 0 ? own : { ...own, [node.branches ? 'branches' : 'fields']: spread(inner) };
    });
  return { ...form, pages: form.pages.map((page) => ({ ...page, fields: spread(page.fields) })) };
}
