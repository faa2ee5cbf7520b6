import type { Case, CaseTypeDefinition } from '@amt/cases';
import type { Html } from '@amt/html';
import { pick, type Locale } from '@amt/i18n';
import { statusBadge } from '@amt/ui';
import { messages } from '../messages.ts';

/** The state of a case as the applicant reads it: the outcome when there is one, else what is waited for. */
export function caseStatus(found: Case, type: CaseTypeDefinition, locale: Locale): Html {
  const outcome = type.outcomes.find((one) => one.id === found.outcome);
  if (outcome) return statusBadge({ label: pick(outcome.status ?? outcome.label, locale), tone: outcome.favourable ? 'success' : 'danger' });
  const m = messages[locale].cases.phase;
  const tone = found.phase === 'waiting' || found.phase === 'awaiting-payment' ? 'warning' : found.phase === 'closed' ? 'neutral' : 'info';
  return statusBadge({ label: m[found.phase](), tone });
}
