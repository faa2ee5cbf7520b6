import { textShapes } from '@amt/form-proofs';
import { compilePattern } from '@amt/forms';
import { html, type Html, type HtmlValue } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { button, checkboxes, element, select, textarea, textField, type FieldError } from '@amt/ui';
import {
  comparisons,
  type ComparisonName,
  type DraftGroup,
  type DraftRow,
  emptyGroup,
  groupModes,
  isGroup,
  isMutual,
  mostDepth,
  neededBy,
} from '../conditions/condition-draft.ts';
import type { Operand, Scope } from '../conditions/operands.ts';
import { patternOf } from '../conditions/write-condition.ts';
import { messages } from '../messages.ts';

const allComparisons = [...new Set(Object.values(comparisons).flat())];

export interface RowsProps {
  /** where the rows are sent; buttons that add one lead to it, so that the keyboard goes on there */
  readonly action: string;
  readonly errors: readonly FieldError[];
  readonly locale: Locale;
}

/** Rows and groups of rows, each with the buttons that change it. All names begin with the group's. */
export function groupView(props: RowsProps, group: DraftGroup, scope: Scope, at: string, depth = 0): Html {
  const { locale } = props;
  const m = messages[locale].condition;
  const items = group.items.map((item, i) => {
    const name = `${at}.${i}`;
    if (!isGroup(item)) return rowView(props, { row: item, scope, name, depth }, i + 1);
    return html`<fieldset class="amt-condition__group">
      <legend class="amt-hidden">${m.group({ number: i + 1 })}</legend>
      ${groupView(props, item, scope, name, depth + 1)}
    </fieldset>`;
  });
  const mode = select({
    name: `${at}.mode`,
    label: depth === 0 ? m.mode() : m.groupMode(),
    locale,
    empty: false,
    value: group.mode,
    options: groupModes.map((value) => ({ value, label: m.modes[value]() })),
  });
  const next = `${at}.${group.items.length}`;
  const addGroup = addButton(props, m.addGroup(), `add-group:${at}`, `${next}.0`);
  return html`<input type="hidden" name="${at}.items" value="${group.items.length}" />${group.items.length > 1 || group.mode !== 'all' ? mode : html`<input type="hidden" name="${at}.mode" value="${group.mode}" />`}
    <div class="amt-condition">${items}</div>
    <p class="amt-condition__add">${addButton(props, m.addRow(), `add-row:${at}`, next)} ${depth < mostDepth - 1 ? addGroup : ''}</p>`;
}

/** @param row name of the row that is there afterwards */
function addButton({ action }: RowsProps, label: string, value: string, row: string): Html {
  return button({ label, name: '_do', value, kind: 'link', small: true, icon: 'add', formAction: `${action}#${idOf(row)}` });
}

function errorOf(errors: readonly FieldError[], field: string): { error?: string } {
  const error = errors.find((one) => one.field === idOf(field))?.message;
  return error === undefined ? {} : { error };
}

/** As fields make their ids of their names. */
export function idOf(name: string): string {
  return name.replace(/[^\w-]+/g, '-');
}

/** One row in the tree of groups, with what can be named there. */
interface PlacedRow {
  readonly row: DraftRow;
  readonly scope: Scope;
  readonly name: string;
  readonly depth: number;
}

function rowView(props: RowsProps, placed: PlacedRow, number: number): Html {
  const { errors, locale } = props;
  const { row, scope, name } = placed;
  const m = messages[locale].condition;
  const named = scope.operands.filter(({ over }) => over === undefined);
  const [comparison, other, below] = rowParts(props, placed);
  return html`<div class="amt-condition__item" id="${idOf(name)}" role="group" aria-label="${m.row({ number })}">
    <div class="amt-condition__row">
      ${select({
        name: `${name}.field`,
        label: m.field(),
        locale,
        value: row.field,
        options: named.map(({ key, label }) => ({ value: key, label })),
        ...errorOf(errors, `${name}.field`),
      })}
      ${comparison} ${other} ${button({ label: m.removeRow(), name: '_do', value: `remove:${name}`, kind: 'link', small: true, icon: 'trash' })}
    </div>
    ${below}
  </div>`;
}

/** What follows from the field that is chosen, and from the comparison: with scripts each part is put in place as soon as it changes. */
function rowParts(props: RowsProps, placed: PlacedRow): readonly [Html, Html, Html] {
  const { errors, locale } = props;
  const { row, scope, name } = placed;
  const m = messages[locale].condition;
  const operand = scope.byKey(row.field);
  const names: readonly ComparisonName[] = operand ? comparisons[operand.type] : allComparisons;
  const comparison = select({
    name: `${name}.comparison`,
    label: m.comparison(),
    locale,
    value: row.comparison,
    options: names.map((value) => ({ value, label: comparisonName(value, operand, locale) })),
    ...errorOf(errors, `${name}.comparison`),
  });
  return [
    part(`${name}.first`, comparison),
    part(`${name}.second`, otherSide(props, row, operand, scope, name)),
    part(`${name}.below`, operand ? below(props, placed, operand) : ''),
  ];
}

function part(name: string, body: HtmlValue): Html {
  return element('div', { id: idOf(name), class: 'amt-condition__part' }, body);
}

/** Parts of all rows of a group and of the groups in it, for the script `live`. */
export function groupParts(props: RowsProps, group: DraftGroup, scope: Scope, at: string, depth = 0): Html[] {
  return group.items.flatMap((row, i) => {
    const name = `${at}.${i}`;
    if (isGroup(row)) return groupParts(props, row, scope, name, depth + 1);
    const inner =
      row.where && row.field.startsWith('answer:')
        ? groupParts(props, row.where, scope.into(row.field.slice('answer:'.length)), `${name}.w`, depth + 1)
        : [];
    const verdict = row.shape === '' ? [] : [patternPart(props, row, name), verdictView(row, name, props.locale)];
    return [...rowParts(props, { row, scope, name, depth }), ...verdict, ...inner];
  });
}

/** Days and times are before or after each other, amounts less or more. */
function comparisonName(name: ComparisonName, operand: Operand | undefined, locale: Locale): string {
  const m = messages[locale].condition;
  const isMoment = operand?.type === 'date' || operand?.type === 'time' || operand?.type === 'datetime';
  if (isMoment && (name === 'lt' || name === 'lte' || name === 'gt' || name === 'gte')) return m.moments[name]();
  return m.comparisons[name]();
}

/** What stands behind the comparison in the same line. */
function otherSide(props: RowsProps, row: DraftRow, operand: Operand | undefined, scope: Scope, name: string): HtmlValue {
  const { errors, locale } = props;
  const m = messages[locale].condition;
  const needed = neededBy(row.comparison);
  if (row.comparison !== '' && needed !== 'value' && needed !== 'number-of-entries') return '';
  const against = operand && isMutual(row.comparison) ? others(scope, operand) : [];
  const compared =
    against.length === 0
      ? ''
      : select({
          name: `${name}.against`,
          label: m.against(),
          locale,
          empty: hasLiterals(operand) ? m.typed() : m.chooseOther(),
          value: row.against,
          options: against.map(({ key, label }) => ({ value: key, label })),
          ...errorOf(errors, `${name}.against`),
        });
  return html`${compared} ${valueControl(props, row, operand, name)}`;
}

/** Answers of the same kind, which it can be compared with. */
function others(scope: Scope, operand: Operand): readonly Operand[] {
  return scope.operands.filter(({ type, key, over }) => type === operand.type && key !== operand.key && over === undefined);
}

/** There are no literals of times: they are compared with another answer. */
function hasLiterals(operand: Operand | undefined): boolean {
  return operand?.type !== 'time' && operand?.type !== 'datetime';
}

function valueControl({ errors, locale }: RowsProps, row: DraftRow, operand: Operand | undefined, name: string): HtmlValue {
  const m = messages[locale].condition;
  if (row.against !== '' && isMutual(row.comparison))
    return operand?.type !== 'date'
      ? ''
      : textField({
          name: `${name}.days`,
          label: m.days(),
          locale,
          optional: true,
          width: 4,
          value: row.days,
          ...errorOf(errors, `${name}.days`),
        });
  if (!hasLiterals(operand)) return '';
  const common = { name: `${name}.value`, label: m.value(), locale, value: row.value, ...errorOf(errors, `${name}.value`) };
  if (!operand?.options) return textField(row.comparison.startsWith('count_') ? { ...common, label: m.howMany(), width: 4 } : common);
  return select({ ...common, options: optionsOf(operand) });
}

function optionsOf({ options = [] }: Operand): { value: string; label: string }[] {
  return options.map(({ value, label }) => ({ value, label: label.de === '' ? value : label.de }));
}

/** What does not fit into one line: several values, the shape of a text, what must hold of an entry. */
function below(props: RowsProps, { row, scope, name, depth }: PlacedRow, operand: Operand): HtmlValue {
  const needed = neededBy(row.comparison);
  if (needed === 'values') return valuesView(props, row, operand, name);
  if (needed === 'shape') return shapeView(props, row, name);
  if (needed !== 'entries' && needed !== 'number-of-entries') return '';
  if (depth >= mostDepth - 1) return html`<p class="amt-muted">${messages[props.locale].condition.deepest()}</p>`;
  const where = row.where ?? (needed === 'entries' ? emptyGroup : undefined);
  return whereView(props, where, scope.into(operand.key.slice('answer:'.length)), `${name}.w`, depth + 1);
}

function valuesView({ errors, locale }: RowsProps, row: DraftRow, operand: Operand, name: string): Html {
  const m = messages[locale].condition;
  const common = { name: `${name}.values`, label: m.values(), locale, ...errorOf(errors, `${name}.values`) };
  if (!operand.options) return textarea({ ...common, hint: m.valuesHint(), rows: 4, value: row.values.join('\n') });
  return element('div', { class: 'amt-condition__values' }, checkboxes({ ...common, values: row.values, options: optionsOf(operand) }));
}

function shapeView({ errors, locale }: RowsProps, row: DraftRow, name: string): Html {
  const m = messages[locale].condition;
  const shapes = (Object.keys(textShapes) as (keyof typeof textShapes)[]).map((value) => ({ value, label: m.shapes[value]() }));
  const chosen = select({
    name: `${name}.shape`,
    label: m.shape(),
    locale,
    value: row.shape,
    options: [...shapes, { value: 'own', label: m.shapes.own() }],
    ...errorOf(errors, `${name}.shape`),
  });
  return html`${chosen} ${patternPart({ errors, locale }, row, name)}
    <div class="amt-condition__row">
      ${textField({ name: `${name}.tried`, label: m.tried(), locale, optional: true, spellcheck: false, value: row.tried })}
      <span class="amt-without-script">${button({ label: m.try(), name: '_do', value: 'show', kind: 'secondary', small: true })}</span>
    </div>
    ${verdictView(row, name, locale)}`;
}

function patternPart({ errors, locale }: Pick<RowsProps, 'errors' | 'locale'>, row: DraftRow, name: string): Html {
  const m = messages[locale].condition;
  const own = textField({
    name: `${name}.value`,
    label: m.ownPattern(),
    hint: m.ownPatternHint(),
    locale,
    spellcheck: false,
    value: row.value,
    ...errorOf(errors, `${name}.value`),
  });
  return part(`${name}.pattern`, row.shape === 'own' ? own : '');
}

/** Whether the text that was tried has the shape, and one that has. */
export function verdictView(row: DraftRow, name: string, locale: Locale): Html {
  const m = messages[locale].condition;
  const pattern = patternOf(row);
  const id = idOf(`${name}.verdict`);
  if ('code' in pattern) return html`<p class="amt-condition__verdict" id="${id}" role="status"></p>`;
  const compiled = compilePattern(pattern.pattern);
  const sample = compiled.sample();
  const example = sample === undefined ? '' : m.example({ text: sample });
  const words =
    row.tried === '' ? example : compiled.test(row.tried) ? m.fits({ text: row.tried }) : m.doesNotFit({ text: row.tried, example });
  return html`<p class="amt-condition__verdict" id="${id}" role="status">${words}</p>`;
}

/** What must hold of an entry; without, a button to say it. */
export function whereView(props: RowsProps, where: DraftGroup | undefined, scope: Scope, at: string, depth: number): Html {
  const m = messages[props.locale].condition;
  if (!where) return html`<p class="amt-condition__add">${addButton(props, m.onlyCertain(), `add-row:${at}`, `${at}.0`)}</p>`;
  return html`<fieldset class="amt-condition__group">
    <legend class="amt-condition__legend">${m.where()}</legend>
    ${groupView(props, where, scope, at, depth)}
  </fieldset>`;
}
