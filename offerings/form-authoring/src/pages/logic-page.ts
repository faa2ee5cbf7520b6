import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  buttonGroup,
  checkbox,
  element,
  errorSummary,
  form,
  radios,
  section,
  select,
  textarea,
  textField,
  type FieldError,
} from '@amt/ui';
import type { AuthorEntry, AuthorText } from '../model/author-form.ts';
import { entryKinds, entrySettings, logicLists, type EntryKind, type EntrySetting, type LogicList } from '../model/entry-settings.ts';
import { messages } from '../messages.ts';
import { formPage, type FrameProps, revisionField } from './form-frame.ts';

/** An entry as the lists show it. */
export interface ListedEntry {
  readonly id: string;
  readonly name: string;
  readonly sentence: string;
  readonly href: string;
}

export interface LogicProps {
  readonly lists: Readonly<Record<LogicList, readonly ListedEntry[]>>;
  readonly addAction: string;
  readonly moveAction: string;
  readonly removeAction: string;
}

/** What the form works out and checks, what it costs, what stands around its pages, where it goes: each entry as a sentence. */
export function logicPage(frame: FrameProps, props: LogicProps): Page {
  const { locale } = frame;
  const m = messages[locale].logic;
  return formPage(frame, {
    tab: 'logic',
    title: m.title(),
    body: html`<h2>${m.title()}</h2>
      <p class="amt-lead">${m.lead()}</p>
      ${logicLists.map((list) => section({ title: m.lists[list].title(), lead: m.lists[list].lead(), id: list, body: listView(frame, props, list) }))}`,
  });
}

function listView(frame: FrameProps, props: LogicProps, list: LogicList): Html {
  const { locale, copy, lockedBy } = frame;
  const m = messages[locale].logic;
  const entries = props.lists[list];
  const act = (
    action: string,
    values: Readonly<Record<string, string>>,
    label: string,
    about: string,
    icon: 'arrow-up' | 'arrow-down' | 'trash',
  ): Html =>
    form({
      action,
      inline: true,
      body: html`${revisionField(copy)}${Object.entries({ list, ...values }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}${button({ label, about, kind: 'link', small: true, icon })}`,
    });
  const rows = entries.map(
    (entry, i) =>
      html`<li class="amt-entries__item">
        <div>
          <a href="${entry.href}">${entry.name}</a>
          <p class="amt-sentence__text">${entry.sentence}</p>
        </div>
        ${
          lockedBy !== undefined
            ? ''
            : html`<div class="amt-builder__steps">
                ${i === 0 ? '' : act(props.moveAction, { id: entry.id, by: 'up' }, m.up(), entry.name, 'arrow-up')}
                ${act(props.removeAction, { id: entry.id }, m.remove(), entry.name, 'trash')}
              </div>`
        }
      </li>`,
  );
  const kinds: readonly EntryKind[] = entryKinds[list];
  return html`${entries.length === 0 ? html`<p class="amt-muted">${m.lists[list].none()}</p>` : element('ul', { class: 'amt-entries' }, rows)}
  ${
    lockedBy !== undefined
      ? ''
      : form({
          action: props.addAction,
          inline: true,
          body: html`${revisionField(copy)}<input type="hidden" name="list" value="${list}" />${buttonGroup(...kinds.map((kind) => button({ label: m.add[kindName(kind)](), name: 'kind', value: kind, kind: 'secondary', small: true, icon: 'add' })))}`,
        })
  }`;
}

const kindName = (kind: EntryKind): Exclude<EntryKind, 'fit-connect'> | 'fitConnect' => (kind === 'fit-connect' ? 'fitConnect' : kind);

export interface EntryProps {
  readonly list: LogicList;
  readonly entry: AuthorEntry;
  readonly places: readonly { readonly value: string; readonly label: string }[];
  readonly conditions: readonly { readonly label: string; readonly sentence: string; readonly href: string }[];
  readonly errors: readonly FieldError[];
  readonly action: string;
  readonly backHref: string;
}

/** One entry: its words, and its conditions as sentences. */
export function entryPage(frame: FrameProps, props: EntryProps): Page {
  const { locale, copy } = frame;
  const { entry, list, errors } = props;
  const m = messages[locale].logic;
  return formPage(frame, {
    tab: 'logic',
    title: m.lists[list].one(),
    hasErrors: errors.length > 0,
    body: html`${errorSummary({ errors, locale })}
      <p>${button({ label: m.back(), href: props.backHref, kind: 'link', icon: 'arrow-start', small: true })}</p>
      <h2>${m.lists[list].one()}</h2>
      ${props.conditions.map(
        ({ label, sentence, href }) =>
          html`<div class="amt-sentence">
            <p class="amt-sentence__label">${label}</p>
            <p class="amt-sentence__text">${sentence}</p>
            ${button({ label: m.change(), about: label, href, kind: 'link', small: true, icon: 'edit' })}
          </div>`,
      )}
      ${form({
        action: props.action,
        body: html`${revisionField(copy)}${entrySettings(list, entry['kind']).map((setting) => settingField(props, setting, locale))}
        ${textField({ name: 'id', label: m.id(), hint: m.idHint(), locale, value: entry.id, width: 30, spellcheck: false, ...errorOf(errors, 'id') })}
        ${button({ label: m.save() })}`,
      })}`,
  });
}

function errorOf(errors: readonly FieldError[], field: string): { error?: string } {
  const error = errors.find((one) => one.field === field)?.message;
  return error === undefined ? {} : { error };
}

function settingField({ entry, places, errors }: EntryProps, setting: EntrySetting, locale: Locale): Html {
  const m = messages[locale].logic.settings[setting.name];
  const value = entry[setting.name];
  const hint = 'hint' in m ? { hint: m.hint() } : {};
  const common = { name: setting.name, label: m.label(), locale, ...hint, ...errorOf(errors, setting.name) };
  switch (setting.type) {
    case 'words': {
      const props = { ...common, value: (value as AuthorText | undefined)?.de ?? '', optional: !setting.needed };
      return setting.long ? textarea({ ...props, rows: 3 }) : textField(props);
    }
    case 'line':
      return textField({ ...common, value: typeof value === 'string' ? value : '', spellcheck: false });
    case 'place':
      return select({ ...common, value: typeof value === 'string' ? value : '', options: places });
    case 'one-of': {
      const { values } = messages[locale].logic.settings[setting.name];
      const options = setting.values.map((one) => ({ value: one, label: values[one]() }));
      return radios({ ...common, value: typeof value === 'string' ? value : setting.values[0], options });
    }
    case 'yes':
      return checkbox({ ...common, checked: value === true, optional: true });
  }
}
