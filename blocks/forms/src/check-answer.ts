import { type Facts, type Json, addressParts, isRecord, plainText } from './answers.ts';
import { plainDate } from './civil-date.ts';
import { checkComposite } from './composite-answer.ts';
import { compare, decimalText, toDecimal } from './decimal.ts';
import type {
  CheckboxesField,
  DateField,
  FieldOption,
  FileField,
  FormDefinition,
  InputField,
  NumberField,
  TextField,
} from './definition.ts';
import type { ErrorCode, Finding } from './field-error.ts';
import { isIban } from './iban.ts';
import { isLatinText, isPersonName } from './latin-characters.ts';
import type { Pattern } from './pattern.ts';
import { optionsOf } from './value-type.ts';

/** What a field's checks need besides the field: worked out once when the form is compiled. */
export interface FieldChecks {
  readonly pattern?: Pattern;
  readonly values?: ReadonlySet<string>;
}

export const defaultMaxLength = 200;
export const defaultTextareaMaxLength = 2000;
export const defaultMaxBytes = 10_000_000;

export function valuesOf(definition: FormDefinition, def: { options?: FieldOption[]; list?: string }): ReadonlySet<string> {
  return new Set(optionsOf(definition, def).map((option) => option.value));
}

/** Whether a typed answer is a right one; what is not there is another question (`required`). */
export function checkAnswer(field: InputField, value: Json, checks: FieldChecks, facts: Facts): Finding | undefined {
  switch (field.kind) {
    case 'text':
    case 'text-latin':
    case 'name':
      return typeof value === 'string' ? checkText(field, value, checks) : wrongType;
    case 'textarea':
      return typeof value === 'string' ? checkLength(value, field.minLength, field.maxLength ?? defaultTextareaMaxLength) : wrongType;
    case 'email':
      return typeof value === 'string' && isMailAddress(value) ? undefined : { code: 'email' };
    case 'phone':
      return typeof value === 'string' && /^\+[1-9]\d{5,14}$/.test(value) ? undefined : { code: 'phone' };
    case 'iban':
      return typeof value === 'string' && isIban(value) ? undefined : { code: 'iban' };
    case 'date':
      return typeof value === 'string' ? checkDate(field, value, facts) : wrongType;
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? undefined : { code: 'time' };
    case 'bool':
      return typeof value === 'boolean' ? undefined : wrongType;
    case 'int':
      return typeof value === 'number' && Number.isSafeInteger(value) ? checkRange(value, field.min, field.max) : { code: 'int' };
    case 'number':
      return typeof value === 'string' ? checkNumber(field, value) : wrongType;
    case 'currency':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? checkAmount(value, field.min ?? 0, field.max)
        : { code: 'currency' };
    case 'select':
    case 'radios':
      return typeof value === 'string' && checks.values?.has(value) ? undefined : { code: 'unknownOption' };
    case 'checkboxes':
      return checkTicked(field, value, checks);
    case 'address':
      return checkAddress(value);
    case 'file':
      return checkFiles(field, value);
    case 'datetime':
    case 'place':
    case 'signature':
    case 'matrix':
      return checkComposite(field, value, facts);
    case 'declaration':
      return value === true ? undefined : { code: 'declaration' };
  }
}

const wrongType: Finding = { code: 'wrongType' };

function checkLength(value: string, min = 0, max: number): Finding | undefined {
  const length = [...value].length;
  if (length > max) return { code: 'tooLong', params: { max, length } };
  return length < min ? { code: 'tooShort', params: { min, length } } : undefined;
}

function checkText(field: TextField, value: string, { pattern }: FieldChecks): Finding | undefined {
  const length = checkLength(value, field.minLength, field.maxLength ?? defaultMaxLength);
  if (length) return length;
  if (field.kind === 'name' && !isPersonName(value)) return { code: 'nameCharacters' };
  if (field.kind === 'text-latin' && !isLatinText(value)) return { code: 'characters' };
  if (/\p{Cc}/u.test(value)) return { code: 'characters' };
  if (pattern && field.pattern && !pattern.test(value)) return { code: 'pattern', message: field.pattern.message };
  return undefined;
}

/** As browsers see `type=email`, with a dot in the domain; no longer than SMTP carries (RFC 5321). */
function isMailAddress(value: string): boolean {
  if (value.length > 254) return false;
  const [local = '', domain = '', ...more] = value.split('@');
  if (more.length > 0 || local.length > 64 || !/^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u.test(local)) return false;
  const labels = domain.split('.');
  return labels.length > 1 && labels.every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label));
}

function checkDate(field: DateField, value: string, facts: Facts): Finding | undefined {
  if (!plainDate(value)) return { code: 'date' };
  const min = field.min === 'today' ? facts.today : field.min;
  const max = field.max === 'today' ? facts.today : field.max;
  if (min !== undefined && value < min) return { code: 'dateTooEarly', params: { min } };
  return max !== undefined && value > max ? { code: 'dateTooLate', params: { max } } : undefined;
}

function checkRange(value: number, min: number | undefined, max: number | undefined): Finding | undefined {
  if (min !== undefined && value < min) return { code: 'tooSmall', params: { min: String(min) } };
  return max !== undefined && value > max ? { code: 'tooLarge', params: { max: String(max) } } : undefined;
}

function checkAmount(value: number, min: number, max: number | undefined): Finding | undefined {
  const cents = (code: ErrorCode, name: string, limit: number): Finding => ({ code, params: { [name]: limit, cents: 1 } });
  if (value < min) return cents('tooSmall', 'min', min);
  return max !== undefined && value > max ? cents('tooLarge', 'max', max) : undefined;
}

function checkNumber(field: NumberField, value: string): Finding | undefined {
  const decimal = toDecimal(value);
  if (decimal === undefined) return { code: 'number' };
  const places = field.places ?? 2;
  if ((decimalText(decimal).split('.')[1]?.length ?? 0) > places) return { code: 'places', params: { places } };
  const limit = (bound: number | undefined): number | undefined =>
    bound === undefined ? undefined : compare(decimal, toDecimal(bound) ?? 0);
  if ((limit(field.min) ?? 0) < 0) return { code: 'tooSmall', params: { min: String(field.min) } };
  return (limit(field.max) ?? 0) > 0 ? { code: 'tooLarge', params: { max: String(field.max) } } : undefined;
}

function checkTicked(field: CheckboxesField, value: Json, { values }: FieldChecks): Finding | undefined {
  if (!Array.isArray(value)) return wrongType;
  const ticked = new Set(value);
  if (ticked.size !== value.length || value.some((one) => typeof one !== 'string' || !values?.has(one))) return { code: 'unknownOption' };
  if (field.min !== undefined && value.length < field.min) return { code: 'tooFewChosen', params: { min: field.min } };
  return field.max !== undefined && value.length > field.max ? { code: 'tooManyChosen', params: { max: field.max } } : undefined;
}

function checkAddress(value: Json): Finding | undefined {
  if (!isRecord(value)) return wrongType;
  const parts = addressParts.map((part) => value[part]);
  if (!parts.every((part) => typeof part === 'string' && part !== '')) return { code: 'addressIncomplete' };
  if (parts.some((part) => typeof part === 'string' && (part.length > 100 || !isLatinText(part)))) return { code: 'characters' };
  return /^\d{5}$/.test(plainText(value['postalCode'])) ? undefined : { code: 'postalCode' };
}

function checkFiles(field: FileField, value: Json): Finding | undefined {
  if (!Array.isArray(value)) return wrongType;
  if (value.length > (field.maxFiles ?? 1)) return { code: 'tooManyFiles', params: { max: field.maxFiles ?? 1 } };
  for (const file of value as readonly Json[]) {
    if (!isRecord(file) || typeof file['size'] !== 'number' || typeof file['sha256'] !== 'string') return wrongType;
    const finding = checkFile(field, { mediaType: plainText(file['mediaType']), size: file['size'] });
    if (finding) return finding;
  }
  return undefined;
}

/** One file, before it is taken. `mediaType` is what its content is. */
export function checkFile(field: FileField, file: { readonly mediaType: string; readonly size: number }): Finding | undefined {
  const maxBytes = field.maxBytes ?? defaultMaxBytes;
  if (file.size === 0) return { code: 'fileEmpty' };
  if (file.size > maxBytes) return { code: 'fileTooLarge', params: { maxBytes } };
  return (field.mediaTypes as readonly string[]).includes(file.mediaType)
    ? undefined
    : { code: 'mediaType', params: { types: field.mediaTypes.join(' ') } };
}
