import { type Html, html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { element } from '@amt/ui';
import type { Finding, PlacedFinding } from '../findings/place-findings.ts';
import { messages } from '../messages.ts';
import { findingList } from './finding-list.ts';

/**
 * Parts of the editor that follow what is typed: the script `live` puts each into the element of its id. The number of findings is a live region, which
 * is read out when it changes and only then.
 */
export interface LiveParts {
  /** the page as residents see it, perhaps in two languages; none where nothing of it can be shown yet */
  readonly previews: readonly ShownPage[];
  readonly findings: readonly PlacedFinding[];
  /** those of what is being edited */
  readonly here: readonly Finding[];
}

export interface ShownPage {
  /** its language, where there are two */
  readonly label: string;
  readonly body: Html;
}

export function livePreview(previews: readonly ShownPage[], locale: Locale): Html {
  const none = html`<p class="amt-muted">${messages[locale].editor.noPreview()}</p>`;
  const shown = previews.map(({ label, body }) => {
    const name = label === '' ? '' : html`<p class="amt-device__label">${label}</p>`;
    return element('div', { class: 'amt-device amt-device--phone', inert: true }, name, body);
  });
  return element('div', { id: 'live-preview', class: 'amt-builder__shown' }, shown.length === 0 ? none : shown);
}

export function liveCount(findings: readonly PlacedFinding[], locale: Locale): Html {
  return element('p', { id: 'live-count', class: 'amt-muted', role: 'status' }, messages[locale].editor.count({ count: findings.length }));
}

export function liveFindings(findings: readonly PlacedFinding[], locale: Locale): Html {
  return element('div', { id: 'live-findings' }, findingList(findings, locale));
}

/** What is wrong with what is being edited, beside it. */
export function liveHere(here: readonly Finding[], locale: Locale): Html {
  const m = messages[locale].findings;
  const item = ({ severity, message }: Finding): Html => html`<li>${severity === 'fault' ? m.fault() : m.warning()}: ${message}</li>`;
  return element('div', { id: 'live-here' }, here.length === 0 ? '' : element('ul', { class: 'amt-here' }, here.map(item)));
}

/** All of them, as an answer. */
export function liveParts({ previews, findings, here }: LiveParts, locale: Locale): Html {
  return html`${livePreview(previews, locale)}${liveCount(findings, locale)}${liveFindings(findings, locale)}${liveHere(here, locale)}`;
}
