import { type Facts, type Json, isRecord, plainText } from './answers.ts';
import { plainDate } from './civil-date.ts';
import type { DatetimeField, MatrixField, PlaceField, SignatureField } from './definition.ts';
import type { Finding } from './field-error.ts';

/** Fields whose answer has parts: read from inputs of their own, and checked as a whole. */
export type CompositeField = DatetimeField | PlaceField | SignatureField | MatrixField;

export function isComposite(field: { readonly kind: string }): field is CompositeField {
  return field.kind === 'datetime' || field.kind === 'place' || field.kind === 'signature' || field.kind === 'matrix';
}

export const datetimeParts = ['day', 'month', 'year', 'time'] as const;
export const placeParts = ['text', 'lat', 'lon'] as const;
export const signatureParts = ['name', 'strokes'] as const;

/** Names of the parts, in order; the inputs are `<path>.<part>`, for days and times `<path>-<part>` as for dates. */
export function partsOfComposite(field: CompositeField): readonly string[] {
  switch (field.kind) {
    case 'datetime':
      return datetimeParts;
    case 'place':
      return placeParts;
    case 'signature':
      return signatureParts;
    case 'matrix':
      return field.rows.map((row) => row.value);
  }
}

type Parsed = { readonly ok: true; readonly value: Json | undefined } | { readonly ok: false; readonly finding: Finding };
const answered = (value: Json | undefined): Parsed => ({ ok: true, value });
const wrong = (code: Finding['code'], params?: Finding['params']): Parsed => ({ ok: false, finding: { code, ...(params && { params }) } });

/** Reads cleaned parts; nothing typed at all is no answer. */
export function parseComposite(
  field: CompositeField,
  parts: Readonly<Record<string, string>>,
  readTime: (text: string) => string | undefined,
): Parsed {
  const given = Object.fromEntries(partsOfComposite(field).flatMap((part) => (parts[part] ? [[part, parts[part]] as const] : [])));
  if (Object.keys(given).length === 0) return answered(undefined);
  switch (field.kind) {
    case 'datetime':
      return parseDatetime(given, readTime);
    case 'place':
      return parsePlace(given);
    case 'signature':
      return given['name'] === undefined ? wrong('signature') : answered(given);
    case 'matrix':
      return answered(given);
  }
}

function parseDatetime({ day, month, year, time }: Record<string, string>, readTime: (text: string) => string | undefined): Parsed {
  if (!day || !month || !year || !time) return wrong('datetimeIncomplete');
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^[1-9]\d{3}$/.test(year)) return wrong('date');
  const clock = readTime(time);
  return clock === undefined ? wrong('time') : answered(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${clock}`);
}

function parsePlace({ text, lat, lon }: Record<string, string>): Parsed {
  if (lat === undefined && lon === undefined) return answered(text === undefined ? undefined : { text });
  const degrees = (typed: string | undefined): number =>
    typed !== undefined && /^-?\d{1,3}([.,]\d{1,8})?$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN;
  const point = { lat: degrees(lat), lon: degrees(lon) };
  if (!isPoint(point)) return wrong('coordinates');
  return answered(text === undefined ? point : { ...point, text });
}

const isPoint = ({ lat, lon }: { lat: number; lon: number }): boolean => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

/** Whether an answer is a right one for its field. */
export function checkComposite(field: CompositeField, value: Json, facts: Facts): Finding | undefined {
  if (field.kind === 'datetime') return typeof value === 'string' ? checkDatetime(field, value, facts) : { code: 'wrongType' };
  if (!isRecord(value)) return { code: 'wrongType' };
  switch (field.kind) {
    case 'place':
      return checkPlace(value);
    case 'signature':
      return checkSignature(value);
    case 'matrix':
      return checkMatrix(field, value);
  }
}

function checkDatetime(field: DatetimeField, value: string, facts: Facts): Finding | undefined {
  const [date = '', time = ''] = value.split('T');
  if (!plainDate(date)) return { code: 'date' };
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return { code: 'time' };
  const min = field.min === 'today' ? facts.today : field.min;
  const max = field.max === 'today' ? facts.today : field.max;
  if (min !== undefined && date < min) return { code: 'dateTooEarly', params: { min } };
  return max !== undefined && date > max ? { code: 'dateTooLate', params: { max } } : undefined;
}

/** Coordinates in pairs or not at all; at least one way to find the place. */
function checkPlace(value: Record<string, Json>): Finding | undefined {
  const { text, lat, lon, ...more } = value;
  if (Object.keys(more).length > 0 || (text !== undefined && (typeof text !== 'string' || text.length > 500))) return { code: 'wrongType' };
  if (lat === undefined && lon === undefined) return plainText(text) === '' ? { code: 'place' } : undefined;
  return typeof lat === 'number' && typeof lon === 'number' && isPoint({ lat, lon }) ? undefined : { code: 'coordinates' };
}

/** Strokes are move-to and line-to of numbers alone, so that they can be drawn anywhere without harm. */
const strokes = /^(?:[ML] ?\d{1,3}(?:\.\d{1,2})? \d{1,3}(?:\.\d{1,2})? ?)*$/;

function checkSignature(value: Record<string, Json>): Finding | undefined {
  const { name, strokes: drawn, ...more } = value;
  if (Object.keys(more).length > 0) return { code: 'wrongType' };
  if (typeof name !== 'string' || name.trim() === '' || name.length > 200) return { code: 'signature' };
  return drawn === undefined || (typeof drawn === 'string' && drawn.length <= 20_000 && strokes.test(drawn))
    ? undefined
    : { code: 'wrongType' };
}

function checkMatrix(field: MatrixField, value: Record<string, Json>): Finding | undefined {
  const rows = new Set<string>(field.rows.map((row) => row.value));
  const columns = new Set<Json>(field.columns.map((column) => column.value));
  if (Object.entries(value).some(([row, column]) => !rows.has(row) || !columns.has(column))) return { code: 'unknownOption' };
  const open = field.rows.filter((row) => value[row.value] === undefined);
  return open.length === 0 ? undefined : { code: 'matrixIncomplete', params: { open: open.length } };
}

/** An answer as its parts stand in the inputs: the way back of {@link parseComposite}. */
export function compositeInput(field: CompositeField, value: Json | undefined, mark: ',' | '.'): Record<string, string> {
  if (field.kind === 'datetime') {
    const [date = '', time = ''] = typeof value === 'string' ? value.split('T') : [];
    const [year = '', month = '', day = ''] = date.split('-');
    return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year, time };
  }
  const parts = isRecord(value) ? value : {};
  return Object.fromEntries(
    partsOfComposite(field).map((part) => [
      part,
      field.kind === 'place' && part !== 'text' ? plainText(parts[part]).replace('.', mark) : plainText(parts[part]),
    ]),
  );
}
