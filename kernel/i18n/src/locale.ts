/** Languages of the interface. `de-simple` is Leichte Sprache; where a text has none, German is shown with its `lang`. */
export const locales = ['de', 'en', 'de-simple'] as const;
export type Locale = (typeof locales)[number];

/** Languages every text of a city must have. */
export const contentLocales = ['de', 'en'] as const;

/** A text of the city's data (service, form, case type) in its languages. */
export interface LocalizedText {
  readonly de: string;
  readonly en?: string;
  readonly 'de-simple'?: string;
}

export function isLocale(value: string): value is Locale {
  return (locales as readonly string[]).includes(value);
}

/** BCP 47 tag for the `lang` attribute. */
export function languageTag(locale: Locale): string {
  return locale === 'de-simple' ? 'de-simple' : locale;
}

/** The text in the wished language, or German; `lang` says which one it is. */
export function localizedText(text: LocalizedText, locale: Locale): { text: string; lang: Locale } {
  const wished = text[locale];
  return wished === undefined ? { text: text.de, lang: 'de' } : { text: wished, lang: locale };
}

/** As {@link localizedText}, the text alone. */
export function pick(text: LocalizedText, locale: Locale): string {
  return text[locale] ?? text.de;
}
