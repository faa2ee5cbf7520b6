import type { FormNode } from '@amt/forms';
import { showWhen } from '../change.ts';
import { call, field, value } from '../source-expression.ts';
import type { SourceChoice } from '../form-draft.ts';
import { translateCondition } from '../translate-expression.ts';
import { type LimePlace, type Question, remember } from './lime-place.ts';
import { type LimeItem, type LimeQuestion, attribute } from './survey-tables.ts';

const otherCode = '-oth-';
const mostRows = 60;
const mostColumns = 12;

/** The scales that are built in. Their words are those of the product's own interface and are not in the file. */
const scales: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  G: [
    ['F', 'weiblich', 'Female'],
    ['M', 'männlich', 'Male'],
  ],
  C: [
    ['Y', 'Ja', 'Yes'],
    ['U', 'Unsicher', 'Uncertain'],
    ['N', 'Nein', 'No'],
  ],
  E: [
    ['I', 'mehr', 'Increase'],
    ['S', 'gleich', 'Same'],
    ['D', 'weniger', 'Decrease'],
  ],
  '5': numbers(5),
  A: numbers(5),
  B: numbers(10),
};

function numbers(count: number): [string, string, string][] {
  return Array.from({ length: count }, (_, i) => [String(i + 1), String(i + 1), String(i + 1)]);
}

const builtIn = (type: string): SourceChoice[] => (scales[type] ?? []).map(([code, de, en]) => ({ value: code, label: { de, en } }));
const itemsOf = (items: readonly LimeItem[]): SourceChoice[] => items.map(({ code, text }) => ({ value: code, label: text }));

/** One of a list: by buttons, in a list, of a built-in scale, or with a comment. */
export function singleOf(question: LimeQuestion, asked: Question, path: string, place: LimePlace): FormNode[] {
  const { draft } = place;
  const list = scales[question.type] ? builtIn(question.type) : itemsOf(question.answers.filter(({ scale }) => scale === 0));
  if (scales[question.type] && question.type !== '5')
    draft.note('Die Beschriftung dieser Auswahl steht nicht in der Datei. Bitte prüfen.', path);
  const all = question.other ? [...list, otherChoice(question)] : list;
  if (all.length === 0) {
    draft.note('Ein Auswahlfeld ohne Auswahl. Bis zur Klärung ist es ein Textfeld.', path);
    return [{ kind: 'text', ...asked }];
  }
  const { options, values } = draft.choices(all, path);
  remember(question, { is: 'answer', path, type: 'text', values }, place);
  const node: FormNode = { kind: question.type === '!' ? 'select' : 'radios', ...asked, options };
  const comment = question.type === 'O' ? [commentOn(question, asked, place)] : [];
  return [node, ...otherText(question, false, place), ...comment];
}

function otherChoice(question: LimeQuestion): SourceChoice {
  const words = question.attributes.get('other_replace_text') ?? {};
  const said = Object.values(words).some((text) => text !== '');
  return { value: otherCode, label: said ? words : { de: 'Sonstiges', en: 'Other' } };
}

/** Several of a list: each is a variable of its own that is Y or empty. */
export function severalOf(question: LimeQuestion, asked: Question, path: string, place: LimePlace): FormNode[] {
  const { draft } = place;
  const items = [...itemsOf(question.parts), ...(question.other ? [otherChoice(question)] : [])];
  if (items.length === 0) {
    draft.note('Eine Mehrfachauswahl ohne Auswahl. Bis zur Klärung ist sie ein Textfeld.', path);
    return [{ kind: 'text', ...asked }];
  }
  const { options, values } = draft.choices(items, path);
  for (const [code, own] of values) if (code !== otherCode) remember(question, { is: 'ticked', path, value: own, on: 'Y' }, place, code);
  remember(question, { is: 'answer', path, type: 'other' }, place);
  if (question.type === 'P') draft.note('Zu jeder Auswahl gab es in der Vorlage eine Anmerkung; sie fehlt hier.', path);
  for (const part of question.parts)
    if (!['', '1'].includes(part.relevance))
      draft.note(`Eine Auswahl, die nicht immer gezeigt wird: ${part.code}: ${part.relevance}`, path);
  const min = count(question, 'min_answers', options.length);
  const max = count(question, 'max_answers', options.length);
  const limits = { ...(min !== undefined && min > 0 && { min }), ...(max !== undefined && max >= Math.max(1, min ?? 0) && { max }) };
  return [{ kind: 'checkboxes', ...asked, options, ...limits }, ...otherText(question, true, place)];
}

function count(question: LimeQuestion, name: string, most: number): number | undefined {
  const words = attribute(question, name);
  return /^\d{1,4}$/.test(words) ? Math.min(Number(words), most) : undefined;
}

/** The words for "other", asked where it is chosen. */
function otherText(question: LimeQuestion, many: boolean, place: LimePlace): FormNode[] {
  if (!question.other) return [];
  const { draft } = place;
  const id = place.names.take(`${question.code}Andere`, 'andere');
  const label = draft.texts.of({ de: 'Bitte nennen', en: 'Please specify' }, id) ?? { de: '–' };
  remember(question, { is: 'answer', path: id, type: 'text' }, place, 'other');
  const kept = { at: id, original: `${question.code}: other = Y`, source: question.source };
  const list = draft.meaning(question.code);
  if (many && list?.is === 'answer')
    draft.translate(kept, () => showWhen(id, { op: 'in', args: [otherCode, { answer: list.path }] }, kept));
  else draft.translate(kept, (with_) => showWhen(id, translateCondition(call('eq', field(question.code), value(otherCode)), with_), kept));
  return [{ kind: 'text', id, label }];
}

function commentOn(question: LimeQuestion, asked: Question, place: LimePlace): FormNode {
  const id = place.names.take(`${question.code}Kommentar`, 'kommentar');
  remember(question, { is: 'answer', path: id, type: 'text' }, place, 'comment');
  const label = place.draft.texts.of({ de: 'Anmerkung', en: 'Comment' }, id) ?? asked.label;
  return { kind: 'textarea', id, label, required: false };
}

/** Rows with the same scale. Two scales are two tables; by column, rows and columns change places. */
export function tableOf(question: LimeQuestion, asked: Question, path: string, place: LimePlace): FormNode[] {
  const { draft } = place;
  const columns = scales[question.type] ? builtIn(question.type) : itemsOf(question.answers.filter(({ scale }) => scale === 0));
  if (scales[question.type] && !['A', 'B'].includes(question.type))
    draft.note('Die Beschriftung der Spalten steht nicht in der Datei. Bitte prüfen.', path);
  const rows = question.parts.filter(({ scale }) => scale === 0);
  for (const row of rows)
    if (!['', '1'].includes(row.relevance)) draft.note(`Eine Zeile, die nicht immer gezeigt wird: ${row.code}: ${row.relevance}`, path);
  const first = table(question, asked, path, { rows, columns, suffix: question.type === '1' ? '_0' : '' }, place);
  const second = question.answers.filter(({ scale }) => scale === 1);
  if (question.type !== '1' || second.length === 0) return [first];
  const id = place.names.take(`${question.code}Zweite`, 'zweite');
  draft.note('Eine Tabelle mit zwei Skalen ist hier zwei Tabellen. Bitte die Überschrift der zweiten prüfen.', id);
  return [first, table(question, { ...asked, id }, id, { rows, columns: itemsOf(second), suffix: '_1' }, place)];
}

interface Table {
  readonly rows: readonly LimeItem[];
  readonly columns: readonly SourceChoice[];
  readonly suffix: string;
}

function table(question: LimeQuestion, asked: Question, path: string, { rows, columns, suffix }: Table, place: LimePlace): FormNode {
  const { draft } = place;
  if (rows.length === 0 || columns.length === 0) {
    draft.note('Eine Tabelle ohne Zeilen oder Spalten; bis zur Klärung ist sie ein Textfeld.', path);
    return { kind: 'text', ...asked };
  }
  const names = place.names.fresh();
  const { options, values } = draft.choices(columns, path);
  const own = rows.map((row) => ({ id: names.take(row.code, row.code), row }));
  for (const { id, row } of own)
    remember(question, { is: 'answer', path: `${path}.${id}`, type: 'text', values }, place, `${row.code}${suffix}`);
  const label = (row: LimeItem) => draft.label(row.text, row.code, path);
  if (rows.length <= mostRows && columns.length <= mostColumns && columns.length >= 2)
    return {
      kind: 'matrix',
      ...asked,
      rows: own.map(({ id, row }) => ({ value: id, label: label(row) })),
      columns: options.map(({ value, label }) => ({ value, label })),
    };
  draft.note('Eine Tabelle, die hier zu groß ist: jede Zeile ist eine eigene Frage.', path);
  const { id, label: title, hint, required } = asked;
  const fields = own.map(({ id, row }): FormNode => ({
    kind: 'select',
    id,
    label: label(row),
    ...(required === false && { required }),
    options,
  }));
  return { kind: 'group', id, label: title, ...(hint && { hint }), fields };
}
