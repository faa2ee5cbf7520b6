import { renderMarkdown, type Channel, type Service } from '@amt/catalogue';
import { html, type Html } from '@amt/html';
import { localizedText, pick, type Locale, type LocalizedText } from '@amt/i18n';
import type { Unit } from '@amt/identity';
import type { Page } from '@amt/module';
import { button, card, factGrid, linkList, notice, pageHeader, panel, prose, section, withAside, type IconName } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface ServicePageProps {
  readonly service: Service;
  readonly unit: Unit | undefined;
  readonly fee: string;
  readonly related: readonly { readonly name: string; readonly href: string }[];
  readonly startHref: string | undefined;
  /** the same form to print and fill in by hand or on screen */
  readonly sheetHref: string | undefined;
  readonly homeHref: string;
  readonly allHref: string;
  readonly locale: Locale;
}

/** One service: what one gets, how to get it, and every way to it. */
export function servicePage(props: ServicePageProps): Page {
  const { service, locale } = props;
  const m = messages[locale].service;
  const name = pick(service.name, locale);
  return {
    title: name,
    description: pick(service.lead, locale),
    current: 'portal.services',
    breadcrumb: [{ label: m.home(), href: props.homeHref }, { label: m.all(), href: props.allHref }, { label: name }],
    body: html`${pageHeader({ title: text(service.name, locale), lead: text(service.lead, locale), actions: applyButton(props) })}
${factGrid({ facts: facts(props) })}
${withAside({ label: m.contact(), main: main(props), aside: aside(props) })}`,
  };
}

/** The text in the page's language, or German marked as such. */
function text(value: LocalizedText, locale: Locale): Html | string {
  const found = localizedText(value, locale);
  return found.lang === locale ? found.text : html`<span lang="${found.lang}">${found.text}</span>`;
}

function applyButton({ service, startHref, locale }: ServicePageProps): Html | undefined {
  const m = messages[locale].service;
  if (startHref !== undefined) return button({ label: m.apply(), href: startHref, icon: 'arrow-end', iconAtEnd: true });
  const external = service.channels.find((channel) => channel.kind === 'external');
  return external && button({ label: pick(external.label, locale), href: external.url, icon: 'external', iconAtEnd: true });
}

function facts({ service, fee, locale }: ServicePageProps): { label: string; value: Html | string; icon: IconName }[] {
  const m = messages[locale].service;
  const required = service.documents.filter((document) => document.required);
  return [
    { label: m.fee(), value: fee, icon: 'euro' },
    { label: m.processingTime(), value: text(service.processingTime.text, locale), icon: 'clock' },
    ...(service.documents.length > 0
      ? [
          {
            label: m.documents(),
            value: html`<a href="#documents">${m.documentCount({ count: required.length })}</a>`,
            icon: 'document' as const,
          },
        ]
      : []),
    ...(service.validity ? [{ label: m.validity(), value: text(service.validity, locale), icon: 'calendar' as const }] : []),
  ];
}

function main({ service, locale, ...props }: ServicePageProps): Html {
  const m = messages[locale].service;
  const markdown = (value: LocalizedText): Html => {
    const found = localizedText(value, locale);
    const rendered = prose(renderMarkdown(found.text));
    return found.lang === locale ? rendered : html`<div lang="${found.lang}">${rendered}</div>`;
  };
  return html`${section({ title: m.about(), id: 'about', body: markdown(service.description) })}
${service.whoCanApply ? section({ title: m.who(), id: 'who', body: markdown(service.whoCanApply) }) : ''}
${service.prerequisites.length === 0 ? '' : section({ title: m.prerequisites(), id: 'prerequisites', body: html`<ul>${service.prerequisites.map((one) => html`<li>${text(one, locale)}</li>`)}</ul>` })}
${
  service.documents.length === 0
    ? ''
    : section({
        title: m.documents(),
        id: 'documents',
        body: html`<ul>${service.documents.map((one) => html`<li><strong>${text(one.name, locale)}</strong>${one.required ? '' : html` (${m.ifItApplies()})`}${one.note ? html`<br>${text(one.note, locale)}` : ''}</li>`)}</ul>`,
      })
}
${service.steps.length === 0 ? '' : section({ title: m.steps(), id: 'steps', body: html`<ol>${service.steps.map((step) => html`<li><strong>${text(step.title, locale)}</strong><br>${text(step.text, locale)}</li>`)}</ol>` })}
${section({ title: m.fees(), id: 'fees', body: html`<p>${props.fee}</p>${service.fees.map((fee) => (fee.note ? html`<p>${text(fee.note, locale)}</p>` : ''))}` })}
${section({ title: m.channels(), id: 'channels', lead: m.channelsLead(), body: html`<ul class="amt-card-grid">${channels({ service, locale, ...props }).map((one) => html`<li class="amt-card-grid__item">${one}</li>`)}</ul>` })}
${service.notes ? notice({ body: text(service.notes, locale) }) : ''}
${service.legalBasis.length === 0 ? '' : section({ title: m.legalBasis(), id: 'legal', body: html`<ul>${service.legalBasis.map((one) => html`<li>${one.url ? html`<a href="${one.url}" rel="external">${text(one.name, locale)}</a>` : text(one.name, locale)}</li>`)}</ul>` })}
${service.remedy ? section({ title: m.remedy(), id: 'remedy', body: html`<p>${text(service.remedy, locale)}</p>` }) : ''}`;
}

const channelIcon: Readonly<Record<Channel['kind'], IconName>> = {
  external: 'external',
  appointment: 'calendar',
  counter: 'building',
  phone: 'phone',
  paper: 'mail',
  email: 'mail',
};

/** The online form and every other way, as equals. */
function channels({
  service,
  startHref,
  sheetHref,
  locale,
}: Pick<ServicePageProps, 'service' | 'startHref' | 'sheetHref' | 'locale'>): Html[] {
  const m = messages[locale].service;
  const online =
    startHref === undefined ? [] : [card({ title: m.channel.online(), icon: 'globe', body: m.channel.onlineText(), href: startHref })];
  const sheet =
    sheetHref === undefined ? [] : [card({ title: m.channel.sheet(), icon: 'document', body: m.channel.sheetText(), href: sheetHref })];
  return [
    ...online,
    ...sheet,
    ...service.channels.map((channel) =>
      card({
        title: channel.kind === 'external' ? pick(channel.label, locale) : m.channel[channel.kind](),
        icon: channelIcon[channel.kind],
        body: channelText(channel, locale),
        ...('url' in channel && channel.url ? { href: channel.url, external: m.external() } : {}),
      }),
    ),
  ];
}

function channelText(channel: Channel, locale: Locale): Html {
  const address =
    'address' in channel && channel.address
      ? html`<p>${channel.address.name ? html`${text(channel.address.name, locale)}<br>` : ''}${channel.address.street}<br>${channel.address.postalCode} ${channel.address.city}</p>`
      : '';
  const phone =
    'phone' in channel && channel.phone ? html`<p><a href="tel:${channel.phone.replace(/[^+\d]/g, '')}">${channel.phone}</a></p>` : '';
  const mail = channel.kind === 'email' ? html`<p><a href="mailto:${channel.mail}">${channel.mail}</a></p>` : '';
  const hours = channel.kind === 'counter' && channel.openingHours ? html`<p>${text(channel.openingHours, locale)}</p>` : '';
  return html`${channel.text ? html`<p>${text(channel.text, locale)}</p>` : ''}${address}${hours}${phone}${mail}`;
}

function aside({ unit, related, locale }: ServicePageProps): Html {
  const m = messages[locale].service;
  return html`${unit ? panel({ title: m.contact(), icon: 'building', body: contact(unit, locale) }) : ''}
${related.length === 0 ? '' : panel({ title: m.related(), icon: 'list', body: linkList({ items: related.map(({ name, href }) => ({ label: name, href })) }) })}`;
}

function contact(unit: Unit, locale: Locale): Html {
  const m = messages[locale].service;
  return html`<p><strong>${text(unit.name, locale)}</strong></p>
${unit.address ? html`<p>${unit.address.street}<br>${unit.address.postalCode} ${unit.address.city}</p>` : ''}
${unit.phone ? html`<p><a href="tel:${unit.phone.replace(/[^+\d]/g, '')}">${unit.phone}</a></p>` : ''}
${unit.mail ? html`<p><a href="mailto:${unit.mail}">${unit.mail}</a></p>` : ''}
${unit.openingHours ? html`<p>${m.openingHours()}: ${text(unit.openingHours, locale)}</p>` : ''}`;
}
