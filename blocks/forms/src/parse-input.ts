import type { Locale } from '@amt/i18n';
import { type AddressAnswer, type Json, addressParts } from './answers.ts';
import { isComposite, parseComposite, partsOfComposite } from './composite-answer.ts';
import { decimalText, multiply, toDecimal } from './decimal.ts';
import type { InputField } from './definition.ts';
import type { Finding } from './field-error.ts';
import { compactIban } from './iban.ts';

/** What a browser sent for one field: a text, ticked values, or the parts of a date, an address or another composite answer. */
export type RawInput = string | readonly string[] | Readonly<Record<string, string>>;

/** A typed answer (`undefined` = left empty), or what is wrong. */
export type Parsed = { readonly ok: true; readonly value: Json | undefined } | { readonly ok: false; readonly finding: Finding };

export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>;

export const dateParts = ['day', 'month', 'year'] as const;

/** What was sent for the field at a path; undefined when nothing of it was (unticked boxes send nothing). */
export function rawInput(field: InputField, path: string, body: FormFields): RawInput | undefined {
  if (field.kind === 'checkboxes') {
    const ticked = Object.hasOwn(body, path) ? body[path] : undefined;
    return ticked === undefined ? undefined : [ticked].flat().filter((value) => value !== '');
  }
  if (field.kind === 'date') return partsOf(dateParts, (part) => `${path}-${part}`, body);
  if (field.kind === 'address') return partsOf(addressParts, (part) => `${path}.${part}`, body);
  if (isComposite(field)) return partsOf(partsOfComposite(field), (part) => `${path}${field.kind === 'datetime' ? '-' : '.'}${part}`, body);
  return single(body, path);
}

function partsOf(parts: readonly string[], name: (part: string) => string, body: FormFields): RawInput | undefined {
  const found = parts.flatMap((part) => {
    const value = single(body, name(part));
    return value === undefined ? [] : [[part, value] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

function single(body: FormFields, name: string): string | undefined {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return typeof value === 'string' ? value : value?.[0];
}

/** Reads what people type: German and English decimals, dates in three parts, IBANs with blanks, phone numbers with strokes. */
export function parseFieldInput(field: InputField, raw: RawInput, locale: Locale): Parsed {
  if (field.kind === 'checkboxes')
    return answered(Array.isArray(raw) ? [...(raw as readonly string[])] : typeof raw === 'string' ? [raw] : []);
  if (field.kind === 'date') return parseDate(partTexts(raw));
  if (field.kind === 'address') return parseAddress(partTexts(raw));
  if (isComposite(field)) return parseComposite(field, partTexts(raw), clockTime);
  if (field.kind === 'file') return wrong('wrongType');
  const text = clean(typeof raw === 'string' ? raw : '');
  if (text === '') return answered(undefined);
  switch (field.kind) {
    case 'email':
      return answered(text.replace(/^mailto:/i, ''));
    case 'phone':
      return parsePhone(text);
    case 'iban':
      return answered(compactIban(text));
    case 'time':
      return parseTime(text);
    case 'bool':
      return text === 'yes' || text === 'no' ? answered(text === 'yes') : wrong('choose');
    case 'declaration':
      return text === 'yes' ? answered(true) : wrong('declaration');
    case 'int':
      return parseInteger(text, locale);
    case 'number':
      return parseNumber(text, locale);
    case 'currency':
      return parseAmount(text, locale);
    default:
      return answered(text);
  }
}

const answered = (value: Json | undefined): Parsed => ({ ok: true, value });
const wrong = (code: Finding['code']): Parsed => ({ ok: false, finding: { code } });

/** Composed letters (NFC), line ends of one sort, no blanks around. */
function clean(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\u0000', '').trim();
}

function partTexts(raw: RawInput): Record<string, string> {
  if (typeof raw === 'string' || Array.isArray(raw)) return {};
  return Object.fromEntries(Object.entries(raw as Readonly<Record<string, string>>).map(([part, text]) => [part, clean(text)]));
}

function parseDate(parts: Record<string, string>): Parsed {
  const { day = '', month = '', year = '' } = parts;
  if (day === '' && month === '' && year === '') return answered(undefined);
  if (day === '' || month === '' || year === '') return wrong('dateIncomplete');
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^[1-9]\d{3}$/.test(year)) return wrong('date');
  return answered(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function parseAddress(parts: Record<string, string>): Parsed {
  const address: AddressAnswer = {
    street: parts['street'] ?? '',
    houseNumber: parts['houseNumber'] ?? '',
    postalCode: (parts['postalCode'] ?? '').replace(/^D-?\s*/i, ''),
    city: parts['city'] ?? '',
  };
  if (addressParts.every((part) => address[part] === '')) return answered(undefined);
  return addressParts.some((part) => address[part] === '') ? wrong('addressIncomplete') : answered({ ...address });
}

/** International form; a number without country is a German one. */
function parsePhone(text: string): Parsed {
  if (!/^\+?[\d\s()/.\-–]+$/.test(text)) return wrong('phone');
  const digits = text.replace(/\(0\)/, '').replace(/[^\d+]/g, '');
  if (digits.startsWith('+')) return answered(digits);
  if (digits.startsWith('00')) return answered(`+${digits.slice(2)}`);
  return digits.startsWith('0') ? answered(`+49${digits.slice(1)}`) : wrong('phone');
}

function parseTime(text: string): Parsed {
  const time = clockTime(text);
  return time === undefined ? wrong('time') : answered(time);
}

/** `HH:MM` of "9", "9:30", "9.30 Uhr", "9 h". */
function clockTime(text: string): string | undefined {
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:.](\d{2}))?(?:\s*(?:Uhr|h))?$/i.exec(text) ?? [];
  return hour !== '' && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : undefined;
}

/**
 * Digits with a point for a number as written in the language: "1.234,56" in German, "1,234.56" in English. The other language's mark is
 * understood where it cannot mean groups of three ("12.5" in German).
 */
export function decimalDigits(text: string, locale: Locale): string | undefined {
  const [group, mark] = locale === 'en' ? [',', '.'] : ['.', ','];
  const bare = text.replace(/[\s\u00A0\u202F']/g, '').replace(/^[−–]/, '-');
  const grouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${mark}\\d+)?$`);
  const plain = new RegExp(`^-?\\d+(\\${mark}\\d+)?$`);
  const other = new RegExp(`^-?\\d+\\${group}\\d+$`);
  if (grouped.test(bare)) return bare.replaceAll(group, '').replace(mark, '.');
  if (plain.test(bare)) return bare.replace(mark, '.');
  return other.test(bare) ? bare.replace(group, '.') : undefined;
}

function parseInteger(text: string, locale: Locale): Parsed {
  const digits = decimalDigits(text, locale);
  const value = Number(digits);
  return digits !== undefined && !digits.includes('.') && Number.isSafeInteger(value) ? answered(value + 0) : wrong('int');
}

function parseNumber(text: string, locale: Locale): Parsed {
  const digits = decimalDigits(text, locale);
  const value = digits === undefined ? undefined : toDecimal(digits);
  return value === undefined ? wrong('number') : answered(decimalText(value));
}

function parseAmount(text: string, locale: Locale): Parsed {
  const digits = decimalDigits(text.replace(/(€|EUR|Euro)/i, ''), locale);
  if (digits === undefined || (digits.split('.')[1]?.length ?? 0) > 2) return wrong('currency');
  const value = toDecimal(digits);
  const cents = value === undefined ? undefined : multiply(value, 100);
  return typeof cents === 'number' ? answered(cents) : wrong('currency');
}
