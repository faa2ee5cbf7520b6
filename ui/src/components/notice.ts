import { type Html, type HtmlValue, html } from '@amt/html';
import { element } from '../element.ts';
import { type IconName, icon } from '../icon.ts';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** The icon that says the same as a tone's colour. */
export const toneIcon: Readonly<Record<Tone, IconName>> = {
  neutral: 'info',
  info: 'info',
  success: 'success',
  warning: 'alert',
  danger: 'error',
};

export interface NoticeProps {
  readonly title?: HtmlValue;
  readonly body?: HtmlValue;
  /** default `info` */
  readonly tone?: Tone;
  readonly icon?: IconName;
  /** level of the title, when it is a heading of the page; default none (a bold line) */
  readonly headingLevel?: 2 | 3 | 4;
  readonly actions?: HtmlValue;
  /** `status` is read aloud politely when the page opens (after a post), `alert` at once */
  readonly role?: 'status' | 'alert';
}

/** Something to know before going on. */
export function notice(props: NoticeProps): Html {
  const { tone = 'info' } = props;
  const title =
    props.title === undefined
      ? ''
      : element(props.headingLevel === undefined ? 'p' : `h${props.headingLevel}`, { class: 'amt-notice__title' }, props.title);
  return element(
    'div',
    { class: `amt-notice amt-notice--${tone}`, role: props.role },
    icon(props.icon ?? toneIcon[tone]),
    html`<div class="amt-notice__text">
      ${title}${props.body === undefined ? '' : html`<div class="amt-notice__body">${props.body}</div>`}${props.actions ?? ''}
    </div>`,
  );
}

/** The answer to what one has just done: stands at the top of the page. */
export function notificationBanner(props: {
  readonly message: HtmlValue;
  readonly tone?: Exclude<Tone, 'neutral'>;
  readonly details?: HtmlValue;
}): Html {
  const { tone = 'success' } = props;
  return notice({
    title: props.message,
    tone,
    role: tone === 'danger' ? 'alert' : 'status',
    ...(props.details === undefined ? {} : { body: props.details }),
  });
}

export interface StatusBadgeProps {
  readonly label: string;
  /** default `neutral` */
  readonly tone?: Tone;
}

/** State of a case, a payment, a draft. The word says it; the colour only repeats it. */
export function statusBadge(props: StatusBadgeProps): Html {
  return html`<span class="amt-badge amt-badge--${props.tone ?? 'neutral'}">${props.label}</span>`;
}

/** Text that opens on demand. */
export function details(props: {
  readonly summary: HtmlValue;
  readonly body: HtmlValue;
  readonly open?: boolean;
  readonly id?: string;
}): Html {
  return element(
    'details',
    { class: 'amt-details', open: props.open, id: props.id },
    html`<summary class="amt-details__summary">${icon('chevron-down')}<span>${props.summary}</span></summary>
      <div class="amt-details__body">${props.body}</div>`,
  );
}

/** Several {@link details} as one list. */
export function accordion(items: readonly { readonly summary: HtmlValue; readonly body: HtmlValue; readonly open?: boolean }[]): Html {
  return html`<div class="amt-accordion">${items.map((item) => details(item))}</div>`;
}

/** A list that has nothing in it yet: says so, and what to do. */
export function emptyState(props: {
  readonly title: string;
  readonly body?: HtmlValue;
  readonly action?: HtmlValue;
  readonly icon?: IconName;
  readonly headingLevel?: 2 | 3;
}): Html {
  return html`<div class="amt-empty">
    <span class="amt-empty__mark">${icon(props.icon ?? 'inbox', { large: true })}</span>${element(
      props.headingLevel === undefined ? 'p' : `h${props.headingLevel}`,
      { class: 'amt-empty__title' },
      props.title,
    )}${props.body === undefined ? '' : html`<div class="amt-empty__body">${props.body}</div>`}${props.action ?? ''}
  </div>`;
}
