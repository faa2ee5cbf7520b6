import type { Locale } from './locale.ts';

const tag = (locale: Locale): string => (locale === 'en' ? 'en-GB' : 'de-DE');
const zone = 'Europe/Berlin';

const dates: Record<string, Intl.DateTimeFormat> = {};
function dateFormat(locale: Locale, withTime: boolean): Intl.DateTimeFormat {
  return (dates[`${locale}${withTime}`] ??= new Intl.DateTimeFormat(tag(locale), {
    dateStyle: 'long',
    ...(withTime ? { timeStyle: 'short' as const } : {}),
    timeZone: zone,
  }));
}

/** "23. November 2026" */
export function formatDate(value: Temporal.Instant | Temporal.PlainDate, locale: Locale): string {
  const instant = value instanceof Temporal.PlainDate ? value.toZonedDateTime(zone).toInstant() : value;
  return dateFormat(locale, false).format(instant.epochMilliseconds);
}

/** "23. November 2026 um 15:47" */
export function formatDateTime(value: Temporal.Instant, locale: Locale): string {
  return dateFormat(locale, true).format(value.epochMilliseconds);
}

const money: Record<string, Intl.NumberFormat> = {};
/** Integer cents as "30,00 €". */
export function formatMoney(cents: number, locale: Locale, currency = 'EUR'): string {
  return (money[`${locale}${currency}`] ??= new Intl.NumberFormat(tag(locale), { style: 'currency', currency })).format(cents / 100);
}

const numbers: Record<string, Intl.NumberFormat> = {};
export function formatNumber(value: number, locale: Locale): string {
  return (numbers[locale] ??= new Intl.NumberFormat(tag(locale))).format(value);
}

/** "1,4 MB"; bytes in, decimal units out. */
export function formatFileSize(bytes: number, locale: Locale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(tag(locale), {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
