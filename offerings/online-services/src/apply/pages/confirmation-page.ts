import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, errorSummary, form, notice, pageHeader, panel, radios, ratingField, textarea, timeline, type FieldError } from '@amt/ui';
import { messages } from '../../messages.ts';
import { cosignerPart, type CosignerPart } from './cosigner-part.ts';

export interface ConfirmationProps {
  readonly serviceName: string;
  readonly fileReference: string;
  readonly unitName: string;
  /** how the matter stands, in the words of the case type */
  readonly stateText: string;
  readonly dueOn: string | undefined;
  /** the fee is still open: where to pay */
  readonly payHref: string | undefined;
  /** the case waits for the fee */
  readonly mustPay: boolean;
  readonly appointments: readonly AppointmentPart[];
  readonly receiptHref: string | undefined;
  readonly caseHref: string | undefined;
  readonly rateHref: string;
  readonly rated: boolean;
  readonly rating: {
    readonly errors: readonly FieldError[];
    readonly stars?: string;
    readonly remark?: string;
    readonly recommends?: string;
  };
  readonly cosigners: readonly CosignerPart[];
  readonly cosignErrors: readonly FieldError[];
  readonly locale: Locale;
}

/** After sending: it has arrived, this is its number, this happens next. */
export function confirmationPage(props: ConfirmationProps): Page {
  const { locale, fileReference, payHref, mustPay } = props;
  const m = messages[locale].confirmation;
  const isOpen = props.cosigners.some(({ state, closed }) => !closed && state !== 'agreed' && state !== 'waived');
  const title = mustPay && payHref ? m.titleUnpaid() : m.title();
  return {
    title,
    layout: 'question',
    hasErrors: props.rating.errors.length + props.cosignErrors.length > 0,
    body: html`${errorSummary({ errors: [...props.cosignErrors, ...props.rating.errors], locale })}
${pageHeader({ kicker: props.serviceName, title })}
${notice({ tone: mustPay && payHref ? 'warning' : 'success', role: 'status', title: m.reference({ fileReference }), body: html`<p>${props.stateText}</p>`, ...(payHref ? { actions: button({ label: m.pay(), href: payHref }) } : {}) })}
${props.appointments.map((part) => appointmentPart(part, locale))}
${props.cosigners.map((part) => cosignerPart(part, props.cosignErrors, locale))}
<h2>${m.next()}</h2>
${timeline({
  locale,
  label: m.next(),
  entries: [
    { title: m.sent(), state: 'done' },
    ...(payHref ? [{ title: m.payStep(), state: 'current' as const }] : []),
    ...(isOpen ? [{ title: m.agreeStep(), state: mustPay ? ('todo' as const) : ('current' as const) }] : []),
    { title: m.check({ unit: props.unitName }), state: mustPay || isOpen ? 'todo' : 'current' },
    { title: props.dueOn === undefined ? m.decision() : m.decisionBy({ date: props.dueOn }), state: 'todo' },
  ],
})}
${links(props)}
${ratingPart(props)}`,
  };
}

/** An appointment the application needs, and the service's own way to one. */
export interface AppointmentPart {
  readonly title: string;
  readonly text: string | undefined;
  readonly href: string | undefined;
  readonly phone: string | undefined;
}

function appointmentPart({ title, text, href, phone }: AppointmentPart, locale: Locale): Html {
  const m = messages[locale].confirmation;
  return panel({
    title,
    icon: 'calendar',
    body: html`<p>${text ?? m.appointment()}</p>
      ${href === undefined ? '' : html`<p>${button({ label: m.book(), href })}</p>`}
      ${phone === undefined ? '' : html`<p><a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a></p>`}`,
  });
}

function links({ receiptHref, caseHref, payHref, locale }: ConfirmationProps): Html {
  const m = messages[locale].confirmation;
  return html`${receiptHref === undefined ? (payHref ? '' : html`<p>${m.receiptComes()}</p>`) : html`<p>${button({ label: m.receipt(), href: receiptHref, kind: 'secondary', icon: 'download' })}</p>`}
${caseHref === undefined ? html`<p>${m.weWrite()}</p>` : html`<p>${button({ label: m.toCase(), href: caseHref, kind: 'secondary' })}</p>`}`;
}

function ratingPart({ rateHref, rated, rating, locale }: ConfirmationProps): Html {
  const m = messages[locale].rating;
  if (rated) return notice({ tone: 'neutral', title: m.thanks() });
  const errorOf = (field: string): string | undefined => rating.errors.find((error) => error.field === field)?.message;
  return panel({
    title: m.title(),
    body: form({
      action: rateHref,
      label: m.title(),
      body: html`<p>${m.lead()}</p>
${ratingField({ name: 'stars', label: m.stars(), locale, value: rating.stars, error: errorOf('stars') })}
${radios({
  name: 'recommends',
  label: m.recommend(),
  locale,
  optional: true,
  inline: true,
  value: rating.recommends,
  options: [
    { value: 'yes', label: m.yes() },
    { value: 'no', label: m.no() },
  ],
})}
${textarea({ name: 'remark', label: m.remark(), hint: m.remarkHint(), locale, optional: true, value: rating.remark, rows: 3, error: errorOf('remark') })}
${button({ label: m.send(), kind: 'secondary' })}`,
    }),
  });
}
