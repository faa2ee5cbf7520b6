import type { FieldOption, FormNode } from '@amt/forms';
import type { Kept } from './kept-keywords.ts';
import type { FormList } from './lists-of.ts';
import type { XdfDataType, XdfFieldType } from './xdf-model.ts';

/** A field as XDatenfelder says it; with `parts` it is a group. */
export interface Outgoing {
  /** multiplicity, e.g. `0:1` */
  readonly count: string;
  readonly label: string;
  readonly fieldType: XdfFieldType;
  readonly dataType: XdfDataType;
  readonly kept: Kept;
  readonly constraints?: Readonly<Record<string, string | undefined>>;
  readonly content?: string;
  readonly values?: readonly FieldOption[];
  readonly listUri?: string;
  readonly maxSize?: string;
  readonly mediaTypes?: readonly string[];
  readonly parts?: readonly FormNode[];
}

type FieldNode = Exclude<FormNode, { kind: 'group' | 'repeat' | 'choice' }>;
type Derived = Extract<FormNode, { value: unknown }>;

const number = (value: number | undefined): string | undefined => (value === undefined ? undefined : String(value));
const euros = (cents: number | undefined): string | undefined => (cents === undefined ? undefined : (cents / 100).toFixed(2));
const plain = (kept: Kept): Kept => Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));

export function fieldOut(node: FieldNode, lists: Readonly<Record<string, FormList>>): Outgoing {
  const shared = {
    count: 'required' in node && node.required === false ? '0:1' : '1:1',
    label: node.kind === 'label' ? node.text.de.slice(0, 100).trim() : node.label.de,
    fieldType: 'input' as const,
    dataType: 'text' as const,
  };
  const prefill: Kept = 'prefill' in node && node.prefill !== undefined ? { prefill: node.prefill } : {};
  switch (node.kind) {
    case 'text':
    case 'text-latin':
    case 'name':
    case 'textarea': {
      const pattern = 'pattern' in node ? node.pattern : undefined;
      const width = 'width' in node && node.width !== undefined ? { width: node.width } : {};
      return {
        ...shared,
        dataType: node.kind === 'text-latin' || node.kind === 'name' ? 'text_latin' : 'text',
        kept: { ...prefill, kind: node.kind, ...(pattern && { message: pattern.message.de }), ...width },
        constraints: { minLength: number(node.minLength), maxLength: number(node.maxLength), pattern: pattern?.regex },
      };
    }
    case 'email':
    case 'phone':
    case 'iban':
      return { ...shared, kept: { ...prefill, kind: node.kind } };
    case 'date':
    case 'datetime': {
      const fixed = (bound: string | undefined): string | undefined => (bound === 'today' ? undefined : bound);
      const today = { ...(node.min === 'today' && { min: 'today' }), ...(node.max === 'today' && { max: 'today' }) };
      return {
        ...shared,
        dataType: node.kind,
        kept: { ...prefill, ...today },
        constraints: { minValue: fixed(node.min), maxValue: fixed(node.max) },
      };
    }
    case 'time':
    case 'bool':
      return { ...shared, dataType: node.kind, kept: prefill };
    case 'declaration':
      return { ...shared, dataType: 'bool', kept: { kind: 'declaration' } };
    case 'int':
    case 'number':
      return {
        ...shared,
        dataType: node.kind === 'int' ? 'num_int' : 'num',
        kept: plain({
          ...prefill,
          ...(node.kind === 'number' && { places: node.places === undefined ? '' : String(node.places) }),
          ...(node.unit && { unit: node.unit.de }),
        }),
        constraints: { minValue: number(node.min), maxValue: number(node.max) },
      };
    case 'currency':
      return { ...shared, dataType: 'num_currency', kept: prefill, constraints: { minValue: euros(node.min), maxValue: euros(node.max) } };
    case 'select':
    case 'radios':
      return { ...shared, fieldType: 'select', kept: { ...prefill, kind: node.kind }, ...choicesOf(node, lists) };
    case 'checkboxes': {
      const least = node.required === false ? 0 : Math.max(1, node.min ?? 1);
      const limits = { ...(node.min !== undefined && { min: String(node.min) }), ...(node.max !== undefined && { max: String(node.max) }) };
      const most = node.max === undefined || node.max < least ? '*' : String(node.max);
      return {
        ...shared,
        count: `${least}:${most}`,
        fieldType: 'select',
        kept: { ...prefill, kind: 'checkboxes', ...limits },
        ...choicesOf(node, lists),
      };
    }
    case 'file':
      return {
        ...shared,
        dataType: 'file',
        kept: node.maxFiles === undefined ? {} : { maxFiles: String(node.maxFiles) },
        mediaTypes: node.mediaTypes,
        ...(node.maxBytes !== undefined && { maxSize: String(node.maxBytes / 1_000_000) }),
      };
    case 'label':
      return { ...shared, fieldType: 'label', kept: node.tone === undefined ? {} : { tone: node.tone }, content: node.text.de };
    case 'locked':
    case 'hidden':
      return { ...shared, fieldType: node.kind, ...literalOut(node.value) };
    case 'address':
    case 'place':
    case 'signature':
    case 'matrix':
      return { ...shared, kept: { ...prefill, kind: node.kind }, parts: partsOf(node) };
  }
}

/** Fields with parts become groups that every reader understands. */
function partsOf(node: Extract<FieldNode, { kind: 'address' | 'place' | 'signature' | 'matrix' }>): FormNode[] {
  const line = (id: string, de: string): FormNode => ({ kind: 'text', id, label: { de } });
  const degrees = (id: string, de: string): FormNode => ({ kind: 'number', id, label: { de }, places: 6 });
  switch (node.kind) {
    case 'address':
      return [line('street', 'Straße'), line('houseNumber', 'Hausnummer'), line('postalCode', 'Postleitzahl'), line('city', 'Ort')];
    case 'place':
      return [line('text', 'Beschreibung'), degrees('lat', 'Breitengrad'), degrees('lon', 'Längengrad')];
    case 'signature':
      return [line('name', 'Name')];
    case 'matrix':
      return node.rows.map((row): FormNode => ({ kind: 'radios', id: row.value, label: row.label, options: node.columns }));
  }
}

function choicesOf(
  node: Extract<FieldNode, { list?: string }>,
  lists: Readonly<Record<string, FormList>>,
): Pick<Outgoing, 'values' | 'listUri'> {
  const list = node.list === undefined ? undefined : lists[node.list];
  if (list?.source !== undefined) return { listUri: list.source };
  return { values: node.options ?? list?.entries ?? [] };
}

function literalOut(value: Derived['value']): Pick<Outgoing, 'dataType' | 'content' | 'kept'> {
  if (typeof value === 'string') return { dataType: 'text', kept: {}, ...(value !== '' && { content: value }) };
  if (typeof value === 'number') return { dataType: 'num', content: String(value), kept: {} };
  if (typeof value === 'boolean') return { dataType: 'bool', content: String(value), kept: {} };
  if ('date' in value) return { dataType: 'date', content: value.date, kept: {} };
  if ('cents' in value) return { dataType: 'num_currency', content: (value.cents / 100).toFixed(2), kept: {} };
  return { dataType: 'text', kept: { kind: 'derived' } };
}
