import { type Html, type HtmlValue, html } from '@amt/html';
import { type Locale, formatNumber } from '@amt/i18n';
import type { Crumb } from '@amt/module';
import { element, words } from '../element.ts';
import { icon } from '../icon.ts';
import { messages } from '../messages.ts';
import { button } from './button.ts';
import { form } from './form.ts';

/** Where one is. The last crumb is the page itself and needs no `href`. The shell draws it from `Page.breadcrumb`. */
export function breadcrumb(props: { readonly crumbs: readonly Crumb[]; readonly locale: Locale }): Html {
  if (props.crumbs.length === 0) return html``;
  const last = props.crumbs.length - 1;
  return html`<nav class="amt-breadcrumb" aria-label="${messages[props.locale].breadcrumb.label()}">
    <ol class="amt-breadcrumb__list">
      ${props.crumbs.map(
        (crumb, index) =>
          html`<li class="amt-breadcrumb__item">
            ${index === 0 ? '' : icon('chevron-end')}${
              crumb.href === undefined
                ? element('span', { 'aria-current': index === last ? 'page' : undefined }, crumb.label)
                : element('a', { href: crumb.href, 'aria-current': index === last ? 'page' : undefined }, crumb.label)
            }
          </li>`,
      )}
    </ol>
  </nav>`;
}

export interface TabProps {
  readonly label: string;
  readonly href: string;
  readonly current?: boolean;
  readonly count?: number;
}

/** Views of the same thing, each with an address of its own. */
export function tabs(props: { readonly label: string; readonly items: readonly TabProps[]; readonly locale: Locale }): Html {
  return html`<nav class="amt-tabs" aria-label="${props.label}">
    <ul class="amt-tabs__list">
      ${props.items.map(
        (item) =>
          html`<li>
            ${element(
              'a',
              { class: 'amt-tabs__tab', href: item.href, 'aria-current': item.current ? 'page' : undefined },
              item.label,
              item.count === undefined ? '' : html` <span class="amt-count">${formatNumber(item.count, props.locale)}</span>`,
            )}
          </li>`,
      )}
    </ul>
  </nav>`;
}

export interface PaginationProps {
  readonly locale: Locale;
  /** lists read by cursor give these two */
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
  /** lists with a known number of pages give these */
  readonly current?: number;
  readonly total?: number;
  readonly href?: (page: number) => string;
}

/** Page numbers shown: first, last and the current one with its neighbours; 0 stands for a gap. */
export function shownPages(current: number, total: number): readonly number[] {
  const kept = [...new Set([1, current - 1, current, current + 1, total])].filter((n) => n >= 1 && n <= total).toSorted((a, b) => a - b);
  return kept.flatMap((n, index) => {
    const before = kept[index - 1];
    if (before === undefined || n === before + 1) return [n];
    return n === before + 2 ? [n - 1, n] : [0, n];
  });
}

/** Steps through a long list; nothing when there is one page only. */
export function pagination(props: PaginationProps): Html {
  const m = messages[props.locale].pagination;
  const { current, total, href } = props;
  const numbered = current !== undefined && total !== undefined && href !== undefined;
  const previous = props.previousHref ?? (numbered && current > 1 ? href(current - 1) : undefined);
  const next = props.nextHref ?? (numbered && current < total ? href(current + 1) : undefined);
  if (previous === undefined && next === undefined) return html``;
  const numbers = numbered
    ? html`<ul class="amt-pagination__pages">
        ${shownPages(current, total).map((n) =>
          n === 0
            ? html`<li class="amt-pagination__gap" aria-hidden="true">…</li>`
            : html`<li>
                ${element('a', { class: 'amt-pagination__page', href: href(n), 'aria-label': m.page({ page: n }), 'aria-current': n === current ? 'page' : undefined }, n)}
              </li>`,
        )}
      </ul>`
    : '';
  return html`<nav class="amt-pagination" aria-label="${m.label()}">
    ${
      previous === undefined
        ? ''
        : html`<a class="amt-pagination__step" href="${previous}" rel="prev">${icon('arrow-start')}${m.previous()}</a>`
    }${numbers}${next === undefined ? '' : html`<a class="amt-pagination__step" href="${next}" rel="next">${m.next()}${icon('arrow-end')}</a>`}
  </nav>`;
}

export interface FilterBarProps {
  /** address of the list; the form is a GET, so that filters stand in the URL */
  readonly action: string;
  /** fields ({@link select}, {@link textField}) */
  readonly fields: HtmlValue;
  readonly locale: Locale;
  /** filters that hold now, each with the address of the list without it */
  readonly applied?: readonly { readonly label: string; readonly removeHref: string }[];
  readonly resetHref?: string;
  /** "42 Vorgänge" */
  readonly count?: string;
}

/** Filters above a list, as a GET form: each view of the list has an address. */
export function filterBar(props: FilterBarProps): Html {
  const m = messages[props.locale].filterBar;
  const applied = props.applied ?? [];
  return html`<div class="amt-filter">
    ${form({
      action: props.action,
      method: 'get',
      label: m.label(),
      body: html`<div class="amt-filter__fields">
        ${props.fields}
        <div class="amt-filter__submit">${button({ label: m.apply(), kind: 'secondary', icon: 'filter' })}</div>
      </div>`,
    })}${
      applied.length === 0 && props.count === undefined
        ? ''
        : html`<div class="amt-filter__state">
            ${props.count === undefined ? '' : html`<p class="amt-filter__count" role="status">${props.count}</p>`}${
              applied.length === 0
                ? ''
                : html`<ul class="amt-filter__applied" aria-label="${m.applied()}">
                    ${applied.map(
                      (one) =>
                        html`<li>
                          <a class="amt-chip" href="${one.removeHref}"
                            >${one.label}<span class="amt-hidden"> – ${m.remove()}</span>${icon('close')}</a
                          >
                        </li>`,
                    )}${props.resetHref === undefined ? '' : html`<li><a class="amt-filter__reset" href="${props.resetHref}">${m.reset()}</a></li>`}
                  </ul>`
            }
          </div>`
    }
  </div>`;
}

export interface SearchBoxProps {
  readonly action: string;
  readonly label: string;
  readonly locale: Locale;
  readonly value?: string | undefined;
  /** default `q` */
  readonly name?: string;
  /** `hero` is the big one of the home page */
  readonly size?: 'hero' | 'regular' | 'compact';
  /** unique on the page; default `search` */
  readonly id?: string;
  /** example under the hero box: "zum Beispiel Parkausweis oder Wohngeld" */
  readonly hint?: HtmlValue;
  /**
   * answers `{ suggestions: [{ name }] }` to the typed text in `q`; has a query already (`…?locale=de`). With it, suggestions are shown while typing
   * where scripts run (module `suggest`)
   */
  readonly suggestHref?: string | undefined;
}

/** A search as a GET form. */
export function searchBox(props: SearchBoxProps): Html {
  const { size = 'regular', id = 'search' } = props;
  const m = messages[props.locale].search;
  const hintId = props.hint === undefined ? undefined : `${id}-hint`;
  const input = element('input', {
    class: 'amt-search__input',
    type: 'search',
    id,
    name: props.name ?? 'q',
    value: props.value,
    autocomplete: 'off',
    'aria-describedby': hintId,
    placeholder: size === 'compact' ? props.label : undefined,
  });
  const { suggestHref } = props;
  const box =
    suggestHref === undefined ? input : element('amt-suggest', { 'data-href': suggestHref, 'data-label': m.suggestions() }, input);
  return html`<div class="amt-search amt-search--${size}">
    ${form({
      action: props.action,
      method: 'get',
      role: 'search',
      inline: true,
      ...(size === 'compact' ? { label: props.label } : {}),
      body: html`<label class="${words('amt-search__label', size === 'compact' && 'amt-hidden')}" for="${id}">${props.label}</label>
        <div class="amt-search__row">
          ${size === 'compact' ? '' : icon('search')}${box}<button class="amt-search__submit" type="submit">
            ${size === 'compact' ? icon('search') : ''}<span class="${size === 'compact' ? 'amt-hidden' : 'amt-search__word'}"
              >${m.submit()}</span
            >
          </button>
        </div>
        ${hintId === undefined ? '' : html`<div class="amt-search__hint" id="${hintId}">${props.hint}</div>`}`,
    })}
  </div>`;
}
