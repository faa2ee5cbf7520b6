import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, pageHeader } from '@amt/ui';
import { messages } from '../messages.ts';

export function signedOutPage({ locale, againHref }: { locale: Locale; againHref: string }): Page {
  const m = messages[locale].signOut;
  return {
    title: m.title(),
    body: html`${pageHeader({ title: m.title(), lead: m.text() })}
      <p>${button({ label: m.again(), kind: 'secondary', href: againHref })}</p>`,
  };
}
