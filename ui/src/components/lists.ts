import { type Html, type HtmlValue, html } from '@amt/html';
import { type Locale } from '@amt/i18n';
import { element, words } from '../element.ts';
import { type IconName, icon } from '../icon.ts';
import { messages } from '../messages.ts';
import { type Tone, statusBadge, toneIcon } from './notice.ts';
import { type ListedFile, fileList } from './file-field.ts';
import { avatar } from './page-parts.ts';

export interface SummaryRow {
  readonly key: HtmlValue;
  /** empty: "Keine Angabe" */
  readonly value: HtmlValue;
  /** link "Ändern"; its hidden words name the key */
  readonly changeHref?: string;
  /** where the value came from */
  readonly origin?: string;
}

/** Questions and answers, with links to change them ("check your answers"). */
export function summaryList(props: {
  readonly rows: readonly SummaryRow[];
  readonly locale: Locale;
  readonly title?: HtmlValue;
  /** default 2 */
  readonly level?: 2 | 3;
  /** link beside the title that changes the whole block */
  readonly changeHref?: string;
}): Html {
  const m = messages[props.locale].summaryList;
  const change = (href: string | undefined, about: HtmlValue): Html =>
    href === undefined
      ? html``
      : html`<a class="amt-summary__change" href="${href}">${m.change()}<span class="amt-hidden"> ${about}</span></a>`;
  const head =
    props.title === undefined
      ? ''
      : html`<div class="amt-summary__head">
          ${element(`h${props.level ?? 2}`, { class: 'amt-summary__title' }, props.title)}${change(props.changeHref, props.title)}
        </div>`;
  const empty = (value: HtmlValue): boolean => value === undefined || value === null || value === '';
  return html`<div class="amt-summary">
    ${head}
    <dl class="amt-summary__list">
      ${props.rows.map(
        (row) =>
          html`<div class="amt-summary__row">
            <dt class="amt-summary__key">${row.key}</dt>
            <dd class="amt-summary__value">${
              empty(row.value) ? html`<span class="amt-muted">${m.noAnswer()}</span>` : row.value
            }${row.origin === undefined ? '' : html`<span class="amt-summary__origin">${row.origin}</span>`}</dd>
            ${row.changeHref === undefined ? '' : html`<dd class="amt-summary__action">${change(row.changeHref, row.key)}</dd>`}
          </div>`,
      )}
    </dl>
  </div>`;
}

export interface Fact {
  readonly label: HtmlValue;
  readonly value: HtmlValue;
  readonly icon?: IconName;
}

/** Fee, processing time, documents: the facts of a service at a glance. */
export function factGrid(props: {
  readonly facts: readonly Fact[];
  /** below each other, for a side column */ readonly stacked?: boolean;
}): Html {
  return html`<dl class="${words('amt-facts', props.stacked && 'amt-facts--stacked')}">
    ${props.facts.map(
      (fact) =>
        html`<div class="amt-facts__fact">
          <dt class="amt-facts__label">${fact.icon === undefined ? '' : icon(fact.icon)}${fact.label}</dt>
          <dd class="amt-facts__value">${fact.value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Plain pairs of term and text. */
export function descriptionList(props: { readonly items: readonly { readonly term: HtmlValue; readonly text: HtmlValue }[] }): Html {
  return html`<dl class="amt-description">
    ${props.items.map(
      (item) =>
        html`<div class="amt-description__row">
          <dt>${item.term}</dt>
          <dd>${item.text}</dd>
        </div>`,
    )}
  </dl>`;
}

export interface Task {
  readonly title: HtmlValue;
  /** left out while the task cannot be started yet */
  readonly href?: string;
  readonly hint?: HtmlValue;
  readonly status: { readonly label: string; readonly tone?: Tone };
}

/** Parts of a long application with their states. */
export function taskList(props: { readonly tasks: readonly Task[]; readonly label?: string }): Html {
  return element(
    'ul',
    { class: 'amt-tasks', 'aria-label': props.label },
    props.tasks.map(
      (task) =>
        html`<li class="${words('amt-tasks__task', task.href === undefined && 'amt-tasks__task--later')}">
          <div class="amt-tasks__text">
            ${
              task.href === undefined
                ? html`<span>${task.title}</span>`
                : html`<a class="amt-tasks__link" href="${task.href}">${task.title}</a>`
            }${task.hint === undefined ? '' : html`<p class="amt-tasks__hint">${task.hint}</p>`}
          </div>
          ${statusBadge(task.status)}
        </li>`,
    ),
  );
}

export interface TimelineEntry {
  readonly title: HtmlValue;
  /** as people read it: "23. November 2026 um 15:47" */
  readonly when?: string;
  /** ISO 8601, for `<time datetime>` */
  readonly dateTime?: string;
  readonly body?: HtmlValue;
  readonly who?: string;
  /** `todo` is still to come; default `done` */
  readonly state?: 'done' | 'current' | 'todo';
  readonly tone?: Tone;
}

/** What happened and what comes next, in order of time. */
export function timeline(props: { readonly entries: readonly TimelineEntry[]; readonly locale: Locale; readonly label?: string }): Html {
  const m = messages[props.locale].timeline;
  return element(
    'ol',
    { class: 'amt-timeline', 'aria-label': props.label },
    props.entries.map((entry) => {
      const { state = 'done' } = entry;
      const when = entry.when === undefined ? '' : element('time', { datetime: entry.dateTime }, entry.when);
      const mark = entry.tone === undefined ? (state === 'done' ? icon('check') : '') : icon(toneIcon[entry.tone]);
      return element(
        'li',
        {
          class: words(
            'amt-timeline__entry',
            `amt-timeline__entry--${state}`,
            entry.tone !== undefined && `amt-timeline__entry--${entry.tone}`,
          ),
          'aria-current': state === 'current' ? 'step' : undefined,
        },
        html`<span class="amt-timeline__mark">${mark}</span>
          <div class="amt-timeline__text">
            <p class="amt-timeline__title">${entry.title}${state === 'todo' ? html`<span class="amt-hidden"> (${m.todo()})</span>` : ''}</p>
            ${
              entry.when === undefined && entry.who === undefined
                ? ''
                : html`<p class="amt-timeline__meta">
                    ${when}${entry.when !== undefined && entry.who !== undefined ? ' · ' : ''}${entry.who}
                  </p>`
            }${entry.body === undefined ? '' : html`<div class="amt-timeline__body">${entry.body}</div>`}
          </div>`,
      );
    }),
  );
}

export interface ThreadMessage {
  readonly from: string;
  /** `own` is the reader's own message, `internal` is seen by staff only */
  readonly side: 'own' | 'other' | 'internal';
  readonly body: HtmlValue;
  readonly when: string;
  readonly dateTime?: string;
  readonly files?: readonly ListedFile[];
  /** "Gelesen am …" */
  readonly receipt?: string;
}

/** Messages between resident and office, oldest first. */
export function messageThread(props: {
  readonly messages: readonly ThreadMessage[];
  readonly locale: Locale;
  readonly label?: string;
}): Html {
  const m = messages[props.locale].thread;
  return element(
    'ol',
    { class: 'amt-thread', 'aria-label': props.label },
    props.messages.map(
      (message) =>
        html`<li class="amt-thread__message amt-thread__message--${message.side}">
          ${avatar({ name: message.from })}
          <div class="amt-thread__bubble">
            <p class="amt-thread__head">
              <strong>${message.from}</strong
              >${message.side === 'internal' ? html` ${statusBadge({ label: m.internal(), tone: 'warning' })}` : ''}
              ${element('time', { class: 'amt-thread__when', datetime: message.dateTime }, message.when)}
            </p>
            <div class="amt-thread__body">${message.body}</div>
            ${
              message.files === undefined || message.files.length === 0 ? '' : fileList({ files: message.files, locale: props.locale })
            }${message.receipt === undefined ? '' : html`<p class="amt-thread__receipt">${icon('check')} ${message.receipt}</p>`}
          </div>
        </li>`,
    ),
  );
}
