import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { emptyState, pageHeader, statusBadge, table } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface DocumentLine {
  readonly title: string;
  readonly href: string;
  readonly date: string;
  readonly size: string;
  readonly sealed: boolean;
}

/** Everything the office has sent as a document. */
export function documentsPage({
  documents,
  verifyHref,
  locale,
}: {
  readonly documents: readonly DocumentLine[];
  readonly verifyHref: string;
  readonly locale: Locale;
}): Page {
  const m = messages[locale].documents;
  return {
    title: m.title(),
    layout: 'account',
    current: 'portal.documents',
    body: html`${pageHeader({ title: m.title(), lead: m.lead() })}
${table<DocumentLine>({
  caption: m.title(),
  hideCaption: true,
  rows: documents,
  empty: emptyState({ title: m.none(), icon: 'document' }),
  columns: [
    { label: m.document(), rowHeader: true, cell: (one) => html`<a href="${one.href}">${one.title}</a>` },
    { label: m.date(), tight: true, cell: (one) => one.date },
    { label: m.size(), tight: true, numeric: true, cell: (one) => one.size },
    { label: m.seal(), cell: (one) => (one.sealed ? statusBadge({ label: m.sealed(), tone: 'success' }) : '–') },
  ],
})}
<p><a href="${verifyHref}">${m.verify()}</a></p>`,
  };
}

export interface PaymentLine {
  readonly purpose: string;
  readonly reference: string;
  readonly amount: string;
  readonly date: string;
  readonly status: Html;
  readonly payHref: string | undefined;
}

/** Fees: open ones with a way to pay, and what was paid. */
export function paymentsPage({ payments, locale }: { readonly payments: readonly PaymentLine[]; readonly locale: Locale }): Page {
  const m = messages[locale].payments;
  return {
    title: m.title(),
    layout: 'account',
    current: 'portal.payments',
    body: html`${pageHeader({ title: m.title(), lead: m.lead() })}
${table<PaymentLine>({
  caption: m.title(),
  hideCaption: true,
  rows: payments,
  empty: emptyState({ title: m.none(), icon: 'payment' }),
  columns: [
    { label: m.purpose(), rowHeader: true, cell: (one) => one.purpose },
    { label: m.reference(), tight: true, cell: (one) => one.reference },
    { label: m.date(), tight: true, cell: (one) => one.date },
    { label: m.amount(), numeric: true, tight: true, cell: (one) => one.amount },
    { label: m.state(), cell: (one) => one.status },
    {
      label: m.action(),
      hideLabel: true,
      cell: (one) =>
        one.payHref === undefined ? '' : html`<a href="${one.payHref}">${m.pay()}<span class="amt-hidden"> ${one.purpose}</span></a>`,
    },
  ],
})}`,
  };
}
