import { html, type Html } from '@amt/html';
import type { Page } from '@amt/module';
import { button, element, emptyState, form, statusBadge, tabs } from '@amt/ui';
import { languageName } from '../model/languages.ts';
import type { TextSlot, TranslationState } from '../model/text-slots.ts';
import { messages } from '../messages.ts';
import { formPage, type FrameProps, revisionField } from './form-frame.ts';

export interface TextRow extends TextSlot {
  readonly state: TranslationState;
  readonly place: string;
}

export interface TextsProps {
  readonly language: string;
  readonly rows: readonly TextRow[];
  readonly languages: readonly { readonly language: string; readonly href: string; readonly open: number }[];
  readonly action: string;
  readonly settingsHref: string;
}

/** All texts beside each other: German, and the chosen language. What is missing and what has changed stands first. */
export function textsPage(frame: FrameProps, props: TextsProps): Page {
  const { locale } = frame;
  const { language, rows } = props;
  const m = messages[locale].texts;
  const name = languageName(language, locale);
  return formPage(frame, {
    tab: 'texts',
    title: m.title(),
    body: html`<h2>${m.title()}</h2>
      ${
        props.languages.length === 0
          ? emptyState({ title: m.onlyGerman(), action: button({ label: m.addLanguage(), href: props.settingsHref, kind: 'secondary' }) })
          : html`<p class="amt-lead">${m.lead()}</p>
              ${tabs({ label: m.languages(), locale, items: props.languages.map((one) => ({ label: languageName(one.language, locale), href: one.href, current: one.language === language, count: one.open })) })}
              ${form({
                action: props.action,
                body: html`${revisionField(frame.copy)}${element(
                  'ul',
                  { class: 'amt-texts' },
                  rows.map((row) => rowView(row, frame, language, name)),
                )}
                  ${button({ label: m.save() })}`,
              })}`
      }`,
  });
}

const tones = { missing: 'danger', stale: 'warning', current: 'success' } as const;

function rowView(row: TextRow, { locale }: FrameProps, language: string, name: string): Html {
  const m = messages[locale].texts;
  const id = `t${row.pointer.replace(/[^\w-]+/g, '-')}`;
  const translation = row.text[language] ?? '';
  const lines = Math.min(Math.max(Math.ceil(Math.max(row.text.de.length, translation.length) / 60), 1), 10);
  return html`<li class="amt-texts__row">
    <div class="amt-texts__german">
      <p class="amt-texts__place">${row.place} ${statusBadge({ label: m.states[row.state](), tone: tones[row.state] })}</p>
      <p lang="de">${row.text.de === '' ? m.noGerman() : row.text.de}</p>
    </div>
    <div class="amt-texts__translation">
      <label class="amt-hidden" for="${id}">${m.translation({ language: name, text: row.text.de })}</label>
      ${element('textarea', { class: 'amt-input amt-input--area', id, name: row.pointer, rows: lines, lang: language === 'de-simple' ? 'de' : language, dir: 'auto' }, '\n', translation)}
      ${row.state === 'stale' ? html`<label class="amt-texts__right"><input type="checkbox" name="right" value="${row.pointer}" /> ${m.stillRight()}</label>` : ''}
    </div>
  </li>`;
}
