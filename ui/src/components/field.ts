import { type Html, type HtmlValue, html } from '@amt/html';
import { type Locale } from '@amt/i18n';
import { element, words } from '../element.ts';
import { icon } from '../icon.ts';
import { messages } from '../messages.ts';

/** What every field has. */
export interface FieldProps {
  readonly name: string;
  readonly label: HtmlValue;
  readonly locale: Locale;
  /** default: the name, with characters that ids should not have replaced */
  readonly id?: string;
  readonly hint?: HtmlValue;
  readonly error?: string | undefined;
  /** adds "(freiwillig)"; fields are required unless they say so */
  readonly optional?: boolean;
  /** the label is the page's only question: it becomes the h1 */
  readonly asHeading?: boolean;
  readonly disabled?: boolean;
  /** where a value came from: "Aus Ihrem BayernID-Konto übernommen" */
  readonly origin?: string;
}

/** Id of a field's control; links of the error summary point to it. */
export function fieldId(props: { readonly name: string; readonly id?: string }): string {
  return props.id ?? props.name.replace(/[^\w-]+/g, '-');
}

/** Ids of hint, origin and error, for `aria-describedby`. */
export function describedBy(props: FieldProps): string | undefined {
  const id = fieldId(props);
  return words(props.hint !== undefined && `${id}-hint`, props.origin !== undefined && `${id}-origin`, hasError(props) && `${id}-error`);
}

export function hasError(props: { readonly error?: string | undefined }): boolean {
  return props.error !== undefined && props.error !== '';
}

/** The words of a label, with "(freiwillig)" where it applies. */
export function labelText(props: FieldProps): Html {
  return html`${props.label}${props.optional ? html` <span class="amt-field__optional">${messages[props.locale].field.optional()}</span>` : ''}`;
}

/** Hint, origin and error, in the order in which they are read. */
export function notes(props: FieldProps): Html {
  const id = fieldId(props);
  return html`${props.hint === undefined ? '' : html`<div class="amt-field__hint" id="${id}-hint">${props.hint}</div>`}${
    props.origin === undefined ? '' : html`<div class="amt-field__origin" id="${id}-origin">${icon('shield')} ${props.origin}</div>`
  }${
    hasError(props)
      ? html`<p class="amt-field__error" id="${id}-error">
          ${icon('error')} <span><span class="amt-hidden">${messages[props.locale].field.error()} </span>${props.error}</span>
        </p>`
      : ''
  }`;
}

/** Label, notes and one control. */
export function field(props: FieldProps, control: HtmlValue): Html {
  const label = element(
    'label',
    { class: words('amt-field__label', props.asHeading && 'amt-field__label--heading'), for: fieldId(props) },
    labelText(props),
  );
  return html`<div class="${words('amt-field', hasError(props) && 'amt-field--error')}">
    ${props.asHeading ? html`<h1 class="amt-question">${label}</h1>` : label} ${notes(props)} ${control}
  </div>`;
}

export interface FieldsetProps {
  readonly legend: HtmlValue;
  readonly body: HtmlValue;
  readonly id?: string;
  readonly hint?: HtmlValue;
  readonly asHeading?: boolean;
}

/** Fields that belong together: an address, a period. */
export function fieldset(props: FieldsetProps): Html {
  const hintId = props.hint === undefined || props.id === undefined ? undefined : `${props.id}-hint`;
  return element(
    'fieldset',
    { class: 'amt-fieldset', id: props.id, 'aria-describedby': hintId },
    html`<legend class="${words('amt-fieldset__legend', props.asHeading && 'amt-field__label--heading')}">
      ${props.asHeading ? html`<h1 class="amt-question">${props.legend}</h1>` : props.legend}
    </legend>`,
    props.hint === undefined ? '' : element('div', { class: 'amt-field__hint', id: hintId }, props.hint),
    html`<div class="amt-fieldset__body">${props.body}</div>`,
  );
}

/** A fieldset that is one field: radios, checkboxes, the parts of a date. */
export function choiceGroup(props: FieldProps, body: HtmlValue): Html {
  const group = element(
    'fieldset',
    { class: 'amt-fieldset', 'aria-describedby': describedBy(props) },
    html`<legend class="${words('amt-field__label', props.asHeading && 'amt-field__label--heading')}">
      ${props.asHeading ? html`<h1 class="amt-question">${labelText(props)}</h1>` : labelText(props)}
    </legend>`,
    notes(props),
    body,
  );
  return html`<div class="${words('amt-field', hasError(props) && 'amt-field--error')}">${group}</div>`;
}
