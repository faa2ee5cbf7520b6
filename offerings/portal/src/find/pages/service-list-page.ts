import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { linkList, pageHeader, section, statusBadge } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface ListedService {
  readonly name: string;
  readonly lead: string;
  readonly href: string;
  readonly online: boolean;
}

const entry = (service: ListedService, locale: Locale): Parameters<typeof linkList>[0]['items'][number] => ({
  label: service.name,
  href: service.href,
  text: service.lead,
  ...(service.online ? { badge: statusBadge({ label: messages[locale].search.online(), tone: 'success' }) } : {}),
});

/** All services from A to Z. */
export function serviceListPage({
  services,
  homeHref,
  locale,
}: {
  readonly services: readonly ListedService[];
  readonly homeHref: string;
  readonly locale: Locale;
}): Page {
  const m = messages[locale].list;
  const letters = Map.groupBy(services, ({ name }) => name.normalize('NFD').charAt(0).toUpperCase());
  return {
    title: m.title(),
    current: 'portal.services',
    breadcrumb: [{ label: messages[locale].service.home(), href: homeHref }, { label: m.title() }],
    body: html`${pageHeader({ title: m.title(), lead: m.lead({ count: services.length }) })}
<nav aria-label="${m.letters()}"><ul class="amt-letters">${[...letters.keys()].map((letter) => html`<li><a href="#${`letter-${letter}`}">${letter}</a></li>`)}</ul></nav>
${[...letters].map(([letter, group]) => section({ title: letter, id: `letter-${letter}`, body: linkList({ label: letter, items: group.map((service) => entry(service, locale)) }) }))}`,
  };
}

/** The services of a life situation. */
export function lifeSituationPage(props: {
  readonly name: string;
  readonly lead: string;
  readonly services: readonly ListedService[];
  readonly homeHref: string;
  readonly locale: Locale;
}): Page {
  const { name, services, locale } = props;
  return {
    title: name,
    description: props.lead,
    current: 'portal.home',
    breadcrumb: [{ label: messages[locale].service.home(), href: props.homeHref }, { label: name }],
    body: html`${pageHeader({ title: name, lead: props.lead, kicker: messages[locale].list.situation() })}
${linkList({ label: name, items: services.map((service) => entry(service, locale)) })}`,
  };
}
