import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup } from './components/button.ts';
import { searchBox } from './components/navigation.ts';
import { pageHeader } from './components/page-parts.ts';
import { messages } from './messages.ts';

export interface ProblemPageProps {
  /** HTTP status; unknown ones are shown as a fault of ours (5xx) or a request we do not understand (4xx) */
  readonly status: number;
  readonly locale: Locale;
  readonly homeHref: string;
  readonly searchHref?: string;
  /** a sentence that says more, already in the person's language */
  readonly detail?: string;
  /** id of the request in our log */
  readonly requestId?: string;
}

function wordsOf(status: number, locale: Locale): { title: () => string; body: () => string } {
  const m = messages[locale].problem;
  switch (status) {
    case 401:
    case 403:
      return m.forbidden;
    case 404:
    case 410:
      return m.notFound;
    case 409:
    case 412:
      return m.conflict;
    case 413:
      return m.tooLarge;
    case 429:
      return m.tooMany;
    case 503:
      return m.unavailable;
    default:
      return status < 500 ? m.badRequest : m.fault;
  }
}

/** The page for what did not work: says what happened, whose fault it is, and where to go. */
export function problemPage(props: ProblemPageProps): Page {
  const m = messages[props.locale];
  const told = wordsOf(props.status, props.locale);
  const body = html`<div class="amt-problem">
    ${pageHeader({ kicker: props.status, title: told.title(), lead: told.body() })}${
      props.detail === undefined ? '' : html`<p>${props.detail}</p>`
    }${props.requestId === undefined ? '' : html`<p class="amt-muted">${m.problem.reference({ id: props.requestId })}</p>`}${
      props.searchHref === undefined
        ? ''
        : searchBox({ action: props.searchHref, label: m.search.label(), locale: props.locale, id: 'problem-search' })
    }${buttonGroup(button({ label: m.problem.home(), href: props.homeHref, kind: 'secondary' }))}
  </div>`;
  return { title: told.title(), body };
}
