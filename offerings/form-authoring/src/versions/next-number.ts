import type { AuthorForm, AuthorNode } from '../model/author-form.ts';
import { nodesOf } from '../model/author-tree.ts';

type Raise = 'patch' | 'minor' | 'major';

/** The number of the version after `before`: patch where only texts changed, minor where only optional things came along, else major. */
export function nextNumber(before: AuthorForm | undefined, after: AuthorForm): string {
  if (!before) return '1.0.0';
  const [major = 1, minor = 0, patch = 0] = (before.version ?? '1.0.0').split('.').map(Number);
  switch (raiseBetween(before, after)) {
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
    case 'minor':
      return `${major}.${minor + 1}.0`;
    case 'major':
      return `${major + 1}.0.0`;
  }
}

/** Whether what was answered so far is still an answer to this form, and how much more there is to answer. */
export function raiseBetween(before: AuthorForm, after: AuthorForm): Raise {
  const [old, now] = [bare(before), bare(after)];
  if (old === now) return 'patch';
  return bare(withoutNewOptional(before, after)) === old ? 'minor' : 'major';
}

/** The later form without the optional fields, texts, groups of such, empty pages of such and options that are new in it. */
function withoutNewOptional(before: AuthorForm, after: AuthorForm): AuthorForm {
  const known = new Set([...nodesOf(before)].map(({ path }) => path));
  const pages = new Set(before.pages.map((page) => page.id));
  return {
    ...after,
    pages: after.pages.flatMap((page) => {
      const fields = keep(page.fields, '', known);
      return pages.has(page.id) || fields.length > 0 ? [{ ...page, fields }] : [];
    }),
  };
}

function keep(nodes: readonly AuthorNode[], prefix: string, known: ReadonlySet<string>): AuthorNode[] {
  return nodes.flatMap((node) => {
    const path = `${prefix}${node.id}`;
    if (!known.has(path) && isOptional(node)) return [];
    const inner = node.fields ? { fields: keep(node.fields, `${path}.`, known) } : {};
    return [{ ...node, ...inner }];
  });
}

function isOptional(node: AuthorNode): boolean {
  if (node.kind === 'label' || node.kind === 'hidden' || node.kind === 'locked') return true;
  if (node.kind === 'group') return (node.fields ?? []).every(isOptional);
  if (node.kind === 'repeat') return node['min'] === 0;
  return node['required'] === false && node.requiredWhen === undefined && node.kind !== 'declaration';
}

/** The form without its texts and what its authors keep for themselves, as canonical JSON. */
function bare(form: AuthorForm): string {
  const { version: _number, scenarios: _tests, remarks: _remarks, languages: _languages, ...rest } = form;
  return JSON.stringify(rest, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    if ('de' in part && typeof part.de === 'string') return '';
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
