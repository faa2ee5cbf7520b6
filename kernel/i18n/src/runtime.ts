import { formatTag, officeTimeZone } from './format.ts';
import type { Locale } from './locale.ts';

/** What the compiled messages call. `Intl` objects are made at first use and kept: making one costs more than a thousand uses. */

const cardinals = new Map<Locale, Intl.PluralRules>();
const ordinals = new Map<Locale, Intl.PluralRules>();

function rules(of: Map<Locale, Intl.PluralRules>, locale: Locale, type: 'cardinal' | 'ordinal'): Intl.PluralRules {
  let found = of.get(locale);
  if (!found) of.set(locale, (found = new Intl.PluralRules(formatTag(locale), { type })));
  return found;
}

/** CLDR category of "3 Anträge". */
export function cardinal(locale: Locale, value: number): Intl.LDMLPluralRule {
  return rules(cardinals, locale, 'cardinal').select(value);
}

/** CLDR category of "3rd". */
export function ordinal(locale: Locale, value: number): Intl.LDMLPluralRule {
  return rules(ordinals, locale, 'ordinal').select(value);
}

/** `scale` multiplies before formatting (ICU skeleton `scale/100`). */
export function numberFormatter(locale: Locale, options: Intl.NumberFormatOptions, scale = 1): (value: number) => string {
  let format: Intl.NumberFormat | undefined;
  return (value) => (format ??= new Intl.NumberFormat(formatTag(locale), options)).format(value * scale);
}

/** Dates and times are told in the office's time zone. */
export function dateFormatter(
  locale: Locale,
  options: Intl.DateTimeFormatOptions,
): (value: Temporal.Instant | Temporal.PlainDate) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (value) => {
    const instant = value instanceof Temporal.PlainDate ? value.toZonedDateTime(officeTimeZone).toInstant() : value;
    return (format ??= new Intl.DateTimeFormat(formatTag(locale), {
      timeZone: officeTimeZone,
      ...options,
    })).format(instant.epochMilliseconds);
  };
}
