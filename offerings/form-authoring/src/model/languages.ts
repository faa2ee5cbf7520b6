import type { Locale } from '@amt/i18n';

/** Languages offered to tick: those most asked for at the city's counters. A form may have any other by its tag. */
export const offeredLanguages = [
  'de',
  'en',
  'de-simple',
  'ar',
  'bg',
  'el',
  'es',
  'fa',
  'fr',
  'hr',
  'it',
  'pl',
  'ro',
  'ru',
  'sr',
  'tr',
  'uk',
  'vi',
] as const;

/** The name of a language in the reader's language: "Ukrainisch". Unknown tags are shown as they are. */
export function languageName(language: string, locale: Locale): string {
  const reader = locale === 'en' ? 'en' : 'de';
  if (language === 'de-simple') return reader === 'en' ? 'German (easy to read)' : 'Leichte Sprache';
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
