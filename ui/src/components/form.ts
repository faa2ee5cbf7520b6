import { type Html, type HtmlValue, csrfField, html } from '@amt/html';
import { type Locale } from '@amt/i18n';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { messages } from '../messages.ts';

export interface FormProps {
  readonly action: string;
  readonly body: HtmlValue;
  /** default `post`; a `get` form (search, filter) carries no CSRF field */
  readonly method?: 'post' | 'get';
  /** for forms with files */
  readonly multipart?: boolean;
  readonly id?: string;
  /** name of the form for assistive technology, where a page has several */
  readonly label?: string;
  /** `search` makes it a search landmark */
  readonly role?: 'search';
  /** sentence shown while a slow answer is awaited; the form then cannot be sent twice (needs the module `confirm`, works without); not for forms answered with a file */
  readonly busyText?: string;
  /** no vertical rhythm: for a single button */
  readonly inline?: boolean;
}

/** A form. Posts hold the CSRF field. Validation is the server's, so that messages are ours and in the person's language. */
export function form(props: FormProps): Html {
  const { method = 'post' } = props;
  const drawn = element(
    'form',
    {
      class: props.inline ? 'amt-form amt-form--inline' : 'amt-form',
      method,
      action: props.action,
      id: props.id,
      enctype: props.multipart ? 'multipart/form-data' : undefined,
      'aria-label': props.label,
      role: props.role,
      novalidate: true,
    },
    method === 'post' ? csrfField() : '',
    props.body,
  );
  return props.busyText === undefined ? drawn : element('amt-confirm', { 'data-busy': props.busyText }, drawn);
}

export interface FieldError {
  /** id of the control, as given to the field component (for date fields `<id>-day`, for choices `<id>`, all handled by the components) */
  readonly field: string;
  readonly message: string;
}

/** List of all errors above the form, each a link to its field. Empty list: nothing. Set `hasErrors` on the page too. */
export function errorSummary(props: { readonly errors: readonly FieldError[]; readonly locale: Locale; readonly title?: string }): Html {
  if (props.errors.length === 0) return html``;
  const m = messages[props.locale];
  return html`<div class="amt-error-summary" role="alert" aria-labelledby="error-summary-title" tabindex="-1" id="error-summary">
    <h2 class="amt-error-summary__title" id="error-summary-title">
      ${icon('error')} ${props.title ?? m.errorSummary.title({ count: props.errors.length })}
    </h2>
    <ul>
      ${props.errors.map((error) => html`<li><a href="#${error.field}">${error.message}</a></li>`)}
    </ul>
  </div>`;
}
