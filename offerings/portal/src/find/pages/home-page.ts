import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { cardGrid, heroBanner, iconNames, searchBox, section, type IconName } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface HomeProps {
  readonly cityName: string;
  readonly searchHref: string;
  readonly suggestHref: string;
  readonly situations: readonly { readonly name: string; readonly lead: string; readonly icon: string; readonly href: string }[];
  readonly featured: readonly { readonly name: string; readonly lead: string; readonly href: string; readonly online: boolean }[];
  readonly allHref: string;
  readonly locale: Locale;
}

/** An icon by the id the city's data gives; an unknown one is drawn as a document. */
export function iconOf(id: string): IconName {
  return iconNames.find((name) => name === id) ?? 'document';
}

/** The front door: one question, then life situations, then what is asked for most. */
export function homePage({ cityName, searchHref, situations, featured, locale, ...to }: HomeProps): Page {
  const m = messages[locale].home;
  return {
    title: m.title({ city: cityName }),
    description: m.description(),
    current: 'portal.home',
    body: html`${heroBanner({
      title: m.heading(),
      lead: m.lead({ city: cityName }),
      search: searchBox({
        action: searchHref,
        label: m.searchLabel(),
        locale,
        size: 'hero',
        id: 'home-search',
        suggestHref: to.suggestHref,
        hint: m.searchHint(),
      }),
      links: { label: m.often(), items: featured.slice(0, 4).map(({ name, href }) => ({ label: name, href })) },
    })}
${section({ title: m.situations(), id: 'situations', lead: m.situationsLead(), body: cardGrid({ label: m.situations(), cards: situations.map(({ name, lead, icon, href }) => ({ title: name, body: lead, icon: iconOf(icon), href })) }) })}
${section({
  title: m.featured(),
  id: 'featured',
  band: true,
  action: html`<a href="${to.allHref}">${m.all()}</a>`,
  body: cardGrid({ label: m.featured(), cards: featured.map(({ name, lead, href }) => ({ title: name, body: lead, href })) }),
})}
${section({
  title: m.how(),
  id: 'how',
  body: cardGrid({
    label: m.how(),
    cards: [
      { title: m.step1(), body: m.step1Text(), icon: 'search' },
      { title: m.step2(), body: m.step2Text(), icon: 'edit' },
      { title: m.step3(), body: m.step3Text(), icon: 'seal' },
    ],
  }),
})}`,
  };
}
