import { type Html, type HtmlValue, html } from '@amt/html';
import { type Locale, formatNumber } from '@amt/i18n';
import { checkboxes, numberField, select, textField, textarea } from '@amt/ui';
import type { AuthorNode, AuthorOption, AuthorText } from '../model/author-form.ts';
import { type Setting, mediaTypes } from '../model/node-settings.ts';
import { linesOf } from '../model/option-lines.ts';
import { messages } from '../messages.ts';

export interface SettingView {
  readonly node: AuthorNode;
  /** what was typed and is shown again, by name of the control */
  readonly typed: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  readonly errors: ReadonlyMap<string, string>;
  readonly locale: Locale;
}

/** The control of one setting of a node, with its present value. */
export function settingView(view: SettingView, setting: Setting): HtmlValue {
  const { node, locale } = view;
  const m = messages[locale].settings;
  switch (setting.type) {
    case 'words': {
      const value = text(view, setting.name, (node[setting.name] as AuthorText | undefined)?.de ?? '');
      const props = { ...common(view, setting.name), value, optional: setting.needed !== true };
      return setting.long ? textarea({ ...props, rows: setting.name === 'text' || setting.needed ? 4 : 2 }) : textField(props);
    }
    case 'integer':
    case 'decimal':
    case 'money':
      return numberField({
        ...common(view, setting.name),
        optional: true,
        decimal: setting.type !== 'integer',
        value: text(view, setting.name, numberText(node[setting.name], setting.type, locale)),
        ...(setting.type === 'money' ? { suffix: '€' } : {}),
      });
    case 'day':
      return textField({
        ...common(view, setting.name),
        label: setting.name === 'min' ? m.minDay.label() : m.maxDay.label(),
        hint: m.minDay.hint(),
        optional: true,
        width: 20,
        value: text(view, setting.name, dayText(node[setting.name], locale)),
      });
    case 'list':
      return textarea({
        ...common(view, setting.name),
        hint: m.options.hint(),
        rows: Math.min(Math.max(((node[setting.name] as readonly AuthorOption[] | undefined) ?? []).length + 2, 4), 14),
        value: text(view, setting.name, linesOf((node[setting.name] as readonly AuthorOption[] | undefined) ?? [])),
      });
    case 'one-of':
      return select({
        ...common(view, setting.name),
        optional: true,
        empty: m[setting.name].none(),
        value: text(view, setting.name, typeof node[setting.name] === 'string' ? (node[setting.name] as string) : ''),
        options: setting.values.map((value) => ({ value, label: valueName(setting.name, value, locale) })),
      });
    case 'required':
      return select({
        name: 'required',
        label: m.required.label(),
        locale,
        empty: false,
        value: text(view, 'required', node['required'] === false ? 'no' : 'yes'),
        options: [
          { value: 'yes', label: m.required.yes() },
          { value: 'no', label: m.required.no() },
        ],
      });
    case 'pattern':
      return patternView(view);
    case 'media-types':
      return checkboxes({
        name: 'mediaTypes',
        label: m.mediaTypes.label(),
        locale,
        ...errorOf(view, 'mediaTypes'),
        values: list(view, 'mediaTypes', (node['mediaTypes'] as readonly string[] | undefined) ?? []),
        options: mediaTypes.map((value) => ({ value, label: mediaNames[value] })),
      });
    case 'megabytes':
      return numberField({
        ...common(view, 'megabytes'),
        optional: true,
        suffix: 'MB',
        value: text(view, 'megabytes', typeof node['maxBytes'] === 'number' ? String(Math.round(node['maxBytes'] / 1_000_000)) : ''),
      });
    case 'item-title':
      return select({
        ...common(view, 'itemTitle'),
        optional: true,
        empty: m.itemTitle.none(),
        value: text(view, 'itemTitle', typeof node['itemTitle'] === 'string' ? node['itemTitle'] : ''),
        options: (node.fields ?? []).map((field) => ({ value: field.id, label: field.label?.de ?? field.id })),
      });
    case 'legal-basis': {
      const basis = node['legalBasis'] as { readonly citation?: string; readonly url?: string } | undefined;
      return html`${textField({ ...common(view, 'citation'), optional: true, value: text(view, 'citation', basis?.citation ?? '') })}
      ${textField({ ...common(view, 'url'), optional: true, type: 'url', value: text(view, 'url', basis?.url ?? '') })}`;
    }
  }
}

const mediaNames: Record<(typeof mediaTypes)[number], string> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
};

function patternView(view: SettingView): Html {
  const pattern = view.node['pattern'] as { readonly regex?: string; readonly message?: AuthorText } | undefined;
  return html`${textField({ ...common(view, 'regex'), optional: true, spellcheck: false, value: text(view, 'regex', pattern?.regex ?? '') })}
  ${textField({ ...common(view, 'patternMessage'), optional: true, value: text(view, 'patternMessage', pattern?.message?.de ?? '') })}`;
}

type Labelled =
  | 'label'
  | 'hint'
  | 'text'
  | 'itemLabel'
  | 'purpose'
  | 'unit'
  | 'min'
  | 'max'
  | 'minLength'
  | 'maxLength'
  | 'maxFiles'
  | 'places'
  | 'options'
  | 'rows'
  | 'columns'
  | 'width'
  | 'tone'
  | 'trustLevel'
  | 'prefill'
  | 'autocomplete'
  | 'regex'
  | 'patternMessage'
  | 'megabytes'
  | 'itemTitle'
  | 'citation'
  | 'url';

function common(view: SettingView, name: Labelled) {
  const words = messages[view.locale].settings[name];
  const hint = 'hint' in words && typeof words.hint === 'function' ? { hint: words.hint() } : {};
  return { name, label: words.label(), locale: view.locale, ...hint, ...errorOf(view, name) };
}

function errorOf({ errors }: SettingView, name: string): { error?: string } {
  const error = errors.get(name);
  return error === undefined ? {} : { error };
}

function text({ typed }: SettingView, name: string, otherwise: string): string {
  if (!typed) return otherwise;
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

function list({ typed }: SettingView, name: string, otherwise: readonly string[]): readonly string[] {
  return typed ? [typed[name] ?? []].flat() : otherwise;
}

function numberText(value: unknown, type: 'integer' | 'decimal' | 'money', locale: Locale): string {
  if (typeof value !== 'number') return '';
  return type === 'money'
    ? formatNumber(value / 100, locale).replace(/[.\u00A0\u202F](?=\d{3})/g, '')
    : String(value).replace('.', locale === 'en' ? '.' : ',');
}

/** "2026-03-01" as people here write it; the word for today. */
export function dayText(value: unknown, locale: Locale): string {
  if (value === 'today') return messages[locale].settings.today();
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (year === undefined) return typeof value === 'string' ? value : '';
  return locale === 'en' ? `${year}-${month}-${day}` : `${day}.${month}.${year}`;
}

function valueName(name: 'width' | 'tone' | 'trustLevel' | 'prefill' | 'autocomplete', value: string, locale: Locale): string {
  const m = messages[locale].values;
  const words = (m[name] as Readonly<Record<string, (() => string) | undefined>>)[
    value.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  ];
  return words?.() ?? value;
}
