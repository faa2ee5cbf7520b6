import type { CompiledForm, FieldOption, InputField } from '@amt/forms';
import { latinTextPattern, personNamePattern } from '@amt/forms';
import { datePattern, datetimePattern, orderPattern, timePattern } from './date-pattern.ts';
import { jsonSchemaPattern } from './pattern-text.ts';

/** A JSON Schema of 2020-12, as far as it is written here. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** Hears what a schema cannot say about a field. */
export type NotExpressed = (what: string) => void;

const utf16 = 'lengths are counted in UTF-16 units';
const text = (more: object): JsonSchema => ({ type: 'string', ...more });
const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const mail = `^[\\p{L}\\p{N}.!#$%&'*+\\/=?^_\`{|}~\\-]{1,64}@${label}(?:\\.${label})+$`;
const noControls = '^\\P{Cc}*$';
const strokes = '^(?:[ML] ?\\d{1,3}(?:\\.\\d{1,2})? \\d{1,3}(?:\\.\\d{1,2})? ?)*$';

/** What a right answer of a field looks like; an answer that is there is never empty. */
export function schemaOfField(form: CompiledForm, field: InputField, notExpressed: NotExpressed): JsonSchema {
  switch (field.kind) {
    case 'text':
    case 'text-latin':
    case 'name':
      return text({
        minLength: Math.max(1, field.minLength ?? 0),
        maxLength: field.maxLength ?? 200,
        ...patterns([
          noControls,
          ...(field.pattern ? [jsonSchemaPattern(field.pattern.regex)] : []),
          ...(field.kind === 'text-latin' ? [latinTextPattern] : []),
          ...(field.kind === 'name' ? [personNamePattern, '\\p{L}'] : []),
        ]),
      });
    case 'textarea':
      return text({ minLength: Math.max(1, field.minLength ?? 0), maxLength: field.maxLength ?? 2000 });
    case 'email':
      notExpressed(utf16);
      return text({ maxLength: 254, pattern: mail });
    case 'phone':
      return text({ pattern: '^\\+[1-9]\\d{5,14}$' });
    case 'iban':
      notExpressed('check digits and length by country');
      return text({ pattern: '^[A-Z]{2}\\d{2}[A-Z0-9]{10,30}$' });
    case 'date':
      return text(patterns([datePattern, ...dateBounds(field, '', notExpressed)]));
    case 'datetime':
      return text(patterns([datetimePattern, ...dateBounds(field, 'T.*', notExpressed)]));
    case 'time':
      return text({ pattern: timePattern });
    case 'bool':
      return { type: 'boolean' };
    case 'int':
      return {
        type: 'integer',
        minimum: Math.max(field.min ?? -Infinity, Number.MIN_SAFE_INTEGER),
        maximum: Math.min(field.max ?? Infinity, Number.MAX_SAFE_INTEGER),
      };
    case 'number':
      notExpressed('places and limits of decimal numbers, which are kept as digits');
      return text({ pattern: '^-?\\d{1,40}(?:\\.\\d{1,40})?$' });
    case 'currency':
      return {
        type: 'integer',
        minimum: Math.max(field.min ?? 0, Number.MIN_SAFE_INTEGER),
        maximum: Math.min(field.max ?? Infinity, Number.MAX_SAFE_INTEGER),
      };
    case 'select':
    case 'radios':
      return options(optionsOf(form, field));
    case 'checkboxes':
      return {
        type: 'array',
        uniqueItems: true,
        items: options(optionsOf(form, field)),
        minItems: Math.max(1, field.min ?? 0),
        ...(field.max !== undefined && { maxItems: field.max }),
      };
    case 'declaration':
      return { const: true };
    default:
      return schemaOfParts(field, notExpressed);
  }
}

type PartsField = Extract<InputField, { kind: 'address' | 'file' | 'place' | 'signature' | 'matrix' }>;

function schemaOfParts(field: PartsField, notExpressed: NotExpressed): JsonSchema {
  switch (field.kind) {
    case 'address': {
      const part = text({ minLength: 1, maxLength: 100, pattern: latinTextPattern });
      const postalCode = text({ pattern: '^\\d{5}$' });
      notExpressed(utf16);
      return {
        type: 'object',
        required: ['street', 'houseNumber', 'postalCode', 'city'],
        properties: { street: part, houseNumber: part, postalCode, city: part },
      };
    }
    case 'file': {
      const properties = {
        id: true,
        fileName: true,
        mediaType: { enum: field.mediaTypes },
        size: { type: 'number', maximum: field.maxBytes ?? 10_000_000, not: { const: 0 } },
        sha256: { type: 'string' },
      };
      return {
        type: 'array',
        minItems: 1,
        maxItems: field.maxFiles ?? 1,
        items: { type: 'object', required: ['mediaType', 'size', 'sha256'], properties },
      };
    }
    case 'place': {
      notExpressed(utf16);
      const properties = {
        text: text({ maxLength: 500 }),
        lat: { type: 'number', minimum: -90, maximum: 90 },
        lon: { type: 'number', minimum: -180, maximum: 180 },
      };
      const point = { required: ['lat', 'lon'] };
      const words = { required: ['text'], properties: { text: { minLength: 1 }, lat: false, lon: false } };
      return { type: 'object', properties, additionalProperties: false, anyOf: [point, words] };
    }
    case 'signature': {
      notExpressed(utf16);
      const properties = { name: text({ maxLength: 200, pattern: '\\S' }), strokes: text({ maxLength: 20_000, pattern: strokes }) };
      return { type: 'object', required: ['name'], properties, additionalProperties: false };
    }
    case 'matrix': {
      const column = { enum: field.columns.map((one) => one.value) };
      const rows = field.rows.map((row) => row.value);
      return {
        type: 'object',
        required: rows,
        properties: Object.fromEntries(rows.map((row) => [row, column])),
        additionalProperties: false,
      };
    }
  }
}

/** The choices of a field: its own, or those of the form's list. */
export function optionsOf({ definition }: CompiledForm, field: Extract<InputField, { list?: string }>): readonly FieldOption[] {
  return field.options ?? (field.list === undefined ? [] : (definition.lists?.[field.list]?.entries ?? []));
}

const options = (entries: readonly FieldOption[]): JsonSchema => ({ enum: entries.map((entry) => entry.value) });

function patterns(list: readonly string[]): object {
  const [first, ...more] = list;
  return { pattern: first, ...(more.length > 0 && { allOf: more.map((pattern) => ({ pattern })) }) };
}

function dateBounds({ min, max }: { readonly min?: string; readonly max?: string }, rest: string, notExpressed: NotExpressed): string[] {
  if (min === 'today' || max === 'today') notExpressed('limits that move with today');
  return [
    ...(min !== undefined && min !== 'today' ? [orderPattern('gte', min, rest)] : []),
    ...(max !== undefined && max !== 'today' ? [orderPattern('lte', max, rest)] : []),
  ];
}
