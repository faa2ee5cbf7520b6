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
  /** the page as residents see it; undefined where nothing of it can be shown yet */
  readonly preview: Html | undefined;
  readonly findings: readonly PlacedFinding[];
  /** those of what is being edited */
  readonly here: readonly Finding[];
}

export function livePreview(preview: Html | undefined, locale: Locale): Html {
  const none = html`<p class="amt-muted">${messages[locale].editor.noPreview()}</p>`;
  const shown = preview === undefined ? none : element('div', { class: 'amt-device amt-device--phone', inert: true }, preview);
  return element('div', { id: 'live-preview' }, shown);
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
export function liveParts({ preview, findings, here }: LiveParts, locale: Locale): Html {
  return html`${livePreview(preview, locale)}${liveCount(findings, locale)}${liveFindings(findings, locale)}${liveHere(here, locale)}`;
}
