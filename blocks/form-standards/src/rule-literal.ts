import type { Condition, Expression } from '@amt/forms';
import type { FormNode } from '@amt/forms';
import { notLoadedCode, type FormList } from './lists-of.ts';

type Comparison = 'equal' | 'not_equal' | 'lt' | 'lte' | 'gt' | 'gte';

/** A comparison of a field with a value as a rule writes it; undefined where the value does not fit the field, which nobody may guess away. */
export function compareWithValue(
  node: FormNode,
  path: string,
  op: Comparison,
  value: string | number | boolean,
  lists: Readonly<Record<string, FormList>>,
): Condition | undefined {
  const answer = { answer: path };
  if (node.kind === 'checkboxes') {
    const code = codeOf(node, String(value), lists);
    if (code === undefined || (op !== 'equal' && op !== 'not_equal')) return undefined;
    const ticked: Condition = { op: 'in', args: [code, answer] };
    return op === 'equal' ? ticked : { op: 'not', args: [ticked] };
  }
  const literal = literalFor(node, value, lists);
  if (literal === undefined) return undefined;
  const ordered = ['int', 'number', 'currency', 'date', 'datetime', 'time'].includes(node.kind);
  return op === 'equal' || op === 'not_equal' || ordered ? { op, args: [answer, literal] } : undefined;
}

function literalFor(node: FormNode, value: string | number | boolean, lists: Readonly<Record<string, FormList>>): Expression | undefined {
  const words = String(value).trim();
  switch (node.kind) {
    case 'bool':
    case 'declaration':
      return /^(true|ja|wahr)$/i.test(words) ? true : /^(false|nein|falsch)$/i.test(words) ? false : undefined;
    case 'int':
    case 'number':
      return numberOf(words);
    case 'currency': {
      const euros = numberOf(words.replace(/\s*(€|Euro|EUR)$/i, ''));
      return euros === undefined ? undefined : { cents: Math.round(euros * 100) };
    }
    case 'date': {
      const date = dayOf(words);
      return date === undefined ? undefined : { date };
    }
    case 'select':
    case 'radios':
      return codeOf(node, words, lists);
    case 'text':
    case 'text-latin':
    case 'name':
    case 'textarea':
    case 'email':
    case 'phone':
    case 'iban':
      return typeof value === 'string' && words !== '' ? words : undefined;
    default:
      return undefined;
  }
}

/** A code of the list, or the code whose name the rule gives. */
function codeOf(node: Extract<FormNode, { list?: string }>, value: string, lists: Readonly<Record<string, FormList>>): string | undefined {
  const entries = node.options ?? (node.list === undefined ? [] : (lists[node.list]?.entries ?? []));
  const byCode = entries.find((entry) => entry.value === value && entry.value !== notLoadedCode);
  const byName = entries.filter((entry) => entry.label.de === value);
  return byCode?.value ?? (byName.length === 1 ? byName[0]?.value : undefined);
}

function numberOf(words: string): number | undefined {
  const plain = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(words) ? words.replaceAll('.', '').replace(',', '.') : words.replace(',', '.');
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(plain) ? Number(plain) : undefined;
}

/** `31.12.2025` or `2025-12-31` */
function dayOf(words: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(words) ?? [];
  const text = year === '' ? words : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text) ? undefined : text;
}
