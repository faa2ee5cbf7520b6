import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { button, checkboxes, form, numberField, textarea, textField, type FieldError } from '@amt/ui';
import { messages } from '../messages.ts';

export interface ServiceDraft {
  readonly nameDe: string;
  readonly nameEn: string;
  readonly leadDe: string;
  readonly leadEn: string;
  readonly processingDays: string;
  readonly lifeSituations: readonly string[];
  readonly phone: string;
  readonly referencePrefix: string;
}

export interface ServiceProps {
  readonly state: 'not-published' | 'not-allowed' | 'ready' | 'of-the-city';
  readonly draft: ServiceDraft;
  readonly situations: readonly { readonly value: string; readonly label: string }[];
  readonly errors: readonly FieldError[];
  readonly action: string;
  /** page of the service, where it has one */
  readonly serviceHref: string | undefined;
  readonly locale: Locale;
}

/** Part of the settings: the service the form becomes, as the public reads it. */
export function servicePart(props: ServiceProps): Html {
  const { draft, errors, locale } = props;
  const m = messages[locale].service;
  const link = props.serviceHref === undefined ? '' : html`<p><a href="${props.serviceHref}">${m.open()}</a></p>`;
  if (props.state === 'not-published') return html`<p>${m.notPublished()}</p>`;
  if (props.state === 'of-the-city') return html`<p>${m.ofTheCity()}</p>${link}`;
  if (props.state === 'not-allowed') return html`<p>${m.notAllowed()}</p>${link}`;
  const errorOf = (field: string): { error?: string } => {
    const error = errors.find((one) => one.field === field)?.message;
    return error === undefined ? {} : { error };
  };
  return html`<p>${m.lead()}</p>
    ${link}
    ${form({
      action: props.action,
      body: html`${textField({ name: 'nameDe', label: m.nameDe(), locale, value: draft.nameDe, ...errorOf('nameDe') })}
        ${textField({ name: 'nameEn', label: m.nameEn(), locale, value: draft.nameEn, ...errorOf('nameEn') })}
        ${textarea({ name: 'leadDe', label: m.leadDe(), locale, rows: 2, value: draft.leadDe, ...errorOf('leadDe') })}
        ${textarea({ name: 'leadEn', label: m.leadEn(), locale, rows: 2, value: draft.leadEn, ...errorOf('leadEn') })}
        ${numberField({ name: 'processingDays', label: m.processingDays(), locale, value: draft.processingDays, suffix: m.days(), ...errorOf('processingDays') })}
        ${checkboxes({ name: 'lifeSituations', label: m.lifeSituations(), locale, optional: true, values: [...draft.lifeSituations], options: props.situations })}
        ${textField({ name: 'phone', label: m.phone(), hint: m.phoneHint(), locale, type: 'tel', width: 20, value: draft.phone, ...errorOf('phone') })}
        ${textField({ name: 'referencePrefix', label: m.referencePrefix(), hint: m.referencePrefixHint(), locale, width: 5, value: draft.referencePrefix, ...errorOf('referencePrefix') })}
        ${button({ label: m.publish(), kind: 'secondary' })}`,
    })}`;
}
