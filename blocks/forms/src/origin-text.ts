import type { Locale } from '@amt/i18n';
import type { Provenance } from './answers.ts';
import { messages } from './messages.ts';

/** "Aus Ihrem BayernID-Konto übernommen"; undefined for what the person typed. */
export function originText(provenance: Provenance | undefined, locale: Locale): string | undefined {
  if (provenance?.source !== 'prefilled') return undefined;
  const m = messages[locale].origin;
  return provenance.from === 'bayernid' ? m.bayernid() : m.account();
}
