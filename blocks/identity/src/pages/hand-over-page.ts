import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, element, pageHeader } from '@amt/ui';
import type { HandOver } from '../begin-sign-in.ts';
import { messages } from '../messages.ts';
import { hiddenField } from './hidden-field.ts';

/**
 * SAML HTTP-POST binding: the browser carries the request. The button does it; the small script only saves the click.
 * The form goes to another site, so it holds no CSRF field of ours.
 */
export function handOverPage({ locale, handOver, scriptHref }: { locale: Locale; handOver: HandOver; scriptHref: string }): Page {
  const m = messages[locale].handOver;
  const content = html`${hiddenField('SAMLRequest', handOver.samlRequest)}${button({ label: m.button(), icon: 'arrow-end', iconAtEnd: true })}`;
  const body = html`${pageHeader({ title: m.title(), lead: m.text() })}
  ${element('form', { class: 'amt-form', method: 'post', action: handOver.url, id: 'hand-over' }, content)}
  ${element('script', { type: 'module', src: scriptHref })}`;
  return { title: m.title(), body, layout: 'question' };
}
