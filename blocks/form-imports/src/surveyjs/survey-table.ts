import type { FormNode } from '@amt/forms';
import { JsonPlace } from '../json-place.ts';
import { itemsOf } from './survey-choice.ts';
import { type Question, type SurveyPlace, remember } from './survey-place.ts';

const mostRows = 60;
const mostColumns = 12;

interface Named {
  readonly path: string;
  readonly name: string;
}

/** One column for each row. Larger ones than ours are a group with a question for each row. */
export function matrixOf(question: JsonPlace, asked: Question, { path, name }: Named, place: SurveyPlace): FormNode {
  const { draft } = place.survey;
  const columns = itemsOf(question.at('columns'), path, place);
  const rows = itemsOf(question.at('rows'), path, place);
  const all = question.at('eachRowRequired').flag() ?? question.at('isAllRowRequired').flag() ?? false;
  if (asked.required !== false && !all) draft.note('In der Vorlage genügt eine beantwortete Zeile; hier sind alle verlangt.', path);
  const required = all || asked.required !== false;
  const names = place.names.fresh();
  const { required: _, ...rest } = asked;
  if (rows.length === 0 || columns.length < 2) {
    draft.note('Eine Tabelle ohne Zeilen oder Spalten; bis zur Klärung ist sie ein Textfeld.', path);
    return { kind: 'text', ...asked };
  }
  if (rows.length > mostRows || columns.length > mostColumns) {
    draft.note('Eine Tabelle, die hier zu groß ist: jede Zeile ist eine eigene Frage.', path);
    const fields = rows.map((row): FormNode => {
      const id = names.take(row.value, row.value);
      const { options, values } = draft.choices(columns, `${path}.${id}`);
      remember(`${name}.${row.value}`, { is: 'answer', path: `${path}.${id}`, type: 'text', values }, place);
      return {
        kind: 'select',
        id,
        label: draft.label(row.label, row.value, `${path}.${id}`),
        ...(!required && { required: false }),
        options,
      };
    });
    return group(asked, fields);
  }
  const { options, values } = draft.choices(columns, path);
  const own = rows.map((row) => ({ id: names.take(row.value, row.value), row }));
  for (const { id, row } of own) remember(`${name}.${row.value}`, { is: 'answer', path: `${path}.${id}`, type: 'text', values }, place);
  remember(name, { is: 'answer', path, type: 'other' }, place);
  return {
    kind: 'matrix',
    ...rest,
    ...(!required && { required: false }),
    rows: own.map(({ id, row }) => ({ value: id, label: draft.label(row.label, row.value, path) })),
    columns: options.map(({ value, label }) => ({ value, label })),
  };
}

function group({ id, label, hint }: Question, fields: FormNode[]): FormNode {
  return { kind: 'group', id, label, ...(hint && { hint }), fields };
}

/** A table of questions: rows that are fixed are groups, rows that are added repeat. */
export function rowsOf(type: string, question: JsonPlace, asked: Question, { path, name }: Named, place: SurveyPlace): FormNode {
  const { draft } = place.survey;
  const columns = question
    .at('columns')
    .list()
    .map((column) => cell(column, question));
  const { id, label, hint } = asked;
  if (columns.length === 0) {
    draft.note('Eine Tabelle ohne Spalten.', path);
    return { kind: 'label', id, text: label };
  }
  if (type === 'matrixdropdown') {
    const names = place.names.fresh();
    const fields = itemsOf(question.at('rows'), path, place).map((row): FormNode => {
      const rowId = names.take(row.value, row.value);
      const rowPath = `${path}.${rowId}`;
      const inner = { ...place, names: names.fresh(), prefix: `${rowPath}.`, around: `${name}.${row.value}` };
      return {
        kind: 'group',
        id: rowId,
        label: draft.label(row.label, row.value, rowPath),
        fields: columns.flatMap((column) => place.survey.elementsOf(column, inner)),
      };
    });
    if (fields.length > 0) return group(asked, fields);
    draft.note('Eine Tabelle ohne Zeilen.', path);
    return { kind: 'label', id, text: label };
  }
  const fields = columns.flatMap((column) =>
    place.survey.elementsOf(column, { ...place, names: place.names.fresh(), prefix: `${path}.`, around: name }),
  );
  remember(name, { is: 'answer', path, type: 'items' }, place);
  const least = Math.floor(question.at('minRowCount').number() ?? 0);
  const most = Math.floor(question.at('maxRowCount').number() ?? 200);
  const min = Math.max(0, Math.min(Math.max(least, asked.required === false ? 0 : 1), 200));
  return { kind: 'repeat', id, label, ...(hint && { hint }), itemLabel: label, min, max: Math.max(1, min, Math.min(most, 200)), fields };
}

/** A column asks like a question of its kind; choices that it has not are those of the table. */
function cell(column: JsonPlace, table: JsonPlace): JsonPlace {
  const given = column.object();
  const type = column.at('cellType').text() ?? table.at('cellType').text() ?? 'dropdown';
  const { cellType: _, ...rest } = given;
  const choices = column.at('choices').missing ? { choices: table.at('choices').value } : {};
  return new JsonPlace({ ...choices, ...rest, type: type === 'default' ? 'dropdown' : type }, column.path);
}

/** Several short texts under one title. */
export function severalTexts(question: JsonPlace, asked: Question, { path, name }: Named, place: SurveyPlace): FormNode {
  const items = question.at('items').list();
  const inner = { ...place, names: place.names.fresh(), prefix: `${path}.` };
  const fields = items.flatMap((item) =>
    place.survey.elementsOf(new JsonPlace({ ...item.object(), type: 'text' }, item.path), { ...inner, around: name }),
  );
  if (fields.length > 0) return group(asked, fields);
  place.survey.draft.note('Eine Frage ohne Teile.', path);
  return { kind: 'label', id: asked.id, text: asked.label };
}
