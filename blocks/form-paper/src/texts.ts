import type { Locale } from '@amt/i18n';
import { messages } from './messages.ts';

/** The fixed words of paper forms. */
export type PaperTexts = (typeof messages)[Locale];

export function paperTexts(locale: Locale): PaperTexts {
  return messages[locale];
}
