import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { pageHeader } from './components/page-parts.ts';

/** Every component in every state. */
export function designPage(locale: Locale): Page {
  return { title: locale === 'en' ? 'Design system' : 'Gestaltung', body: pageHeader({ title: locale === 'en' ? 'Design system' : 'Gestaltung' }) };
}
