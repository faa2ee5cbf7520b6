import { type Html, type HtmlValue, html } from '@amt/html';
import { element, words } from '../element.ts';
import { type IconName, icon } from '../icon.ts';

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'link';

export interface ButtonProps {
  readonly label: HtmlValue;
  /** default `primary`; one primary button per page */
  readonly kind?: ButtonKind;
  /** draws a link that looks like a button: for going somewhere, not for doing something */
  readonly href?: string;
  readonly icon?: IconName;
  /** the icon stands after the label ("Weiter →") */
  readonly iconAtEnd?: boolean;
  /** default `submit` */
  readonly type?: 'submit' | 'button' | 'reset';
  readonly name?: string;
  readonly value?: string;
  readonly disabled?: boolean;
  /** one of several that exclude each other: whether it is the chosen one */
  readonly pressed?: boolean;
  readonly small?: boolean;
  readonly id?: string;
  /** skips the browser's own validation, e.g. for "save and leave" */
  readonly formNoValidate?: boolean;
  /** posts the same form elsewhere */
  readonly formAction?: string;
  /** belongs to the form with this id though it stands outside of it */
  readonly form?: string;
  /** more words for screen readers, after the label: "Löschen" + "Meldebescheinigung.pdf" */
  readonly about?: string;
  /** the link downloads a file */
  readonly download?: boolean;
}

const kernKind: Record<ButtonKind, string> = {
  primary: 'kern-btn--primary',
  secondary: 'kern-btn--secondary',
  danger: 'kern-btn--primary amt-btn--danger',
  link: 'kern-btn--tertiary',
};

/** A button, or with `href` a link in its shape. */
export function button(props: ButtonProps): Html {
  const { kind = 'primary', iconAtEnd = false } = props;
  const className = words('kern-btn', kernKind[kind], props.small && 'amt-btn--small');
  const drawn = props.icon === undefined ? '' : icon(props.icon);
  const content = html`${iconAtEnd ? '' : drawn}<span class="kern-label"
      >${props.label}${props.about === undefined ? '' : html`<span class="amt-hidden"> ${props.about}</span>`}</span
    >${iconAtEnd ? drawn : ''}`;
  if (props.href !== undefined)
    return element('a', { class: className, href: props.href, id: props.id, download: props.download }, content);
  return element(
    'button',
    {
      class: className,
      type: props.type ?? 'submit',
      id: props.id,
      name: props.name,
      value: props.value,
      disabled: props.disabled,
      'aria-pressed': props.pressed === undefined ? undefined : String(props.pressed),
      formnovalidate: props.formNoValidate,
      formaction: props.formAction,
      form: props.form,
    },
    content,
  );
}

/** Buttons side by side, the primary one first; on phones below each other. */
export function buttonGroup(...buttons: readonly HtmlValue[]): Html {
  return html`<div class="amt-buttons">${buttons}</div>`;
}
