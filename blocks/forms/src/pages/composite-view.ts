import { type Html, html } from '@amt/html';
import { type Locale, pick } from '@amt/i18n';
import { dateField, details, fieldset, radios, signatureField, textField } from '@amt/ui';
import { type CompositeField, datetimeParts, partsOfComposite, type placeParts } from '../composite-answer.ts';
import type { MatrixField } from '../definition.ts';
import { errorText } from '../error-text.ts';
import type { FieldError } from '../field-error.ts';
import { messages } from '../messages.ts';
import { textOf } from './rich-text.ts';

export interface CompositeView {
  readonly path: string;
  readonly field: CompositeField;
  /** as typed, by part */
  readonly parts: Readonly<Record<string, string>>;
  readonly error: FieldError | undefined;
  readonly locale: Locale;
  /** label, hint, error, origin as for every field */
  readonly common: Parameters<typeof textField>[0];
}

/** Several boxes under one legend; a fault of the whole is shown at the first part it can be mended at. */
export function compositeView(view: CompositeView): Html {
  switch (view.field.kind) {
    case 'datetime':
      return datetimeView(view);
    case 'place':
      return placeView(view);
    case 'signature':
      return signatureView(view);
    case 'matrix':
      return matrixView(view, view.field);
  }
}

/** Name of the part a fault is shown at. */
export function faultyPartOf(field: CompositeField, error: FieldError, parts: Readonly<Record<string, string>>): string {
  const empty = (names: readonly string[]): string | undefined => names.find((part) => (parts[part] ?? '') === '');
  switch (field.kind) {
    case 'datetime':
      return error.code === 'time' ? 'time' : (empty(datetimeParts) ?? 'day');
    case 'place':
      return error.code === 'coordinates' ? 'lat' : 'text';
    case 'signature':
      return 'name';
    case 'matrix':
      return empty(partsOfComposite(field)) ?? partsOfComposite(field)[0] ?? '';
  }
}

function group({ common, path }: CompositeView, body: Html | readonly Html[]): Html {
  return fieldset({
    legend: common.label,
    id: path.replace(/[^\w-]+/g, '-'),
    ...(common.hint === undefined ? {} : { hint: common.hint }),
    asHeading: common.asHeading === true,
    body,
  });
}

const errorAt = ({ field, error, parts, locale }: CompositeView, part: string): { error?: string } =>
  error && faultyPartOf(field, error, parts) === part ? { error: errorText(error, locale) } : {};

function datetimeView(view: CompositeView): Html {
  const { path, parts, locale, common, error, field } = view;
  const atTime = error && faultyPartOf(field, error, parts) === 'time';
  const { error: _whole, ...rest } = common;
  return html`${dateField({ ...rest, ...(error && !atTime ? { error: errorText(error, locale) } : {}), value: parts })}${textField({
    name: `${path}-time`,
    label: messages[locale].datetime.time(),
    locale,
    value: parts['time'],
    width: 5,
    ...errorAt(view, 'time'),
  })}`;
}

/** The words come first; the map and the numbers are two more ways to say the same. */
function placeView(view: CompositeView): Html {
  const { path, parts, locale, common } = view;
  const m = messages[locale].place;
  const box = (part: (typeof placeParts)[number], width: 10 | 'full'): Html =>
    textField({
      name: `${path}.${part}`,
      label: m[part](),
      locale,
      value: parts[part],
      width,
      ...(part === 'text' ? {} : { inputMode: 'decimal' as const }),
      ...(part === 'text' && common.origin !== undefined ? { origin: common.origin } : {}),
      ...errorAt(view, part),
    });
  const open = (parts['lat'] ?? '') !== '' || view.error?.code === 'coordinates';
  return html`<amt-place data-map="${m.map()}" data-hint="${m.mapHint()}" data-here="${m.here()}">${group(view, [
    box('text', 'full'),
    details({ summary: m.coordinates(), open, body: html`${box('lat', 10)}${box('lon', 10)}` }),
  ])}</amt-place>`;
}

function signatureView(view: CompositeView): Html {
  const { path, parts, locale } = view;
  const m = messages[locale].signature;
  const name = textField({
    name: `${path}.name`,
    label: m.name(),
    hint: m.hint(),
    locale,
    value: parts['name'],
    width: 'full',
    autocomplete: 'name',
    spellcheck: false,
    ...errorAt(view, 'name'),
  });
  return group(view, [name, signatureField({ name: `${path}.strokes`, value: parts['strokes'], label: m.draw(), clear: m.clear() })]);
}

function matrixView(view: CompositeView, field: MatrixField): Html {
  const { path, parts, locale } = view;
  const options = field.columns.map((column) => ({ value: column.value, label: textOf(column.label, locale) }));
  return html`<div class="amt-matrix">${group(
    view,
    field.rows.map((row) =>
      radios({
        name: `${path}.${row.value}`,
        label: pick(row.label, locale),
        locale,
        value: parts[row.value] ?? '',
        inline: true,
        options,
        ...errorAt(view, row.value),
      }),
    ),
  )}</div>`;
}
