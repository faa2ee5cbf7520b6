import type { Locale } from '@amt/i18n';
import { type AuthorForm, type AuthorNode, type AuthorOption, entriesOf } from '../model/author-form.ts';
import { type PlacedNode, nodesOf } from '../model/author-tree.ts';
import { isQuestion } from '../model/kinds.ts';
import { messages } from '../messages.ts';

/** What kind of comparison an operand allows. */
export type OperandType = 'text' | 'choice' | 'ticks' | 'bool' | 'number' | 'money' | 'date' | 'other';

/** Something a condition or calculation can be made of. `key` is its value in lists: `answer:person.age`, `computed:total`, `fact:today`, `count:dogs`. */
export interface Operand {
  readonly key: string;
  readonly label: string;
  readonly type: OperandType;
  /** of choices: what can be chosen */
  readonly options?: readonly AuthorOption[];
  readonly expression: unknown;
}

/** Everything a condition of this form may name. Answers inside of repeat groups only for what stands in the same group. */
export function operandsOf(form: AuthorForm, within: string | undefined, locale: Locale): Operand[] {
  const m = messages[locale].condition;
  const found: Operand[] = [];
  for (const placed of nodesOf(form)) {
    const { node, path, pageIndex, isBranch } = placed;
    const repeat = repeatAround(placed);
    const reachable = repeat === undefined || (within !== undefined && (within === repeat || within.startsWith(`${repeat}.`)));
    const label = m.operand({ page: pageIndex + 1, name: (node.label?.de ?? '') || path });
    if (node.kind === 'repeat' && repeat === undefined)
      found.push({ key: `count:${path}`, label: m.count({ name: label }), type: 'number', expression: { op: 'count', over: path } });
    if (isBranch || !reachable) continue;
    const type = typeOf(node);
    if (!type) continue;
    const options = optionsOf(form, node);
    found.push({ key: `answer:${path}`, label, type, expression: { answer: path }, ...(options ? { options } : {}) });
    if (node.kind === 'matrix')
      for (const row of (node['rows'] as readonly AuthorOption[] | undefined) ?? [])
        found.push({
          key: `answer:${path}.${row.value}`,
          label: `${label}: ${row.label.de}`,
          type: 'choice',
          options: (node['columns'] as readonly AuthorOption[] | undefined) ?? [],
          expression: { answer: `${path}.${row.value}` },
        });
    if (node.kind === 'address')
      for (const part of ['postalCode', 'city'] as const)
        found.push({
          key: `answer:${path}.${part}`,
          label: `${label}: ${messages[locale].sentence.parts[part]()}`,
          type: 'text',
          expression: { answer: `${path}.${part}` },
        });
  }
  const values = entriesOf(form, 'computed').map((entry): Operand => {
    const words = (entry['label'] as { readonly de?: string } | undefined)?.de;
    return {
      key: `computed:${entry.id}`,
      label: m.computed({ name: words ?? entry.id }),
      type: 'number',
      expression: { computed: entry.id },
    };
  });
  const facts: Operand[] = [
    { key: 'fact:today', label: m.today(), type: 'date', expression: { fact: 'today' } },
    { key: 'fact:signedIn', label: m.signedIn(), type: 'bool', expression: { fact: 'signedIn' } },
  ];
  return [...found, ...values, ...facts];
}

function typeOf(node: AuthorNode): OperandType | undefined {
  switch (node.kind) {
    case 'radios':
    case 'select':
    case 'choice':
      return 'choice';
    case 'checkboxes':
      return 'ticks';
    case 'bool':
    case 'declaration':
      return 'bool';
    case 'int':
    case 'number':
      return 'number';
    case 'currency':
      return 'money';
    case 'date':
      return 'date';
    case 'address':
    case 'place':
    case 'signature':
    case 'file':
    case 'matrix':
      return 'other';
    default:
      return isQuestion(node.kind) ? 'text' : undefined;
  }
}

function optionsOf(form: AuthorForm, node: AuthorNode): readonly AuthorOption[] | undefined {
  if (node.branches) return node.branches.map(({ id, label }) => ({ value: id, label: label ?? { de: id } }));
  return node.options ?? (typeof node['list'] === 'string' ? form.lists?.[node['list']]?.entries : undefined);
}

/** Path of the nearest repeat group around a node. */
function repeatAround({ parent }: PlacedNode): string | undefined {
  if (!parent) return undefined;
  return parent.node.kind === 'repeat' ? parent.path : repeatAround(parent);
}
