import { officeDate } from '@amt/clock';
import type { Case, CaseTypeDefinition } from '@amt/cases';
import { html, type Html } from '@amt/html';
import { formatDate, pick, type Locale } from '@amt/i18n';
import { statusBadge, type Tone } from '@amt/ui';
import { messages } from '../messages.ts';

const phaseTone: Readonly<Record<Case['phase'], Tone>> = {
  'awaiting-payment': 'warning',
  open: 'info',
  waiting: 'warning',
  deciding: 'info',
  closed: 'neutral',
};

/** The state in the words of the case type; how a closed case ended decides its colour. */
export function caseBadge(found: Case, type: CaseTypeDefinition | undefined, locale: Locale): Html {
  const state = type?.states.find((one) => one.id === found.state);
  const outcome = type?.outcomes.find((one) => one.id === found.outcome);
  const label = outcome ? pick(outcome.status ?? outcome.label, locale) : state ? pick(state.name, locale) : found.state;
  const tone = outcome ? (outcome.favourable ? 'success' : 'danger') : phaseTone[found.phase];
  const badge = statusBadge({ label, tone });
  if (found.openAgreements === 0 || found.closedAt) return badge;
  return html`${badge} ${statusBadge({ label: messages[locale].staff.agreementOpen(), tone: 'warning' })}`;
}

/** The day a decision is due, with the warning in words when it is near or past. */
export function dueLabel(found: Case, now: Temporal.Instant, locale: Locale): { text: string; tone?: Tone } {
  if (!found.dueOn) return { text: '–' };
  const text = formatDate(found.dueOn, locale);
  if (found.closedAt) return { text };
  const days = officeDate(now).until(found.dueOn).days;
  const m = messages[locale].staff.due;
  if (days < 0) return { text: m.overdue({ date: text }), tone: 'danger' };
  return days <= 3 ? { text: m.soon({ date: text }), tone: 'warning' } : { text };
}
