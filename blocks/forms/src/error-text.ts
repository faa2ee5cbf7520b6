import { type Locale, formatDate, formatFileSize, formatMoney, pick } from '@amt/i18n';
import { plainDate } from './civil-date.ts';
import type { FieldError } from './field-error.ts';
import { messages } from './messages.ts';

/** What is wrong with an answer and how to put it right, in the person's language. */
export function errorText(error: Omit<FieldError, 'path'>, locale: Locale): string {
  if (error.message) return pick(error.message, locale);
  const m = messages[locale].errors;
  const { params = {} } = error;
  const number = (name: string): number => Number(params[name] ?? 0);
  const limit = (name: 'min' | 'max'): string =>
    params['cents'] === undefined ? decimalText(String(params[name]), locale) : formatMoney(number(name), locale);
  switch (error.code) {
    case 'tooShort':
      return m.tooShort({ min: number('min'), length: number('length') });
    case 'tooLong':
      return m.tooLong({ max: number('max'), length: number('length') });
    case 'dateTooEarly':
      return m.dateTooEarly({ min: dateText(String(params['min']), locale) });
    case 'dateTooLate':
      return m.dateTooLate({ max: dateText(String(params['max']), locale) });
    case 'matrixIncomplete':
      return m.matrixIncomplete({ open: number('open') });
    case 'tooSmall':
      return m.tooSmall({ min: limit('min') });
    case 'tooLarge':
      return m.tooLarge({ max: limit('max') });
    case 'places':
      return m.places({ places: number('places') });
    case 'tooFewChosen':
      return m.tooFewChosen({ min: number('min') });
    case 'tooManyChosen':
      return m.tooManyChosen({ max: number('max') });
    case 'tooManyFiles':
      return m.tooManyFiles({ max: number('max') });
    case 'mediaType':
      return m.mediaType({ types: mediaTypeNames(String(params['types']).split(' ')) });
    case 'fileTooLarge':
      return m.fileTooLarge({ size: formatFileSize(number('maxBytes'), locale) });
    case 'tooFewItems':
      return m.tooFewItems({ min: number('min') });
    case 'tooManyItems':
      return m.tooManyItems({ max: number('max') });
    default:
      return m[error.code]();
  }
}

const names: Record<string, string> = { 'application/pdf': 'PDF', 'image/jpeg': 'JPG', 'image/png': 'PNG', 'image/webp': 'WebP' };

/** "PDF, JPG, PNG" */
export function mediaTypeNames(types: readonly string[]): string {
  return types.map((type) => names[type] ?? type).join(', ');
}

function dateText(text: string, locale: Locale): string {
  const date = plainDate(text);
  return date ? formatDate(date, locale) : text;
}

function decimalText(text: string, locale: Locale): string {
  return locale === 'en' ? text : text.replace('.', ',');
}
