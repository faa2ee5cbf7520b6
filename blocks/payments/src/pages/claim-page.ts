import { html, type Html } from '@amt/html';
import { formatDateTime, formatMoney, type Locale } from '@amt/i18n';
import { may, type Actor, type Page } from '@amt/module';
import {
  button,
  buttonGroup,
  descriptionList,
  errorSummary,
  form,
  numberField,
  panel,
  pageHeader,
  section,
  select,
  statusBadge,
  table,
  textarea,
  textField,
} from '@amt/ui';
import { formatClaimReference } from '../claim-reference.ts';
import type { Claim } from '../claim-store.ts';
import { nextClaimState } from '../claim-state.ts';
import type { LedgerRow } from '../ledger-store.ts';
import { messages } from '../messages.ts';
import type { Refund } from '../refund-store.ts';
import { refundChannels } from '../tables.ts';
import type { PaymentAttempt } from '../transaction-store.ts';
import type { Href } from './href.ts';

export type Messages = (typeof messages)['de'];
export type FaultCode = keyof Messages['fault'];

/** A form that was sent and refused: what was typed is kept. */
export interface RefusedForm {
  readonly fault: FaultCode;
  readonly field: 'amount' | 'bankReference' | undefined;
  readonly values: Readonly<Record<string, string>>;
}

export interface ClaimPageProps {
  readonly claim: Claim;
  readonly attempts: readonly PaymentAttempt[];
  readonly ledger: readonly LedgerRow[];
  readonly refunds: readonly Refund[];
  readonly actor: Actor;
  readonly refused: RefusedForm | undefined;
  readonly locale: Locale;
  readonly href: Href;
}

/** A claim as staff see it: attempts, ledger, refunds and what may be done about them. */
export function claimPage(props: ClaimPageProps): Page {
  const { claim, locale, href, refused } = props;
  const { staff: m, state, pay, fault } = messages[locale];
  const title = m.claim({ reference: formatClaimReference(claim.reference) });
  return {
    title,
    layout: 'staff',
    current: 'payments.refunds',
    breadcrumb: [{ label: m.title(), href: href('payments.refunds') }, { label: title }],
    hasErrors: refused !== undefined,
    body: html`
      ${errorSummary({ locale, errors: refused ? [{ field: refused.field ?? 'refunds', message: fault[refused.fault]() }] : [] })}
      ${pageHeader({ title, badge: statusBadge({ label: state[claim.state](), tone: claim.paidAt === null ? 'warning' : 'success' }) })}
      ${descriptionList({
        items: [
          { term: pay.purpose(), text: claim.purpose },
          { term: pay.amount(), text: formatMoney(claim.amountCents, locale) },
          ...(claim.caseReference === null ? [] : [{ term: pay.caseReference(), text: claim.caseReference }]),
        ],
      })}
      ${section({ title: m.attempts(), id: 'attempts', body: attemptTable(props) })}
      ${section({ title: m.ledger(), id: 'ledger', body: ledgerTable(props) })}
      ${section({ title: m.refunds(), id: 'refunds', body: html`${props.refunds.length === 0 ? html`<p>${m.noRefunds()}</p>` : props.refunds.map((one) => refundPanel(one, props))}${requestForm(props)}` })}
    `,
  };
}

function attemptTable({ attempts, locale }: ClaimPageProps): Html {
  const { staff: m, attempt } = messages[locale];
  return table({
    caption: m.attempts(),
    hideCaption: true,
    dense: true,
    rows: attempts,
    empty: html`<p>${m.noAttempts()}</p>`,
    columns: [
      { label: m.number(), rowHeader: true, cell: (one) => one.attempt },
      { label: m.requestedAt(), cell: (one) => formatDateTime(one.requestedAt, locale) },
      { label: m.state(), cell: (one) => attempt[one.state]() },
      { label: m.method(), cell: (one) => one.paymentMethodDetail ?? one.paymentMethod ?? '–' },
      { label: m.transaction(), cell: (one) => one.transactionId ?? '–' },
    ],
  });
}

function ledgerTable({ ledger, locale }: ClaimPageProps): Html {
  const { staff: m, booking, ledgerAccount } = messages[locale];
  return table({
    caption: m.ledger(),
    hideCaption: true,
    dense: true,
    rows: ledger,
    columns: [
      { label: m.bookedAt(), cell: (row) => formatDateTime(row.bookedAt, locale) },
      { label: m.booking(), rowHeader: true, cell: (row) => booking[row.kind]() },
      { label: m.account(), cell: (row) => ledgerAccount[row.account]() },
      { label: m.debit(), numeric: true, cell: (row) => (row.amountCents > 0 ? formatMoney(row.amountCents, locale) : '') },
      { label: m.credit(), numeric: true, cell: (row) => (row.amountCents < 0 ? formatMoney(-row.amountCents, locale) : '') },
    ],
  });
}

function refundPanel(refund: Refund, props: ClaimPageProps): Html {
  const { actor, claim, locale } = props;
  const { refundState, reason } = messages[locale];
  const mayDecide = refund.state === 'requested' && may(actor, 'payments.approve-refund', claim.unitId) && refund.requestedBy !== actor.id;
  const mayExecute = refund.state === 'approved' && may(actor, 'payments.refund', claim.unitId) && refund.decidedBy !== actor.id;
  return panel({
    title: `${formatMoney(refund.amountCents, locale)} – ${refundState[refund.state]()}`,
    level: 3,
    body: html`<p>${reason[refund.reason]()}${refund.note === '' ? '' : html`: ${refund.note}`}</p>
      ${mayDecide ? decideForm(refund, props) : ''}${mayExecute ? executeForm(refund, props) : ''}`,
  });
}

function decideForm(refund: Refund, { locale, href }: ClaimPageProps): Html {
  const m = messages[locale].staff;
  const choice = (decision: string, label: string, kind: 'primary' | 'secondary') =>
    button({ label, name: 'decision', value: decision, kind });
  return form({
    action: href('payments.decide-refund', { refundId: refund.id }),
    label: m.refunds(),
    body: buttonGroup(choice('approve', m.approve(), 'primary'), choice('reject', m.reject(), 'secondary')),
  });
}

function executeForm(refund: Refund, { locale, href, refused }: ClaimPageProps): Html {
  const { staff: m, channel, fault } = messages[locale];
  const error = refused?.field === 'bankReference' ? fault[refused.fault]() : undefined;
  return form({
    action: href('payments.execute-refund', { refundId: refund.id }),
    label: m.execute(),
    body: html`${select({
      name: 'channel',
      label: m.channel(),
      locale,
      empty: false,
      value: refused?.values['channel'],
      options: refundChannels.map((value) => ({ value, label: channel[value]() })),
    })}${textField({ name: 'bankReference', label: m.bankReference(), locale, error, value: refused?.values['bankReference'], maxLength: 140 })}${button({ label: m.execute() })}`,
  });
}

function requestForm({ claim, actor, locale, href, refused }: ClaimPageProps): Html {
  if (nextClaimState(claim.state, 'request-refund') === undefined || !may(actor, 'payments.refund', claim.unitId)) return html``;
  const { staff: m, reason, fault } = messages[locale];
  const error = refused?.field === 'amount' ? fault[refused.fault]() : undefined;
  return form({
    action: href('payments.request-refund', { claimId: claim.id }),
    label: m.requestRefund(),
    body: html`<h3>${m.requestRefund()}</h3>
      ${numberField({
        name: 'amount',
        label: m.amountEuro(),
        hint: m.amountHint({ amount: formatMoney(claim.amountCents - claim.refundedCents, locale) }),
        locale,
        decimal: true,
        error,
        value: refused?.values['amount'],
      })}${select({
        name: 'reason',
        label: m.reason(),
        locale,
        empty: false,
        value: refused?.values['reason'],
        options: (['decision', 'goodwill'] as const).map((value) => ({ value, label: reason[value]() })),
      })}${textarea({ name: 'note', label: m.note(), locale, rows: 3, maxLength: 1000, optional: true, value: refused?.values['note'] })}${button({ label: m.requestRefund(), kind: 'secondary' })}`,
  });
}
