import { html, type Html } from '@amt/html';
import { formatDate, formatMoney, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, notice, pageHeader, summaryList } from '@amt/ui';
import { formatClaimReference } from '../claim-reference.ts';
import type { Claim } from '../claim-store.ts';
import { messages } from '../messages.ts';
import type { StartFailure } from '../start-payment.ts';

export interface PayPageProps {
  readonly claim: Claim;
  /** the claim can be paid now */
  readonly payable: boolean;
  readonly simulated: boolean;
  /** why the last try to reach the pay page failed */
  readonly failure: StartFailure | undefined;
  readonly startHref: string;
  readonly locale: Locale;
}

/** What is to be paid, and the way to the provider. */
export function payPage({ claim, payable, simulated, failure, startHref, locale }: PayPageProps): Page {
  const m = messages[locale].pay;
  return {
    title: m.title(),
    layout: 'question',
    body: html`
      ${failure === undefined ? '' : failureNotice(failure, locale)}
      ${pageHeader({ title: m.title(), ...(payable && { lead: m.handover() }) })} ${summaryList({ locale, rows: rows(claim, locale) })}
      ${payable ? actions({ claim, simulated, startHref, locale }) : closed(claim, locale)}
    `,
  };
}

function rows(claim: Claim, locale: Locale) {
  const m = messages[locale].pay;
  return [
    { key: m.purpose(), value: claim.purpose },
    { key: m.amount(), value: html`<strong>${formatMoney(claim.amountCents, locale, claim.currency)}</strong>` },
    { key: m.reference(), value: formatClaimReference(claim.reference) },
    ...(claim.caseReference === null ? [] : [{ key: m.caseReference(), value: claim.caseReference }]),
    ...(claim.payUntil === null ? [] : [{ key: m.payUntil(), value: formatDate(claim.payUntil, locale) }]),
  ];
}

function actions({ claim, simulated, startHref, locale }: Pick<PayPageProps, 'claim' | 'simulated' | 'startHref' | 'locale'>): Html {
  const m = messages[locale].pay;
  return html`
    ${simulated ? notice({ title: m.demoTitle(), body: m.demoText(), tone: 'info' }) : ''}
    ${buttonGroup(
      button({ label: m.start(), href: startHref, icon: 'payment' }),
      claim.accountId === null ? '' : button({ label: m.later(), href: claim.returnPath, kind: 'link' }),
    )}
    ${claim.accountId === null ? '' : html`<p class="amt-muted">${m.laterHint()}</p>`}
  `;
}

function closed(claim: Claim, locale: Locale): Html {
  const { pay, return: back } = messages[locale];
  const next = buttonGroup(button({ label: back.continue(), href: claim.returnPath, icon: 'arrow-end', iconAtEnd: true }));
  return claim.paidAt === null
    ? notice({ tone: 'warning', title: pay.expired() })
    : html`${notice({ tone: 'success', title: pay.alreadyPaid() })}${next}`;
}

function failureNotice(failure: StartFailure, locale: Locale): Html {
  const m = messages[locale].pay;
  if (failure === 'unavailable') return notice({ tone: 'danger', role: 'alert', title: m.unavailableTitle(), body: m.unavailable() });
  if (failure === 'refused') return notice({ tone: 'danger', role: 'alert', title: m.unavailableTitle(), body: m.refused() });
  return html``;
}
