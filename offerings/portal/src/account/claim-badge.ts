import type { Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { isPayable, type Claim } from '@amt/payments';
import { statusBadge } from '@amt/ui';
import { messages } from '../messages.ts';

/** The state of a fee in words. */
export function claimBadge(claim: Claim, locale: Locale): Html {
  const m = messages[locale].payments;
  if (claim.state === 'paid') return statusBadge({ label: m.paid(), tone: 'success' });
  if (claim.state === 'refunded' || claim.state === 'refund_requested') return statusBadge({ label: m.refunded(), tone: 'info' });
  return isPayable(claim.state) ? statusBadge({ label: m.open(), tone: 'warning' }) : statusBadge({ label: m.ended() });
}
