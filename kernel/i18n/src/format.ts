import type { Locale } from './locale.ts';

/** Dates and times are those of the office. */
export const officeTimeZone = 'Europe/Berlin';

/** The language whose conventions numbers and dates follow. */
export function formatTag(locale: Locale): 'de-DE' | 'en-GB' {
  return locale === 'en' ? 'en-GB' : 'de-DE';
}

/** `Intl` objects are dear to make and cheap to use: one per language (and variant). */
function kept<T>(make: (tag: string, variant: string) => T): (locale: Locale, variant?: string) => T {
  const made = new Map<string, T>();
  return (locale, variant = '') => {
    const tag = formatTag(locale);
    const key = tag + variant;
    let found = made.get(key);
    if (found === undefined) made.set(key, (found = make(tag, variant)));
    return found;
  };
}

const longDate = kept((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: officeTimeZone }));
const shortDate = kept(
  (tag) =>
    new Intl.DateTimeFormat(tag, {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      timeZone: officeTimeZone,
    }),
);
const dateAndTime = kept(
  (tag) =>
    new Intl.DateTimeFormat(tag, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: officeTimeZone,
    }),
);
const timeOfDay = kept((tag) => new Intl.DateTimeFormat(tag, { timeStyle: 'short', timeZone: officeTimeZone }));
const money = kept((tag, currency) => new Intl.NumberFormat(tag, { style: 'currency', currency }));
const plainNumber = kept((tag) => new Intl.NumberFormat(tag));
const percentage = kept((tag) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 }));
const size = kept(
  (tag, unit) =>
    new Intl.NumberFormat(tag, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: unit === 'byte' ? 0 : 1,
    }),
);
const relative = kept((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
const conjunction = kept((tag) => new Intl.ListFormat(tag, { type: 'conjunction' }));
const disjunction = kept((tag) => new Intl.ListFormat(tag, { type: 'disjunction' }));

function instantOf(value: Temporal.Instant | Temporal.PlainDate): number {
  return (value instanceof Temporal.PlainDate ? value.toZonedDateTime(officeTimeZone).toInstant() : value).epochMilliseconds;
}

/** "23. November 2026" */
export function formatDate(value: Temporal.Instant | Temporal.PlainDate, locale: Locale): string {
  return longDate(locale).format(instantOf(value));
}

/** "23.11.2026", for tables */
export function formatShortDate(value: Temporal.Instant | Temporal.PlainDate, locale: Locale): string {
  return shortDate(locale).format(instantOf(value));
}

/** "23. November 2026 um 15:47" */
export function formatDateTime(value: Temporal.Instant, locale: Locale): string {
  return dateAndTime(locale).format(value.epochMilliseconds);
}

/** "15:47" */
export function formatTime(value: Temporal.Instant, locale: Locale): string {
  return timeOfDay(locale).format(value.epochMilliseconds);
}

/** Counted in days of the calendar at the office: "heute", "morgen", "in 3 Tagen", "vor 2 Tagen". */
export function formatRelativeDay(value: Temporal.Instant | Temporal.PlainDate, now: Temporal.Instant, locale: Locale): string {
  const day = value instanceof Temporal.PlainDate ? value : value.toZonedDateTimeISO(officeTimeZone).toPlainDate();
  const today = now.toZonedDateTimeISO(officeTimeZone).toPlainDate();
  return relative(locale).format(today.until(day, { largestUnit: 'days' }).days, 'day');
}

/** Integer cents as "30,00 €". */
export function formatMoney(cents: number, locale: Locale, currency = 'EUR'): string {
  return money(locale, currency).format(cents / 100);
}

/** "1.234,5" */
export function formatNumber(value: number, locale: Locale): string {
  return plainNumber(locale).format(value);
}

/** A share between 0 and 1 as "12,5 %". */
export function formatPercent(share: number, locale: Locale): string {
  return percentage(locale).format(share);
}

/** "1,4 MB"; bytes in, decimal units out. */
export function formatFileSize(bytes: number, locale: Locale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return size(locale, units[step] ?? 'byte').format(bytes / 1000 ** step);
}

/** "A, B und C", or "A, B oder C". */
export function formatList(items: readonly string[], locale: Locale, join: 'and' | 'or' = 'and'): string {
  return (join === 'and' ? conjunction : disjunction)(locale).format(items);
}
