import type { LocalizedText } from '@amt/i18n';
import type { AgreementStep } from '@amt/cases';
import { messages } from './messages.ts';

/** The sentence of the case's history about a step of an agreement, in all languages. It names nobody: the history is kept longer than the names. */
export function trailText(step: AgreementStep): LocalizedText {
  return {
    de: messages.de.cosign.trail[step](),
    en: messages.en.cosign.trail[step](),
    'de-simple': messages['de-simple'].cosign.trail[step](),
  };
}
