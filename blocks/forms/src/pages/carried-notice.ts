import { type Html, html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { notice } from '@amt/ui';
import { labelOf } from '../answer-words.ts';
import { messages } from '../messages.ts';
import type { OpenedDraft } from '../opened-draft.ts';
import { lines } from './rich-text.ts';

/** What of a sheet of an older version was not kept, and what is newly asked and still open; told until the draft is sent. */
export function carriedNotice({ draft, form, errors }: Pick<OpenedDraft, 'draft' | 'form' | 'errors'>, locale: Locale): Html | '' {
  const { carried } = draft;
  if (!carried) return '';
  const { carried: m, migration } = messages[locale];
  const open = new Set(errors.map(({ path }) => path));
  const asked = carried.asked.filter((path) => open.has(path));
  return notice({
    tone: carried.lost.length > 0 ? 'warning' : 'info',
    title: m.title({ version: carried.version }),
    headingLevel: 2,
    body: html`<p>${m.text()}</p>
      ${
        carried.lost.length === 0
          ? html`<p>${m.nothingLost()}</p>`
          : html`<p>${m.lost()}</p>
              <ul>
                ${carried.lost.map(
                  ({ label, text, reason }) =>
                    html`<li><strong>${label}</strong>: ${lines(text)} <span class="amt-muted">(${migration.reason[reason]()})</span></li>`,
                )}
              </ul>`
      }
      ${
        asked.length === 0
          ? ''
          : html`<p>${m.asked()}</p>
              <ul>${asked.map((path) => html`<li>${labelOf(form, path, locale)}</li>`)}</ul>`
      }`,
  });
}
