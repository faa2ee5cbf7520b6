import { html, type Html } from '@amt/html';
import { configOf, page, route, type Context, type Route } from '@amt/module';
import { designPage, pageHeader, prose } from '@amt/ui';
import { messages } from '../messages.ts';
import { portalConfig } from '../settings.ts';

const topics = ['imprint', 'privacy', 'accessibility', 'contact', 'help'] as const;
type Topic = (typeof topics)[number];

const paths: Readonly<Record<Topic, { de: string; en: string }>> = {
  imprint: { de: '/impressum', en: '/imprint' },
  privacy: { de: '/datenschutz', en: '/privacy' },
  accessibility: { de: '/barrierefreiheit', en: '/accessibility' },
  contact: { de: '/kontakt', en: '/contact' },
  help: { de: '/hilfe', en: '/help' },
};

/** A page of running text: the words are messages, facts of the city are settings. */
function information(topic: Topic): Route {
  return route({
    name: `portal.${topic}`,
    method: 'GET',
    path: paths[topic],
    access: 'public',
    handle(ctx) {
      const m = messages[ctx.locale].information[topic];
      return page(
        {
          title: m.title(),
          current: `portal.${topic}`,
          body: html`${pageHeader({ title: m.title(), lead: m.lead() })}${prose(paragraphs(ctx, topic))}`,
        },
        { cache: 'public' },
      );
    },
  });
}

/** `## ` begins a heading; other blocks are paragraphs. */
function paragraphs(ctx: Context, topic: Topic): Html[] {
  const {
    AUTHORITY_NAME: authority,
    CONTACT_MAIL: mail,
    CONTACT_PHONE: phone,
    CONTACT_ADDRESS: address,
    CITY_NAME: city,
  } = configOf(ctx, portalConfig);
  const text = messages[ctx.locale].information[topic].body({ authority, mail, phone, address, city });
  return text.split('\n\n').map((block) => (block.startsWith('## ') ? html`<h2>${block.slice(3)}</h2>` : html`<p>${block}</p>`));
}

const design = route({
  name: 'portal.design',
  method: 'GET',
  path: { de: '/design', en: '/design' },
  access: 'public',
  handle: (ctx) => page(designPage(ctx.locale), { cache: 'public' }),
});

export const informationRoutes = [...topics.map(information), design];
