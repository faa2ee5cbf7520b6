import { valueKind } from '@amt/form-proofs';
import type { Locale } from '@amt/i18n';
import { type AuthorForm, type AuthorNode, type AuthorOption, entriesOf } from '../model/author-form.ts';
import { type PlacedNode, nodesOf } from '../model/author-tree.ts';
import { mentionedIn } from '../model/expression-references.ts';
import { isQuestion } from '../model/kinds.ts';
import { choicesOf, vocabularyOf } from '../model/vocabulary.ts';
import { messages } from '../messages.ts';

/** What kind of comparison an operand allows. */
export type OperandType = 'text' | 'choice' | 'ticks' | 'bool' | 'number' | 'money' | 'date' | 'time' | 'datetime' | 'entries' | 'other';

/**
 * Something a condition or calculation can be made of. `key` is its value in lists: `answer:person.age`, `computed:total`, `fact:today`, and for
 * calculations `count:dogs`, `sum:dogs.weight`.
 */
export interface Operand {
  readonly key: string;
  readonly label: string;
  readonly type: OperandType;
  /** of choices: what can be chosen */
  readonly options?: readonly AuthorOption[];
  readonly expression: unknown;
  /** of counts and sums, which calculations are made of: path of the repeat group */
  readonly over?: string;
}

/** What can be named at a place of a form: on its pages, or inside of an entry of a repeat group. */
export interface Scope {
  readonly operands: readonly Operand[];
  readonly byKey: (key: string) => Operand | undefined;
  readonly operandFor: (expression: unknown) => Operand | undefined;
  /** what can be named of an entry of a repeat group */
  readonly into: (repeat: string) => Scope;
}

/**
 * Everything a condition of this form may name. Answers inside of repeat groups only for what stands in the same group, or speaks of its entries.
 *
 * @param within path of a node whose condition it is
 */
export function scopeOf(form: AuthorForm, within: string | undefined, locale: Locale): Scope {
  const inner = new Map<string, Scope>();
  const into = (repeat: string): Scope => {
    const known = inner.get(repeat) ?? scopeFrom(operandsOf(form, repeat, locale), into);
    inner.set(repeat, known);
    return known;
  };
  return scopeFrom(operandsOf(form, within, locale), into);
}

function scopeFrom(operands: readonly Operand[], into: Scope['into']): Scope {
  const byKey = new Map(operands.map((operand) => [operand.key, operand]));
  const byExpression = new Map(operands.map((operand) => [JSON.stringify(operand.expression), operand]));
  return {
    operands,
    byKey: (key) => byKey.get(key),
    // literals are no operands, and a long condition need not be written out to see that
    operandFor: (expression) =>
      typeof expression === 'object' && expression !== null && !('args' in expression)
        ? byExpression.get(JSON.stringify(expression))
        : undefined,
    into,
  };
}

function operandsOf(form: AuthorForm, within: string | undefined, locale: Locale): Operand[] {
  const m = messages[locale].condition;
  const reaches = (repeat: string | undefined): boolean =>
    repeat === undefined || (within !== undefined && (within === repeat || within.startsWith(`${repeat}.`)));
  const found: Operand[] = [];
  for (const placed of nodesOf(form)) {
    const { node, path, pageIndex, isBranch } = placed;
    const repeat = repeatAround(placed);
    const label = m.operand({ page: pageIndex + 1, name: (node.label?.de ?? '') || path });
    if (isBranch) continue;
    const type = typeOf(node);
    if (repeat !== undefined && reaches(repeatAround(repeat)?.path) && (type === 'number' || type === 'money')) {
      const expression = { op: 'sum', over: repeat.path, value: { answer: path } };
      found.push({ key: `sum:${path}`, label: m.sum({ name: label }), type, expression, over: repeat.path });
    }
    if (!type || !reaches(repeat?.path)) continue;
    const options = choicesOf(form, node);
    found.push({ key: `answer:${path}`, label, type, expression: { answer: path }, ...(options ? { options } : {}) });
    if (type === 'entries')
      found.push({
        key: `count:${path}`,
        label: m.count({ name: label }),
        type: 'number',
        expression: { op: 'count', over: path },
        over: path,
      });
    found.push(...partsOf(node, path, label, m));
  }
  return [...found, ...computedOf(form, m), ...factsOf(m)];
}

type Texts = (typeof messages)['de']['condition'];

/** Rows of a matrix and parts of an address can be asked about one by one. */
function partsOf(node: AuthorNode, path: string, label: string, m: Texts): Operand[] {
  const part = (name: string, words: string): Operand => ({
    key: `answer:${path}.${name}`,
    label: `${label}: ${words}`,
    type: 'text',
    expression: { answer: `${path}.${name}` },
  });
  if (node.kind === 'address') return (['postalCode', 'city'] as const).map((name) => part(name, m.parts[name]()));
  if (node.kind !== 'matrix') return [];
  const options = (node['columns'] as readonly AuthorOption[] | undefined) ?? [];
  const rows = (node['rows'] as readonly AuthorOption[] | undefined) ?? [];
  return rows.map((row) => ({ ...part(row.value, row.label.de), type: 'choice', options }));
}

function computedOf(form: AuthorForm, m: Texts): Operand[] {
  const vocabulary = vocabularyOf(form);
  return entriesOf(form, 'computed').map((entry) => {
    const words = (entry['label'] as { readonly de?: string } | undefined)?.de;
    const expression = { computed: entry.id };
    const kind = valueKind(expression, vocabulary);
    const isMoney = (): boolean => {
      if ((JSON.stringify(entry['value']) ?? '').includes('"cents"')) return true;
      return [...mentionedIn(entry['value']).paths].some((path) => vocabulary.node(path)?.kind === 'currency');
    };
    const type = kind === 'truth' ? 'bool' : kind === 'moment' ? 'date' : isMoney() ? 'money' : 'number';
    return { key: `computed:${entry.id}`, label: m.computed({ name: words ?? entry.id }), type, expression };
  });
}

function factsOf(m: Texts): Operand[] {
  return [
    { key: 'fact:today', label: m.today(), type: 'date', expression: { fact: 'today' } },
    { key: 'fact:signedIn', label: m.signedIn(), type: 'bool', expression: { fact: 'signedIn' } },
  ];
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
    case 'time':
    case 'datetime':
      return node.kind;
    case 'repeat':
      return 'entries';
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

/** The nearest repeat group around a node. */
function repeatAround({ parent }: PlacedNode): PlacedNode | undefined {
  if (!parent) return undefined;
  return parent.node.kind === 'repeat' ? parent : repeatAround(parent);
}
