import type { DefinitionFault } from '@amt/forms';
import type { Locale } from '@amt/i18n';
import { messages } from '../messages.ts';
import type { Finding } from './place-findings.ts';

/** What the check of the block says, in words of the people who write forms. */
export function faultText({ path, message }: DefinitionFault, locale: Locale): string {
  const m = messages[locale].faults;
  const quoted = /"([^"]*)"/.exec(message)?.[1] ?? '';
  if (message.startsWith('text is missing in')) return m.missingText({ language: quoted });
  if (message.endsWith('is there twice')) return m.twice({ name: quoted });
  if (message.startsWith('there is no')) return m.unknown({ name: quoted });
  if (message.includes('fewer than 1 characters')) return m.emptyText();
  if (message.includes('fewer than 1 items') || message.includes('fewer than 2 items'))
    return /\/(?:fields|pages)$/.test(path) ? m.noFields() : path === '/legalBasis' ? m.noLegalBasis() : m.noEntries();
  if (message.startsWith('must have required property')) return m.incomplete({ name: /'([^']*)'/.exec(message)?.[1] ?? '' });
  if (message.startsWith('depends on itself')) return m.cycle();
  if (message.includes('build on each other')) return m.tooLong();
  if (message.startsWith('nested deeper') || message === 'too large' || message.startsWith('more than')) return m.tooLarge();
  if (message.startsWith('this must be a condition')) return m.noCondition();
  if (message.startsWith('a fee is money')) return m.noMoney();
  if (/is below/.test(message)) return m.bounds();
  if (message.startsWith('undecided: ')) return m.undecided({ text: message.slice('undecided: '.length) });
  if (message.startsWith('red: ')) return m.red({ title: message.slice('red: '.length) });
  if (message.startsWith('give either options or a list')) return m.noEntries();
  return m.other({ message });
}

/** The stored faults as findings; missing translations are told once per language, with their number. */
export function findingsOf(
  faults: readonly DefinitionFault[],
  locale: Locale,
): { findings: Finding[]; missing: ReadonlyMap<string, number> } {
  const missing = new Map<string, number>();
  const findings: Finding[] = [];
  for (const fault of faults) {
    const language = /^text is missing in "([^"]+)"/.exec(fault.message)?.[1];
    if (language === undefined) findings.push({ severity: 'fault', pointer: fault.path, message: faultText(fault, locale) });
    else missing.set(language, (missing.get(language) ?? 0) + 1);
  }
  return { findings, missing };
}
