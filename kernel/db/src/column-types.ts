import pg from 'pg';

type Parse = (text: string) => unknown;

// The driver's typings list no array types, so its parser of text[] (1009) is reached through the untyped signature.
const driverParser: (oid: number, format: 'text' | 'binary') => Parse = pg.types.getTypeParser;
const textArray = driverParser(1009, 'text') as (text: string) => (string | null)[];
const arrayOf =
  (parse: Parse): Parse =>
  (text) =>
    textArray(text).map((item) => (item === null ? null : parse(item)));

/** "2026-11-23 15:57:49.123+00" */
const instant: Parse = (text) => Temporal.Instant.from(text.replace(' ', 'T'));
const dateTime: Parse = (text) => Temporal.PlainDateTime.from(text.replace(' ', 'T'));
const time: Parse = (text) => Temporal.PlainTime.from(text);
const date: Parse = (text) => Temporal.PlainDate.from(text);

const integer: Parse = (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit into a number: select it as text`);
  return value;
};
const asWritten: Parse = (text) => text;

/** By type id of pg_type.dat; types that are not named here keep the driver's parser. */
const parsers = new Map<number, Parse>([
  [20, integer],
  [1016, arrayOf(integer)],
  [1700, asWritten],
  [1231, arrayOf(asWritten)],
  [1184, instant],
  [1185, arrayOf(instant)],
  [1114, dateTime],
  [1115, arrayOf(dateTime)],
  [1082, date],
  [1182, arrayOf(date)],
  [1083, time],
  [1183, arrayOf(time)],
]);

/**
 * How columns reach the code: timestamptz = Temporal.Instant, date = Temporal.PlainDate, time and timestamp = their Temporal
 * counterparts, bigint = number (an unsafe one throws), numeric = string, arrays of these likewise.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? driverParser(oid, format ?? 'text');
  },
};

/** Temporal values become their ISO text; the driver would write them as quoted JSON. Arrays are walked. */
export function parameter(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.some((item) => parameter(item) !== item) ? value.map(parameter) : value;
  if (isTemporal(value)) return value.toString();
  return value;
}

type TemporalValue = Temporal.Instant | Temporal.PlainDate | Temporal.PlainTime | Temporal.PlainDateTime | Temporal.Duration;

function isTemporal(value: object): value is TemporalValue {
  return (
    value instanceof Temporal.Instant ||
    value instanceof Temporal.PlainDate ||
    value instanceof Temporal.PlainTime ||
    value instanceof Temporal.PlainDateTime ||
    value instanceof Temporal.Duration
  );
}
