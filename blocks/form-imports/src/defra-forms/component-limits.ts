import type { FormNode } from '@amt/forms';
import type { FormDraft, SourceChoice } from '../form-draft.ts';
import type { JsonPlace } from '../json-place.ts';
import { bounds, realDay } from '../limits.ts';
import type { ComponentPlace, Question } from './component-place.ts';

type TextNode = Extract<FormNode, { pattern?: unknown }>;
const mediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

/** Limits of a text. */
export function lengths(min: number | undefined, max: number | undefined): { minLength?: number; maxLength?: number } {
  return {
    ...(min !== undefined && min > 0 && min <= 20_000 && { minLength: Math.floor(min) }),
    ...(max !== undefined && max >= Math.max(1, min ?? 0) && max <= 20_000 && { maxLength: Math.floor(max) }),
  };
}

/** A pattern, with the author's message where there is one. */
export function patternOf(schema: JsonPlace, options: JsonPlace, path: string, draft: FormDraft): Pick<TextNode, 'pattern'> {
  const written = schema.missing ? '' : (schema.at('regex').text() ?? '');
  const regex = written.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  if (regex === '') return {};
  const own = options.missing ? '' : (options.at('customValidationMessage').text() ?? '');
  if (own === '') draft.note(`Für das Muster ${written} bitte in Worten sagen, was erwartet wird.`, path);
  if (regex.length > 200) {
    draft.note(`Muster, das zu lang ist: ${written}`, path);
    return {};
  }
  const message = draft.texts.of(own === '' ? { de: 'Bitte prüfen Sie die Schreibweise dieser Angabe.' } : { en: own }, path);
  return message ? { pattern: { regex, message } } : {};
}

/** First and last day. */
export function dayBounds(options: JsonPlace, path: string, draft: FormDraft): { min?: string; max?: string } {
  if (options.missing) return {};
  const found: { min?: string; max?: string } = {};
  for (const [which, days, day] of [
    ['min', 'maxDaysInPast', 'earliestDate'],
    ['max', 'maxDaysInFuture', 'latestDate'],
  ] as const) {
    const fixed = options.at(day).text() ?? '';
    const count = options.at(days).number();
    if (count === 0) found[which] = 'today';
    else if (count !== undefined) draft.note(`Grenze des Tages, die nicht übernommen wurde: ${days} = ${count}`, path);
    else if (realDay(fixed)) found[which] = fixed;
    else if (fixed !== '') draft.note(`Grenze, die kein Tag ist: ${fixed}`, path);
  }
  return found;
}

/** One or several of a list of the form. */
export function choiceOf(type: string, component: JsonPlace, question: Question, path: string, place: ComponentPlace): FormNode {
  const { draft, lists, translations } = place;
  const name = component.at('list').word() ?? '';
  const items = lists.get(name)?.at('items').list() ?? [];
  if (items.length === 0) {
    draft.note(`Die Liste „${name}“ fehlt in der Datei. Bis zur Klärung ist es ein Textfeld.`, path);
    return { kind: 'text', ...question };
  }
  const read = items.map((item): SourceChoice & { id: string | undefined } => {
    const english = item.at('description').text() ?? (item.at('hint').missing ? '' : (item.at('hint').at('text').text() ?? ''));
    const hint = translations.of('listItems', item, 'hint', english);
    if (!item.at('condition').empty) draft.note(`Eine Auswahl, die nicht immer gezeigt wird: ${item.words()}`.slice(0, 4000), path);
    return {
      value: item.at('value').word() ?? item.at('text').text() ?? '',
      label: translations.of('listItems', item, 'text'),
      hint,
      id: item.at('id').word(),
    };
  });
  const { options, values } = draft.choices(read, path);
  const closed = values.size === read.length;
  for (const { id, value } of read) {
    const own = values.get(value);
    if (id !== undefined && own !== undefined && !values.has(id)) values.set(id, own);
  }
  const many = type === 'CheckboxesField';
  draft.means(`\0${path}`, { is: 'answer', path, type: many ? 'list' : 'text', values, closed });
  if (!many) return { kind: type === 'RadiosField' ? 'radios' : 'select', ...question, options };
  const { autocomplete: _, ...asked } = question;
  const schema = component.at('schema');
  const exact = schema.missing ? undefined : schema.at('length').number();
  const limits = schema.missing ? {} : bounds(exact ?? schema.at('min').number(), exact ?? schema.at('max').number(), path, draft);
  const whole = Object.entries(limits).filter(([which, count]) => Number.isInteger(count) && count >= (which === 'max' ? 1 : 0));
  return { kind: 'checkboxes', ...asked, options, ...Object.fromEntries(whole) };
}

/** Uploads; kinds that are not taken here are said. */
export function fileOf(
  options: JsonPlace,
  question: Question,
  { most, path, draft }: { most: number | undefined; path: string; draft: FormDraft },
): FormNode {
  const accept = options.missing ? '' : (options.at('accept').text() ?? '');
  const wanted = accept
    .split(',')
    .map((type) => type.trim())
    .filter((type) => type !== '');
  const allowed = mediaTypes.filter((type) => wanted.includes(type));
  const other = wanted.filter((type) => !mediaTypes.some((one) => one === type));
  if (other.length > 0) draft.note(`Diese Dateiarten werden hier nicht angenommen: ${other.join(', ')}`, path);
  const { autocomplete: _, ...asked } = question;
  const maxFiles = Math.min(Math.floor(most ?? 20), 20);
  return {
    kind: 'file',
    ...asked,
    mediaTypes: allowed.length > 0 ? allowed : ['application/pdf', 'image/jpeg', 'image/png'],
    ...(maxFiles >= 1 && { maxFiles }),
  };
}
