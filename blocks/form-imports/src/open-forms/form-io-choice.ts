import type { FormNode } from '@amt/forms';
import type { JsonPlace } from '../json-place.ts';
import { bounds } from '../limits.ts';
import { type ComponentPlace, type Question, wordsOf } from './component-place.ts';

const mediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

/** One or several of a fixed list. */
export function choiceOf(
  type: 'radio' | 'select' | 'selectboxes',
  component: JsonPlace,
  question: Question,
  path: string,
  place: ComponentPlace,
): FormNode {
  const { draft, main } = place;
  const inside = type === 'select' ? component.at('data').at('values') : component.at('values');
  const items = inside
    .list()
    .map((item) => ({
      value: item.at('value').word() ?? '',
      label: wordsOf(item, 'label', main),
      hint: wordsOf(item, 'description', main),
    }))
    .filter(({ value, label }) => value !== '' || (label[main] ?? '') !== '');
  if (items.length === 0) {
    draft.note('Ein Auswahlfeld ohne feste Auswahl. Bitte die Auswahl festlegen; bis dahin ist es ein Textfeld.', path);
    return { kind: 'text', ...question };
  }
  const { options, values } = draft.choices(items, path);
  const key = component.at('key').word() ?? '';
  const name = place.grid === undefined ? key : `${place.grid}.${key}`;
  const many = type === 'selectboxes' || component.at('multiple').flag() === true;
  if (type === 'selectboxes') {
    // kept as an object of yes and no: each box is a variable of its own, the whole is compared with nothing
    for (const [value, own] of values) draft.means(`${name}.${value}`, { is: 'ticked', path, value: own, on: true });
    draft.means(name, { is: 'answer', path, type: 'other' });
  } else draft.means(name, { is: 'answer', path, type: many ? 'list' : 'text', values });
  if (!many) return { kind: type === 'radio' ? 'radios' : 'select', ...question, options };
  const validate = component.at('validate');
  const limits = bounds(validate.at('minSelectedCount').number(), validate.at('maxSelectedCount').number(), path, draft);
  const whole = Object.entries(limits).filter(([name, count]) => Number.isInteger(count) && count >= (name === 'max' ? 1 : 0));
  return { kind: 'checkboxes', ...question, options, ...Object.fromEntries(whole) };
}

/** Uploads; kinds and sizes that are not taken here are said. */
export function fileOf(component: JsonPlace, question: Question, path: string, { draft }: ComponentPlace): FormNode {
  const wanted = component
    .at('file')
    .at('type')
    .list()
    .flatMap((item) => item.text() ?? []);
  const allowed = mediaTypes.filter((type) => wanted.includes(type));
  const other = wanted.filter((type) => !mediaTypes.some((known) => known === type));
  if (other.length > 0) draft.note(`Diese Dateiarten werden hier nicht angenommen: ${other.join(', ')}`, path);
  const size = /^(\d+(?:\.\d+)?)\s*([KMG]?)B$/i.exec(component.at('fileMaxSize').text() ?? '');
  const bytes = size ? Math.round(Number(size[1]) * ({ '': 1, K: 1e3, M: 1e6, G: 1e9 }[(size[2] ?? '').toUpperCase()] ?? 1)) : undefined;
  if (bytes !== undefined && bytes > 50_000_000) draft.note('Mehr als 50 MB je Datei werden nicht angenommen.', path);
  const most = component.at('maxNumberOfFiles').number() ?? (component.at('multiple').flag() === true ? 20 : 1);
  return {
    kind: 'file',
    ...question,
    mediaTypes: allowed.length > 0 ? allowed : ['application/pdf', 'image/jpeg', 'image/png'],
    ...(bytes !== undefined && bytes >= 1 && { maxBytes: Math.min(bytes, 50_000_000) }),
    ...(most > 1 && { maxFiles: Math.min(Math.floor(most), 20) }),
  };
}
