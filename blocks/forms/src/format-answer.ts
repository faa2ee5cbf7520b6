import { type Locale, formatDate, formatFileSize, formatMoney, localizedText, pick } from '@amt/i18n';
import { type Json, addressParts, isRecord, plainText } from './answers.ts';
import { plainDate } from './civil-date.ts';
import type { Choice, DerivedField, FormDefinition, InputField } from './definition.ts';
import { compositeInput, isComposite } from './composite-answer.ts';
import { groupedIban } from './iban.ts';
import type { RawInput } from './parse-input.ts';
import { optionsOf } from './value-type.ts';

/** Words for yes and no in the language of the page. */
export interface YesNo {
  readonly yes: string;
  readonly no: string;
}

/** An answer as it stands in the inputs: the way back of `parseFieldInput`. */
export function formatInput(field: InputField, value: Json | undefined, locale: Locale): RawInput {
  if (field.kind === 'checkboxes') return Array.isArray(value) ? value.map(plainText) : [];
  if (field.kind === 'date') {
    const [year = '', month = '', day = ''] = typeof value === 'string' ? value.split('-') : [];
    return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
  }
  if (field.kind === 'address')
    return Object.fromEntries(addressParts.map((part) => [part, isRecord(value) ? plainText(value[part]) : '']));
  if (isComposite(field)) return compositeInput(field, value, locale === 'en' ? '.' : ',');
  if (value === undefined || value === null || typeof value === 'object') return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const mark = locale === 'en' ? '.' : ',';
  if (field.kind === 'currency' && typeof value === 'number') return centsText(value, mark);
  if (field.kind === 'number') return plainText(value).replace('.', mark);
  return field.kind === 'iban' ? groupedIban(plainText(value)) : plainText(value);
}

function centsText(cents: number, mark: string): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
}

/** An answer as people read it; empty when there is none. Several lines (addresses, ticked values, files) are joined by line ends. */
export function formatAnswer(
  definition: FormDefinition,
  field: InputField | DerivedField | Choice,
  value: Json | undefined,
  locale: Locale,
  words: YesNo,
): string {
  if (value === undefined || value === null) return '';
  const option = (chosen: Json): string => {
    if (field.kind !== 'select' && field.kind !== 'radios' && field.kind !== 'checkboxes') return plainText(chosen);
    const found = optionsOf(definition, field).find((one) => one.value === chosen);
    return found ? localizedText(found.label, locale).text : plainText(chosen);
  };
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (field.kind === 'checkboxes') return Array.isArray(value) ? value.map(option).join('\n') : '';
  if (field.kind === 'file')
    return Array.isArray(value)
      ? value
          .map((file: Json) => (isRecord(file) ? `${plainText(file['fileName'])} (${formatFileSize(Number(file['size']), locale)})` : ''))
          .join('\n')
      : '';
  if (isRecord(value)) return partsText(field, value, locale);
  switch (field.kind) {
    case 'date':
      return dateText(plainText(value), locale);
    case 'datetime':
      return datetimeText(plainText(value), locale);
    case 'currency':
      return formatMoney(Number(value), locale);
    case 'iban':
      return groupedIban(plainText(value));
    case 'select':
    case 'radios':
      return option(value);
    case 'choice':
      return branchText(field, value, locale);
    case 'int':
    case 'number':
      return numberText(plainText(value), locale, field.unit && pick(field.unit, locale));
    default:
      return plainText(value);
  }
}

function dateText(value: string, locale: Locale): string {
  const date = plainDate(value);
  return date ? formatDate(date, locale) : value;
}

function datetimeText(value: string, locale: Locale): string {
  const [date = '', time = ''] = value.split('T');
  return `${dateText(date, locale)}, ${time}${locale === 'en' ? '' : ' Uhr'}`;
}

/** Answers with parts, a line each. */
function partsText(field: InputField | DerivedField | Choice, value: Readonly<Record<string, Json>>, locale: Locale): string {
  const part = (name: string): string => plainText(value[name]);
  switch (field.kind) {
    case 'address':
      return `${part('street')} ${part('houseNumber')}\n${part('postalCode')} ${part('city')}`;
    case 'place': {
      const mark = locale === 'en' ? '.' : ',';
      const point = part('lat') === '' ? '' : `${part('lat').replace('.', mark)}° N, ${part('lon').replace('.', mark)}° O`;
      return [part('text'), locale === 'en' ? point.replace(/O$/, 'E') : point].filter((line) => line !== '').join('\n');
    }
    case 'signature':
      return part('name');
    case 'matrix':
      return field.rows
        .map((row) => {
          const column = field.columns.find((one) => one.value === value[row.value]);
          return `${pick(row.label, locale)}: ${column ? pick(column.label, locale) : '–'}`;
        })
        .join('\n');
    default:
      return '';
  }
}

function branchText(field: Choice, value: Json, locale: Locale): string {
  const branch = field.branches.find((one) => one.id === value);
  return branch ? pick(branch.label, locale) : plainText(value);
}

/** Groups of three, all decimals kept: formatted as text, since a decimal may have more digits than a number holds. */
function numberText(digits: string, locale: Locale, unit: string | undefined): string {
  const [group, mark] = locale === 'en' ? [',', '.'] : ['.', ','];
  const [whole = '', decimals] = digits.split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, group) + (decimals === undefined ? '' : mark + decimals);
  return unit === undefined ? text : `${text} ${unit}`;
}
