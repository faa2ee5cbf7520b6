import type { AddressPart } from './answers.ts';
import { addressParts } from './answers.ts';
import type { FieldOption, FormDefinition } from './definition.ts';
import type { CompiledNode } from './form-tree.ts';

/** Types of the expression language. `list` = ticked values; `files`, `address`, `parts` (place, signature, matrix), `items` can only be tested for emptiness. */
export type ValueType =
  | 'text'
  | 'number'
  | 'bool'
  | 'date'
  | 'time'
  | 'datetime'
  | 'money'
  | 'list'
  | 'files'
  | 'address'
  | 'parts'
  | 'items';

const types: Partial<Record<CompiledNode['kind'], ValueType>> = {
  text: 'text',
  'text-latin': 'text',
  name: 'text',
  textarea: 'text',
  email: 'text',
  phone: 'text',
  iban: 'text',
  select: 'text',
  radios: 'text',
  choice: 'text',
  date: 'date',
  time: 'time',
  datetime: 'datetime',
  place: 'parts',
  signature: 'parts',
  matrix: 'parts',
  bool: 'bool',
  declaration: 'bool',
  int: 'number',
  number: 'number',
  currency: 'money',
  checkboxes: 'list',
  address: 'address',
  file: 'files',
  repeat: 'items',
};

/** Type of what rules see of a node; undefined for groups and labels, which have no value. Derived fields: see their expression. */
export function typeOfNode(node: Pick<CompiledNode, 'kind'>): ValueType | undefined {
  return types[node.kind];
}

/** The choices of a select, radios or checkboxes field: its own, or the form's list. */
export function optionsOf(definition: FormDefinition, def: { options?: FieldOption[]; list?: string }): readonly FieldOption[] {
  return def.options ?? (def.list === undefined ? [] : (definition.lists?.[def.list]?.entries ?? []));
}

/** Values a text may have, where they are known: options, branches. */
export function knownValues(definition: FormDefinition, node: CompiledNode): readonly string[] | undefined {
  const { def } = node;
  if ('branches' in def) return def.branches.map((branch) => branch.id);
  if ('kind' in def && (def.kind === 'select' || def.kind === 'radios' || def.kind === 'checkboxes'))
    return optionsOf(definition, def).map((option) => option.value);
  return undefined;
}

export function isAddressPart(text: string): text is AddressPart {
  return (addressParts as readonly string[]).includes(text);
}
