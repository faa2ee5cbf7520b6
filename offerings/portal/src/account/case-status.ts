import type { Case, CaseTypeDefinition } from '@amt/cases';
import { html, type Html } from '@amt/html';
import { pick, type Locale } from '@amt/i18n';
import { statusBadge } from '@amt/ui';
import { messages } from '../messages.ts';

/** The state of a case in the words that staff read as well; how it was decided, once the decision is delivered. */
export function caseStatus(found: Case, type: CaseTypeDefinition, locale: Locale): Html {
  const outcome = type.outcomes.find((one) => one.id === found.outcome);
  if (outcome)
    return statusBadge({ label: pick(outcome.status ?? outcome.label, locale), tone: outcome.favourable ? 'success' : 'danger' });
  const state = type.states.find((one) => one.id === found.state);
  const tone = found.phase === 'waiting' || found.phase === 'awaiting-payment' ? 'warning' : found.phase === 'closed' ? 'neutral' : 'info';
  const badge = statusBadge({ label: state ? pick(state.name, locale) : found.state, tone });
  if (found.openAgreements === 0 || found.closedAt) return badge;
  return html`${badge} ${statusBadge({ label: messages[locale].cases.agreementOpen(), tone: 'warning' })}`;
}
