import { isLocale } from '@amt/i18n';
import { messages, type Messages } from './messages.ts';

/** Texts for the applicant, in the language the application was made in. */
export function notificationText(locale: string): Messages {
  return messages[isLocale(locale) ? locale : 'de'];
}
