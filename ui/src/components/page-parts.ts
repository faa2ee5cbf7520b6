import { type Html, type HtmlValue, html } from '@amt/html';
import { element, words } from '../element.ts';
import { type IconName, icon } from '../icon.ts';

export interface PageHeaderProps {
  readonly title: HtmlValue;
  /** small line above: the kind of thing, a file reference */
  readonly kicker?: HtmlValue;
  readonly lead?: HtmlValue;
  readonly badge?: HtmlValue;
  /** buttons at the end of the line */
  readonly actions?: HtmlValue;
}

/** The page's only h1, with what belongs to it. */
export function pageHeader(props: PageHeaderProps): Html {
  return html`<div class="amt-page-header">
    <div class="amt-page-header__text">
      ${props.kicker === undefined ? '' : html`<p class="amt-page-header__kicker">${props.kicker}</p>`}
      <h1>${props.title}</h1>
      ${props.badge === undefined ? '' : html`<p class="amt-page-header__badge">${props.badge}</p>`}${
        props.lead === undefined ? '' : html`<p class="amt-lead">${props.lead}</p>`
      }
    </div>
    ${props.actions === undefined ? '' : html`<div class="amt-page-header__actions">${props.actions}</div>`}
  </div>`;
}

export interface SectionProps {
  readonly title: HtmlValue;
  readonly body: HtmlValue;
  readonly id?: string;
  /** default 2 */
  readonly level?: 2 | 3;
  /** a link or button at the end of the title's line: "Alle ansehen" */
  readonly action?: HtmlValue;
  readonly lead?: HtmlValue;
  /** a band over the whole width with a tinted ground (home page); must stand directly in a body that is not in columns */
  readonly band?: boolean;
}

/** A part of a page under its heading. */
export function section(props: SectionProps): Html {
  const heading = element(`h${props.level ?? 2}`, { id: props.id, class: 'amt-section__title' }, props.title);
  return element(
    'section',
    { class: words('amt-section', props.band && 'amt-section--band'), 'aria-labelledby': props.id },
    html`<div class="amt-section__inner">
      <div class="amt-section__head">${heading}${props.action ?? ''}</div>
      ${props.lead === undefined ? '' : html`<p class="amt-section__lead">${props.lead}</p>`}${props.body}
    </div>`,
  );
}

/** Main text with a column beside it (facts, contact); the column comes after the text on phones, or before it with `asideFirst`. */
export function withAside(props: {
  readonly main: HtmlValue;
  readonly aside: HtmlValue;
  readonly label?: string;
  readonly asideFirst?: boolean;
}): Html {
  return html`<div class="${words('amt-with-aside', props.asideFirst && 'amt-with-aside--first')}">
    <div class="amt-with-aside__main">${props.main}</div>
    ${element('aside', { class: 'amt-with-aside__aside', 'aria-label': props.label }, props.aside)}
  </div>`;
}

/** Running text: paragraphs, lists, sub-headings in a readable width. */
export function prose(body: HtmlValue): Html {
  return html`<div class="amt-prose">${body}</div>`;
}

/** A tinted box for what belongs together beside or between text. */
export function panel(props: {
  readonly title?: HtmlValue;
  readonly body: HtmlValue;
  readonly level?: 2 | 3;
  readonly icon?: IconName;
  readonly accent?: boolean;
}): Html {
  return html`<div class="${words('amt-panel', props.accent && 'amt-panel--accent')}">
    ${
      props.title === undefined
        ? ''
        : element(`h${props.level ?? 2}`, { class: 'amt-panel__title' }, props.icon === undefined ? '' : icon(props.icon), props.title)
    }${props.body}
  </div>`;
}

export interface CardProps {
  readonly title: HtmlValue;
  /** the whole card can be clicked; the link's name is the title */
  readonly href?: string;
  readonly body?: HtmlValue;
  /** small line under the title: date, unit */
  readonly meta?: HtmlValue;
  readonly badge?: HtmlValue;
  readonly icon?: IconName;
  /** level of the title, default 3 */
  readonly level?: 2 | 3 | 4;
  /** a big figure before the title, for dashboards */
  readonly figure?: HtmlValue;
  /** leads to another site: an icon and words say so */
  readonly external?: string;
}

/** One thing among others. */
export function card(props: CardProps): Html {
  const title =
    props.href === undefined
      ? props.title
      : html`<a class="amt-card__link" href="${props.href}"
          >${props.title}${props.external === undefined ? '' : html`<span class="amt-hidden"> (${props.external})</span>`}</a
        >`;
  return html`<div
    class="${words('amt-card', props.href !== undefined && 'amt-card--link', props.figure !== undefined && 'amt-card--figure')}"
  >
    ${props.icon === undefined ? '' : html`<span class="amt-card__icon">${icon(props.icon)}</span>`}
    <div class="amt-card__text">
      ${props.figure === undefined ? '' : html`<p class="amt-card__figure">${props.figure}</p>`}${element(
        `h${props.level ?? 3}`,
        { class: 'amt-card__title' },
        title,
      )}${props.meta === undefined ? '' : html`<p class="amt-card__meta">${props.meta}</p>`}${
        props.body === undefined ? '' : html`<div class="amt-card__body">${props.body}</div>`
      }${props.badge === undefined ? '' : html`<p class="amt-card__badge">${props.badge}</p>`}
    </div>
    ${
      props.href === undefined || props.figure !== undefined
        ? ''
        : html`<span class="amt-card__arrow">${icon(props.external === undefined ? 'arrow-end' : 'external')}</span>`
    }
  </div>`;
}

/** Cards beside each other, as many as there is room for. */
export function cardGrid(props: {
  readonly cards: readonly CardProps[];
  readonly label?: string;
  /** narrower cards, e.g. figures */ readonly dense?: boolean;
}): Html {
  return element(
    'ul',
    { class: words('amt-card-grid', props.dense && 'amt-card-grid--dense'), 'aria-label': props.label },
    props.cards.map((one) => html`<li class="amt-card-grid__item">${card(one)}</li>`),
  );
}

/** Links below each other, each with a line of text: search hits, services. */
export function linkList(props: {
  readonly items: readonly {
    readonly label: HtmlValue;
    readonly href: string;
    readonly text?: HtmlValue;
    readonly meta?: HtmlValue;
    readonly badge?: HtmlValue;
  }[];
  readonly label?: string;
}): Html {
  return element(
    'ul',
    { class: 'amt-link-list', 'aria-label': props.label },
    props.items.map(
      (item) =>
        html`<li class="amt-link-list__item">
          <a class="amt-link-list__link" href="${item.href}">${item.label}</a>${
            item.badge === undefined ? '' : html` ${item.badge}`
          }${item.text === undefined ? '' : html`<p class="amt-link-list__text">${item.text}</p>`}${
            item.meta === undefined ? '' : html`<p class="amt-link-list__meta">${item.meta}</p>`
          }
        </li>`,
    ),
  );
}

/** Buttons and fields in one line above a list. */
export function toolbar(props: { readonly label: string; readonly start?: HtmlValue; readonly end?: HtmlValue }): Html {
  return html`<div class="amt-toolbar" role="group" aria-label="${props.label}">
    <div class="amt-toolbar__start">${props.start ?? ''}</div>
    <div class="amt-toolbar__end">${props.end ?? ''}</div>
  </div>`;
}

/** First letters of a name in a circle; the name itself stands beside it or is given as `label`. */
export function avatar(props: { readonly name: string; readonly label?: string }): Html {
  const initials = props.name
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => [...word][0]?.toLocaleUpperCase('de') ?? '');
  const shown = initials.length > 1 ? `${initials[0]}${initials.at(-1)}` : (initials[0] ?? '');
  // Six tints, chosen by the name, so that people in a list can be told apart.
  const tint = [...props.name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6;
  return props.label === undefined
    ? html`<span class="amt-avatar amt-avatar--${tint}" aria-hidden="true">${shown}</span>`
    : html`<span class="amt-avatar amt-avatar--${tint}" role="img" aria-label="${props.label}">${shown}</span>`;
}
