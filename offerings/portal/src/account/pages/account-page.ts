import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, cardGrid, emptyState, linkList, notice, pageHeader, section } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface CaseLine {
  readonly fileReference: string;
  readonly service: string;
  readonly href: string;
  readonly status: Html;
  readonly opened: string;
}

export interface AccountPageProps {
  readonly name: string;
  readonly figures: { readonly unread: number; readonly open: number; readonly drafts: number; readonly toPay: number };
  readonly hrefs: {
    readonly inbox: string;
    readonly cases: string;
    readonly payments: string;
    readonly documents: string;
    readonly services: string;
  };
  /** things that wait for the person, most urgent first */
  readonly tasks: readonly { readonly title: string; readonly text: string; readonly href: string; readonly label: string }[];
  readonly drafts: readonly { readonly service: string; readonly changed: string; readonly href: string }[];
  readonly cases: readonly CaseLine[];
  readonly locale: Locale;
}

/** My account: what waits for me, then what is under way. */
export function accountPage({ name, figures, hrefs, tasks, drafts, cases, locale }: AccountPageProps): Page {
  const m = messages[locale].account;
  return {
    title: m.title(),
    layout: 'account',
    current: 'portal.account',
    body: html`${pageHeader({ title: m.greeting({ name }), lead: m.lead() })}
${tasks.map((task) => notice({ tone: 'warning', title: task.title, headingLevel: 2, body: html`<p>${task.text}</p>`, actions: button({ label: task.label, href: task.href, kind: 'secondary' }) }))}
${cardGrid({
  dense: true,
  label: m.figures(),
  cards: [
    { title: m.unread({ count: figures.unread }), figure: figures.unread, href: hrefs.inbox, level: 2 },
    { title: m.open({ count: figures.open }), figure: figures.open, href: hrefs.cases, level: 2 },
    { title: m.drafts({ count: figures.drafts }), figure: figures.drafts, href: `${hrefs.cases}#drafts`, level: 2 },
    { title: m.toPay({ count: figures.toPay }), figure: figures.toPay, href: hrefs.payments, level: 2 },
  ],
})}
${drafts.length === 0 ? '' : section({ title: m.draftsTitle(), id: 'drafts', body: draftList(drafts, locale) })}
${section({
  title: m.casesTitle(),
  id: 'cases',
  action: html`<a href="${hrefs.cases}">${m.all()}</a>`,
  body:
    cases.length === 0
      ? emptyState({ title: m.none(), action: button({ label: m.findService(), href: hrefs.services, kind: 'secondary' }) })
      : caseList(cases, locale),
})}`,
  };
}

export function draftList(drafts: AccountPageProps['drafts'], locale: Locale): Html {
  const m = messages[locale].account;
  return linkList({
    label: m.draftsTitle(),
    items: drafts.map((draft) => ({ label: draft.service, href: draft.href, text: m.draftChanged({ date: draft.changed }) })),
  });
}

export function caseList(cases: readonly CaseLine[], locale: Locale): Html {
  const m = messages[locale].account;
  return linkList({
    label: m.casesTitle(),
    items: cases.map((one) => ({
      label: one.service,
      href: one.href,
      badge: one.status,
      text: m.caseMeta({ fileReference: one.fileReference, date: one.opened }),
    })),
  });
}

/** All applications, begun and sent. */
export function casesPage(props: {
  readonly drafts: AccountPageProps['drafts'];
  readonly cases: readonly CaseLine[];
  readonly servicesHref: string;
  readonly locale: Locale;
}): Page {
  const { drafts, cases, locale } = props;
  const m = messages[locale].account;
  return {
    title: m.casesTitle(),
    layout: 'account',
    current: 'portal.cases',
    body: html`${pageHeader({ title: m.casesTitle() })}
${drafts.length === 0 ? '' : section({ title: m.draftsTitle(), id: 'drafts', body: draftList(drafts, locale) })}
${section({ title: m.sentTitle(), id: 'sent', body: cases.length === 0 ? emptyState({ title: m.none(), action: button({ label: m.findService(), href: props.servicesHref, kind: 'secondary' }) }) : caseList(cases, locale) })}`,
  };
}
