import type { FormBody } from '@amt/module';
import type { Locale } from '@amt/i18n';
import { type AuthorNode, type AuthorOption, type AuthorText, without } from '../model/author-form.ts';
import { allSettings, type Setting, mediaTypes } from '../model/node-settings.ts';
import { optionsOf } from '../model/option-lines.ts';
import { messages } from '../messages.ts';

export interface ReadSettings {
  readonly node: AuthorNode;
  /** by name of the control */
  readonly errors: ReadonlyMap<string, string>;
}

/** Reads the settings of a node as its form sent them; what the form does not show stays as it was. */
export function readSettings(before: AuthorNode, body: FormBody, locale: Locale): ReadSettings {
  const errors = new Map<string, string>();
  const reader = { body, locale, errors };
  let node = before;
  for (const setting of allSettings(before.kind)) node = withSetting(node, setting, reader);
  const id = field(body, 'id').trim();
  if (id !== '' && !/^[A-Za-z][A-Za-z0-9]{0,59}$/.test(id)) errors.set('id', messages[locale].problems.id());
  return { node: { ...node, id: id === '' || errors.has('id') ? before.id : id }, errors };
}

interface Reader {
  readonly body: FormBody;
  readonly locale: Locale;
  readonly errors: Map<string, string>;
}

function field(body: FormBody, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

function withSetting(node: AuthorNode, setting: Setting, reader: Reader): AuthorNode {
  const { body, locale, errors } = reader;
  const m = messages[locale].problems;
  switch (setting.type) {
    case 'words':
      return withWords(node, setting.name, field(body, setting.name), setting.needed === true);
    case 'integer':
    case 'decimal':
    case 'money':
      return withProperty(node, setting.name, readNumber(setting, reader));
    case 'day':
      return withProperty(node, setting.name, readDay(setting.name, reader));
    case 'list': {
      const options = optionsOf(field(body, setting.name), (node[setting.name] as readonly AuthorOption[] | undefined) ?? []);
      if (options.length === 0 && setting.name === 'options' && node['list'] !== undefined) return without(node, 'options');
      if (options.length === 0) errors.set(setting.name, m.options());
      return { ...node, [setting.name]: options };
    }
    case 'one-of':
      return withProperty(node, setting.name, setting.values.includes(field(body, setting.name)) ? field(body, setting.name) : undefined);
    case 'required':
      return withProperty(node, 'required', field(body, 'required') === 'no' ? false : undefined);
    case 'pattern':
      return withPattern(node, reader);
    case 'media-types': {
      const chosen = [body['mediaTypes'] ?? []].flat().filter((type) => (mediaTypes as readonly string[]).includes(type));
      if (chosen.length === 0) errors.set('mediaTypes', m.mediaTypes());
      return { ...node, mediaTypes: chosen };
    }
    case 'megabytes': {
      const megabytes = readNumber({ type: 'integer', name: 'megabytes' }, reader);
      return withProperty(node, 'maxBytes', megabytes === undefined ? undefined : megabytes * 1_000_000);
    }
    case 'item-title':
      return withProperty(node, 'itemTitle', field(body, 'itemTitle') || undefined);
    case 'legal-basis': {
      const citation = field(body, 'citation').trim();
      const url = field(body, 'url').trim();
      if (url !== '' && !url.startsWith('https://')) errors.set('url', m.url());
      if (citation === '' && url !== '') errors.set('citation', m.citation());
      return withProperty(node, 'legalBasis', citation === '' ? undefined : { citation, ...(url === '' ? {} : { url }) });
    }
  }
}

function withProperty(node: AuthorNode, name: string, value: unknown): AuthorNode {
  return value === undefined ? without(node, name) : { ...node, [name]: value };
}

/** A changed German text keeps its translations, which are then marked; an emptied one loses them. */
function withWords(node: AuthorNode, name: string, typed: string, needed: boolean): AuthorNode {
  const words = typed.replace(/\r\n?/g, '\n').trim();
  if (words === '' && !needed) return without(node, name);
  return { ...node, [name]: { ...(node[name] as AuthorText | undefined), de: words } };
}

function withPattern(node: AuthorNode, { body, errors, locale }: Reader): AuthorNode {
  const regex = field(body, 'regex').trim();
  const message = field(body, 'patternMessage').trim();
  if (regex === '') return without(node, 'pattern');
  if (message === '') errors.set('patternMessage', messages[locale].problems.patternMessage());
  const before = node['pattern'] as { readonly message?: AuthorText } | undefined;
  return { ...node, pattern: { regex, message: { ...before?.message, de: message } } };
}

/** Digits with a comma or a point; money in cents. */
export function readNumber(
  setting: { readonly type: 'integer' | 'decimal' | 'money'; readonly name: string },
  reader: Reader,
): number | undefined {
  const typed = field(reader.body, setting.name).replace(/[\s€]/g, '').replace(',', '.');
  if (typed === '') return undefined;
  const pattern =
    setting.type === 'integer' ? /^-?\d{1,9}$/ : setting.type === 'money' ? /^-?\d{1,9}(\.\d{1,2})?$/ : /^-?\d{1,9}(\.\d{1,6})?$/;
  if (!pattern.test(typed)) {
    const m = messages[reader.locale].problems;
    reader.errors.set(setting.name, setting.type === 'integer' ? m.integer() : setting.type === 'money' ? m.money() : m.decimal());
    return undefined;
  }
  return setting.type === 'money' ? Math.round(Number(typed) * 100) : Number(typed);
}

function readDay(name: string, { body, errors, locale }: Reader): string | undefined {
  const typed = field(body, name).trim();
  if (typed === '') return undefined;
  if (/^(heute|today)$/i.test(typed)) return 'today';
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(typed) ?? [];
  const iso = year === undefined ? typed : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  try {
    return Temporal.PlainDate.from(iso).toString();
  } catch {
    errors.set(name, messages[locale].problems.day());
    return undefined;
  }
}
