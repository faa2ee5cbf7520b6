import { type HtmlValue, html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { notice } from '@amt/ui';
import type { Draft } from '../draft-store.ts';
import { messages } from '../messages.ts';

/** Tells a clerk that the draft is somebody else's, and leads back to the whole sheet where it is typed in from paper; nothing for people's own drafts. */
export function staffNote(
  { staffId, channel }: Pick<Draft, 'staffId' | 'channel'>,
  sheetHref: string | undefined,
  locale: Locale,
): HtmlValue {
  if (staffId === null || (channel !== 'counter' && channel !== 'telephone' && channel !== 'paper')) return '';
  const m = messages[locale].staff;
  const sheet = sheetHref === undefined ? '' : html` <a href="${sheetHref}">${m.toSheet()}</a>`;
  return notice({ tone: 'info', title: m.title(), body: html`<p>${m[channel]()}${sheet}</p>` });
}
