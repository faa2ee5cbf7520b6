import { html } from '@amt/html';
import { formatDate, formatMoney, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { emptyState, linkList, notice, pageHeader, statusBadge, table } from '@amt/ui';
import { formatClaimReference } from '../claim-reference.ts';
import { messages } from '../messages.ts';
import type { RefundWorkItem } from '../refund-store.ts';
import type { Mismatch } from '../transaction-store.ts';
import type { Href } from './href.ts';

export interface RefundListProps {
  readonly refunds: readonly RefundWorkItem[];
  readonly mismatches: readonly Mismatch[];
  readonly locale: Locale;
  readonly href: Href;
}

/** What staff of the unit have to do about payments: refunds, and answers of the provider that do not fit. */
export function refundListPage({ refunds, mismatches, locale, href }: RefundListProps): Page {
  const { staff: m, reason, refundState } = messages[locale];
  return {
    title: m.title(),
    layout: 'staff',
    current: 'payments.refunds',
    breadcrumb: [{ label: m.title() }],
    body: html`
      ${pageHeader({ title: m.title(), lead: m.lead() })}
      ${
        mismatches.length === 0
          ? ''
          : notice({
              tone: 'danger',
              headingLevel: 2,
              title: m.mismatches(),
              body: linkList({
                items: mismatches.map((one) => ({
                  label: m.claim({ reference: formatClaimReference(one.reference) }),
                  href: href('payments.claim', { claimId: one.claimId }),
                })),
              }),
            })
      }
      ${
        refunds.length === 0
          ? emptyState({ title: m.none(), body: m.noneText(), headingLevel: 2 })
          : table({
              caption: m.title(),
              hideCaption: true,
              rows: refunds,
              columns: [
                {
                  label: messages[locale].pay.reference(),
                  rowHeader: true,
                  tight: true,
                  cell: (one) =>
                    html`<a href="${href('payments.claim', { claimId: one.claimId })}">${formatClaimReference(one.reference)}</a>`,
                },
                { label: messages[locale].pay.purpose(), cell: (one) => one.purpose },
                { label: messages[locale].pay.amount(), numeric: true, tight: true, cell: (one) => formatMoney(one.amountCents, locale) },
                { label: m.reason(), cell: (one) => reason[one.reason]() },
                {
                  label: m.state(),
                  cell: (one) => statusBadge({ label: refundState[one.state](), tone: one.state === 'approved' ? 'info' : 'warning' }),
                },
                { label: m.requestedAt(), tight: true, cell: (one) => formatDate(one.requestedAt, locale) },
              ],
            })
      }
    `,
  };
}
