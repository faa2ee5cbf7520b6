import { html } from '@amt/html';
import { type Locale, pick } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, form, notice, pageHeader } from '@amt/ui';
import type { FormDefinition } from '../definition.ts';
import { messages } from '../messages.ts';

export function discardPage(props: {
  readonly definition: FormDefinition;
  readonly action: string;
  readonly keepHref: string;
  readonly locale: Locale;
}): Page {
  const { locale } = props;
  const m = messages[locale].discard;
  return {
    title: m.title(),
    layout: 'question',
    body: html`${pageHeader({ title: m.title(), kicker: pick(props.definition.title, locale) })}
    ${notice({ tone: 'warning', body: html`<p>${m.text()}</p>` })}
    ${form({ action: props.action, body: buttonGroup(button({ label: m.confirm(), kind: 'danger' }), button({ label: m.keep(), kind: 'secondary', href: props.keepHref })) })}`,
  };
}

export function discardedPage(locale: Locale): Page {
  const m = messages[locale].discard;
  return { title: m.doneTitle(), layout: 'question', body: html`${pageHeader({ title: m.doneTitle(), lead: m.done() })}` };
}

/** Answer to the back button after sending. */
export function submittedPage(locale: Locale): Page {
  const m = messages[locale].submitted;
  return { title: m.title(), layout: 'question', body: html`${pageHeader({ title: m.title(), lead: m.text() })}` };
}
