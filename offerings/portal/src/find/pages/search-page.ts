import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page, SearchEntry } from '@amt/module';
import { emptyState, linkList, pageHeader, searchBox, section, statusBadge } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface SearchPageProps {
  readonly query: string;
  readonly total: number;
  readonly hits: readonly { readonly name: string; readonly lead: string; readonly href: string; readonly online: boolean }[];
  readonly others: readonly SearchEntry[];
  readonly didYouMean: { readonly text: string; readonly href: string } | undefined;
  readonly searchHref: string;
  readonly suggestHref: string;
  readonly allHref: string;
  readonly locale: Locale;
}

/** What was found, and what to do when it was nothing. */
export function searchPage({ query, hits, others, total, didYouMean, locale, ...to }: SearchPageProps): Page {
  const m = messages[locale].search;
  return {
    title: query === '' ? m.title() : m.titleFor({ query }),
    current: 'portal.search',
    body: html`${pageHeader({ title: m.title() })}
${searchBox({ action: to.searchHref, label: m.label(), locale, value: query, id: 'page-search', suggestHref: to.suggestHref })}
${query === '' ? '' : html`<p role="status">${m.count({ count: total, query })}</p>`}
${didYouMean === undefined ? '' : html`<p>${m.didYouMean()} <a href="${didYouMean.href}">${didYouMean.text}</a></p>`}
${
  hits.length > 0
    ? linkList({
        label: m.services(),
        items: hits.map(({ name, lead, href, online }) => ({
          label: name,
          href,
          text: lead,
          ...(online ? { badge: statusBadge({ label: m.online(), tone: 'success' }) } : {}),
        })),
      })
    : query === ''
      ? html`<p><a href="${to.allHref}">${m.all()}</a></p>`
      : emptyState({
          title: m.nothing(),
          icon: 'search',
          headingLevel: 2,
          body: html`<p>${m.nothingHint()}</p><p><a href="${to.allHref}">${m.all()}</a></p>`,
        })
}
${others.length === 0 ? '' : section({ title: m.others(), id: 'others', body: linkList({ label: m.others(), items: others.map(({ title, summary, href }) => ({ label: title, text: summary, href })) }) })}`,
  };
}
