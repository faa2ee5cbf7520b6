import type { Locale } from '@amt/i18n';
import { messages } from '../messages.ts';

/** The fixed words of letters (`letter.*`). */
export type LetterTexts = (typeof messages)[Locale]['letter'];

export function letterTexts(locale: Locale): LetterTexts {
  return messages[locale].letter;
}
