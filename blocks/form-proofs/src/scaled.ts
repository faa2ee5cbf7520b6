/**
 * Every ordered value of a form as one kind of number: units of 10^-12, exact. Numbers and cents count themselves, dates the days since 1970-01-01,
 * times the minutes of the day, day and time the minutes since 1970.
 */
export type Scaled = bigint;

export const one: Scaled = 10n ** 12n;

/** @returns undefined when it has more than 12 decimals */
export function scaledNumber(value: number | string): Scaled | undefined {
  const match = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(typeof value === 'number' ? plainDigits(value) : value);
  if (!match) return undefined;
  const [, sign, whole = '0', decimals = ''] = match;
  const digits = BigInt(whole + decimals.padEnd(12, '0'));
  return sign === '-' ? -digits : digits;
}

/** Without exponent, where it has few enough digits. */
function plainDigits(value: number): string {
  const text = String(value);
  return /e/.test(text) && Math.abs(value) < 1 ? value.toFixed(12).replace(/0+$/, '') : text;
}

/** Digits with a point, as answers of kind number are kept. */
export function decimalOf(value: Scaled): string {
  const digits = String(value < 0n ? -value : value).padStart(13, '0');
  const decimals = digits.slice(-12).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -12)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** The largest power of ten that divides it: on this grid its neighbours lie. */
export function stepOf(value: Scaled): Scaled {
  if (value === 0n) return one;
  let step = 1n;
  while (step < one && value % (step * 10n) === 0n) step *= 10n;
  return step;
}

const dayLength = 86_400_000;

export function scaledDate(date: string): Scaled {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return BigInt(Date.UTC(year, month - 1, day) / dayLength) * one;
}

export function dateOf(value: Scaled): string {
  return new Date(Number(floorTo(value, one) / one) * dayLength).toISOString().slice(0, 10);
}

/** The days that dates of forms may be: years 1000 to 9999. */
export const firstDay = scaledDate('1000-01-01');
export const lastDay = scaledDate('9999-12-31');

export function timeOf(minutes: Scaled): string {
  const total = Number(minutes / one);
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}
export const ceilDiv = (a: bigint, b: bigint): bigint => -floorDiv(-a, b);
/** To a multiple of `step`. */
export const floorTo = (value: Scaled, step: Scaled): Scaled => (step <= 1n ? value : floorDiv(value, step) * step);
export const ceilTo = (value: Scaled, step: Scaled): Scaled => (step <= 1n ? value : ceilDiv(value, step) * step);
