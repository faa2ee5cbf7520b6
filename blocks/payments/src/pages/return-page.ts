import { html } from '@amt/html';
import { formatMoney, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, notice } from '@amt/ui';
import type { Claim } from '../claim-store.ts';
import { messages } from '../messages.ts';

export interface ReturnPageProps {
  readonly claim: Claim;
  /** the provider could not be asked just now */
  readonly unavailable: boolean;
  /** this browser may go on with the claim; else the page shows the result alone */
  readonly own: boolean;
  readonly refreshHref: string;
  readonly payHref: string;
  readonly locale: Locale;
}

/** Where the provider sends the browser back to: what we ourselves know of the payment, and how to go on. */
export function returnPage(props: ReturnPageProps): Page {
  const shown =
    props.claim.paidAt !== null
      ? paid(props)
      : props.claim.state === 'failed' || props.claim.state === 'cancelled'
        ? ended(props, props.claim.state)
        : pending(props);
  return {
    title: shown.title,
    layout: 'question',
    body: html`<h1>${shown.title}</h1>
      ${shown.text}${props.own ? buttonGroup(...shown.buttons) : ''}`,
  };
}

function paid({ claim, locale }: ReturnPageProps) {
  const m = messages[locale].return;
  return {
    title: m.paidTitle(),
    text: notice({
      tone: 'success',
      role: 'status',
      title: m.paidText({ amount: formatMoney(claim.amountCents, locale, claim.currency) }),
    }),
    buttons: [button({ label: m.continue(), href: claim.returnPath, icon: 'arrow-end', iconAtEnd: true })],
  };
}

function ended({ payHref, locale, claim }: ReturnPageProps, state: 'failed' | 'cancelled') {
  const { return: m, pay } = messages[locale];
  return {
    title: state === 'failed' ? m.failedTitle() : m.cancelledTitle(),
    text: notice({ tone: 'warning', role: 'status', title: state === 'failed' ? m.failedText() : m.cancelledText() }),
    buttons: [
      button({ label: m.again(), href: payHref }),
      claim.accountId === null ? '' : button({ label: pay.later(), href: claim.returnPath, kind: 'link' }),
    ],
  };
}

function pending({ refreshHref, locale, unavailable }: ReturnPageProps) {
  const m = messages[locale].return;
  return {
    title: m.pendingTitle(),
    text: notice({ tone: 'info', role: 'status', title: unavailable ? m.unavailableText() : m.pendingText() }),
    buttons: [button({ label: m.refresh(), href: refreshHref, icon: 'refresh' })],
  };
}
