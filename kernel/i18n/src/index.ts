export { locales, contentLocales, isLocale, languageTag, pick, localizedText } from './locale.ts';
export type { Locale, LocalizedText } from './locale.ts';
export { formatDate, formatDateTime, formatMoney, formatNumber, formatFileSize } from './format.ts';
