import { type Html, type HtmlValue, html } from '@amt/html';
import { type Locale, pick } from '@amt/i18n';
import {
  addressLookup,
  checkbox,
  checkboxes,
  combobox,
  dateField,
  details,
  fieldset,
  fileField,
  notice,
  numberField,
  radios,
  select,
  summaryList,
  textField,
  textarea,
} from '@amt/ui';
import { type Provenance, type ProvenanceMap, addressParts } from '../answers.ts';
import { isComposite } from '../composite-answer.ts';
import { defaultMaxBytes, defaultTextareaMaxLength } from '../check-answer.ts';
import type { AddressField, FileField, InputField, LabelField, SingleField } from '../definition.ts';
import { errorText, mediaTypeNames } from '../error-text.ts';
import type { Evaluation } from '../evaluate.ts';
import type { NodeState } from '../evaluate-root.ts';
import type { FieldError } from '../field-error.ts';
import { formatInput } from '../format-answer.ts';
import { messages } from '../messages.ts';
import { originText } from '../origin-text.ts';
import type { RawInput } from '../parse-input.ts';
import { isLocked } from '../prefill.ts';
import { filesAt } from '../draft-file.ts';
import { valueText } from '../summary.ts';
import { optionsOf } from '../value-type.ts';
import { compositeView, faultyPartOf } from './composite-view.ts';
import { lines, paragraphs, textOf } from './rich-text.ts';

/** What drawing the questions of a screen needs to know. */
export interface ScreenView {
  readonly evaluation: Evaluation;
  readonly provenance: ProvenanceMap;
  /** what was typed and is shown again instead of the answer, by path */
  readonly raw: Readonly<Record<string, RawInput>>;
  readonly errors: ReadonlyMap<string, FieldError>;
  readonly fileHref: (fileId: string) => string;
  readonly locale: Locale;
  /** what stands before the label of the question at a path: the number of the printed sheet */
  readonly lead?: (path: string) => HtmlValue;
  /** for staff who type in: no hints, no purposes */
  readonly terse?: boolean;
}

/** Lists longer than this are searched rather than scrolled. */
const longList = 12;

/** One question with all that belongs to it. `asHeading`: it is the screen's only one, its label is the h1. */
export function fieldView(view: ScreenView, state: NodeState, asHeading = false): HtmlValue {
  const { def } = state.node;
  if (!('kind' in def)) return '';
  if (def.kind === 'label') return labelView(def, view.locale);
  if (def.kind === 'hidden') return '';
  if (def.kind === 'locked') return readOnly(view, state, undefined);
  const field = def as InputField;
  const provenance = view.provenance[state.path];
  if (isLocked(field, provenance)) return readOnly(view, state, provenance);
  return html`${control(view, state, field, asHeading)}${view.terse ? '' : purpose(field, view.locale)}`;
}

function readOnly(view: ScreenView, state: NodeState, provenance: Provenance | undefined): Html {
  const { def } = state.node;
  const { locale } = view;
  if (!('label' in def) || !def.label) return html``;
  const m = messages[locale].origin;
  const origin = originText(provenance, locale);
  return summaryList({
    locale,
    rows: [
      {
        key: pick(def.label, locale),
        value: lines(valueText(view.evaluation, state, locale)),
        ...(origin === undefined ? {} : { origin: `${origin}. ${m.locked()}` }),
      },
    ],
  });
}

function labelView(def: LabelField, locale: Locale): Html {
  if (def.tone === undefined || def.tone === 'plain') return paragraphs(def.text, locale);
  return notice({ tone: def.tone, body: paragraphs(def.text, locale) });
}

function purpose(field: InputField, locale: Locale): HtmlValue {
  if (!('purpose' in field) || field.purpose === undefined) return '';
  const m = messages[locale].question;
  const basis = field.legalBasis;
  const citation = basis && html`<p>${m.legalBasis({ citation: basis.citation })}</p>`;
  return details({ summary: m.purpose(), body: html`${paragraphs(field.purpose, locale)}${citation}` });
}

function control(view: ScreenView, state: NodeState, field: InputField, asHeading: boolean): Html {
  const { locale } = view;
  const { path } = state;
  const error = view.errors.get(path);
  const raw = view.raw[path] ?? formatInput(field, state.value, locale);
  const text = typeof raw === 'string' ? raw : '';
  const origin = originText(view.provenance[path], locale);
  const common = {
    name: path,
    label: view.lead ? html`${view.lead(path)}${textOf(field.label, locale)}` : textOf(field.label, locale),
    locale,
    asHeading,
    optional: !state.required,
    ...('hint' in field && field.hint && !view.terse ? { hint: textOf(field.hint, locale) } : {}),
    ...(error ? { error: errorText(error, locale) } : {}),
    ...(origin === undefined ? {} : { origin }),
  };
  const autocomplete = 'autocomplete' in field && field.autocomplete !== undefined ? { autocomplete: field.autocomplete } : {};
  const suffix = 'unit' in field && field.unit ? { suffix: pick(field.unit, locale) } : {};
  const m = messages[locale];
  switch (field.kind) {
    case 'text':
    case 'text-latin':
    case 'name':
      return textField({ ...common, ...autocomplete, value: text, width: widths[field.width ?? 'full'], spellcheck: false });
    case 'textarea':
      return textarea({ ...common, ...autocomplete, value: text, maxLength: field.maxLength ?? defaultTextareaMaxLength });
    case 'email':
      return textField({ ...common, ...autocomplete, value: text, type: 'email', width: 'full', spellcheck: false });
    case 'phone':
      return textField({ ...common, ...autocomplete, value: text, type: 'tel', width: 20, spellcheck: false });
    case 'iban':
      return textField({ ...common, ...autocomplete, value: text, width: 30, spellcheck: false });
    case 'time':
      return textField({ ...common, ...autocomplete, value: text, width: 5, inputMode: 'text' });
    case 'int':
      return numberField({ ...common, ...autocomplete, ...suffix, value: text });
    case 'number':
      return numberField({ ...common, ...autocomplete, ...suffix, value: text, decimal: true });
    case 'currency':
      return numberField({ ...common, ...autocomplete, value: text, decimal: true, suffix: '€' });
    case 'date':
      return dateField({
        ...common,
        value: partsIn(raw),
        birthday: field.autocomplete === 'bday',
      });
    case 'bool':
      return radios({
        ...common,
        value: text,
        inline: true,
        options: [
          { value: 'yes', label: m.yesNo.yes() },
          { value: 'no', label: m.yesNo.no() },
        ],
      });
    case 'radios':
    case 'select':
      return single(view, field, common, text, autocomplete);
    case 'checkboxes':
      return checkboxes({ ...common, options: optionViews(view, field), values: Array.isArray(raw) ? (raw as readonly string[]) : [] });
    case 'declaration':
      return checkbox({ ...common, checked: text === 'yes' });
    case 'address':
      return addressView(view, state, field, common);
    case 'datetime':
    case 'place':
    case 'signature':
    case 'matrix':
      return compositeView({ path, field, parts: partsIn(raw), error, locale, common });
    case 'file':
      return fileView(view, state, field, common);
  }
}

const widths = { short: 10, medium: 20, full: 'full' } as const;

type Common = Parameters<typeof textField>[0];

function optionViews(
  view: ScreenView,
  field: { options?: SingleField['options']; list?: string },
): { value: string; label: Html; hint?: Html }[] {
  return optionsOf(view.evaluation.form.definition, field as SingleField).map((option) => ({
    value: option.value,
    label: textOf(option.label, view.locale),
    ...(option.hint ? { hint: textOf(option.hint, view.locale) } : {}),
  }));
}

function single(view: ScreenView, field: SingleField, common: Common, value: string, autocomplete: { autocomplete?: string }): Html {
  if (field.kind === 'radios') return radios({ ...common, value, options: optionViews(view, field) });
  const options = optionsOf(view.evaluation.form.definition, field).map((option) => ({
    value: option.value,
    label: pick(option.label, view.locale),
  }));
  const draw = options.length > longList ? combobox : select;
  return draw({ ...common, ...autocomplete, value, options, width: 'full' });
}

const addressTokens = { street: 'address-line1', houseNumber: 'address-line2', postalCode: 'postal-code', city: 'address-level2' } as const;

/** Four boxes under one legend; a fault of the whole is shown at the first empty box. */
function addressView(view: ScreenView, state: NodeState, field: AddressField, common: Common): Html {
  const { locale } = view;
  const m = messages[locale].address;
  const raw = view.raw[state.path] ?? formatInput(field, state.value, locale);
  const parts = partsIn(raw);
  const error = view.errors.get(state.path);
  const faulty = error && faultyPart(error, parts);
  const box = (part: (typeof addressParts)[number]): Html =>
    textField({
      name: `${state.path}.${part}`,
      label: m[part](),
      locale,
      value: parts[part],
      width: part === 'postalCode' ? 5 : part === 'houseNumber' ? 5 : 'full',
      spellcheck: false,
      ...(part === 'postalCode' ? { inputMode: 'numeric' as const } : {}),
      ...(field.autocomplete === undefined ? {} : { autocomplete: addressTokens[part] }),
      ...(error && part === faulty ? { error: errorText(error, locale) } : {}),
      ...(part === 'street' && common.origin !== undefined ? { origin: common.origin } : {}),
    });
  const body = fieldset({
    legend: common.label,
    id: fieldAnchor(state.path),
    ...(common.hint === undefined ? {} : { hint: common.hint }),
    asHeading: common.asHeading === true,
    body: addressParts.map(box),
  });
  return addressLookup({ body, streetsHref: '/api/addresses/streets', numbersHref: '/api/addresses/house-numbers', locale });
}

function faultyPart(error: FieldError, parts: Readonly<Record<string, string>>): (typeof addressParts)[number] {
  if (error.code === 'postalCode') return 'postalCode';
  return addressParts.find((part) => (parts[part] ?? '').trim() === '') ?? 'street';
}

const extensions: Record<string, string> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg,.jpeg',
  'image/png': '.png',
  'image/webp': '.webp',
};

function fileView(view: ScreenView, state: NodeState, field: FileField, common: Common): Html {
  const files = filesAt(view.evaluation.answers, state.path);
  const types = html`${mediaTypeNames(field.mediaTypes)}`;
  return fileField({
    ...common,
    hint: common.hint === undefined ? types : html`${common.hint} (${types})`,
    accept: field.mediaTypes.map((type) => extensions[type] ?? type).join(','),
    multiple: (field.maxFiles ?? 1) > 1,
    maxBytes: field.maxBytes ?? defaultMaxBytes,
    uploaded: files.map(({ id, fileName, size }) => ({ id, fileName, size, href: view.fileHref(id) })),
    removeName: '_removeFile',
  });
}

/** Id of a control or entry by its path; the error summary links to it. */
export function fieldAnchor(path: string): string {
  return path.replace(/[^\w-]+/g, '-');
}

/** Id the error summary links to: of an address the faulty part. */
export function errorAnchor(view: Pick<ScreenView, 'evaluation' | 'raw' | 'locale'>, error: FieldError): string {
  const state = view.evaluation.nodes.get(error.path);
  if (state?.node.kind === 'choice') return fieldAnchor(`${error.path}.choice`);
  const field = state?.node.def as InputField;
  if (!state || (field.kind !== 'address' && !isComposite(field))) return fieldAnchor(error.path);
  const parts = partsIn(view.raw[error.path] ?? formatInput(field, state.value, view.locale));
  if (field.kind === 'address') return fieldAnchor(`${error.path}.${faultyPart(error, parts)}`);
  const part = faultyPartOf(field, error, parts);
  if (field.kind !== 'datetime') return fieldAnchor(`${error.path}.${part}`);
  return fieldAnchor(part === 'time' ? `${error.path}-time` : error.path);
}

const partsIn = (raw: RawInput): Readonly<Record<string, string>> =>
  typeof raw === 'object' && !Array.isArray(raw) ? (raw as Readonly<Record<string, string>>) : {};
