export { locales, contentLocales, isLocale, languageTag, pick, localizedText } from './locale.ts';
export type { Locale, LocalizedText } from './locale.ts';
export {
  officeTimeZone,
  formatDate,
  formatShortDate,
  formatDateTime,
  formatTime,
  formatRelativeDay,
  formatMoney,
  formatNumber,
  formatPercent,
  formatFileSize,
  formatList,
  formatTag,
} from './format.ts';
export { cardinal, ordinal, numberFormatter, dateFormatter } from './runtime.ts';
