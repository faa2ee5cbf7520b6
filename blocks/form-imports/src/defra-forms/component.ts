import type { DefinitionText, FormNode } from '@amt/forms';
import { showWhen } from '../change.ts';
import type { FormDraft, SourceChoice } from '../form-draft.ts';
import type { JsonPlace } from '../json-place.ts';
import type { NodeNames } from '../node-names.ts';
import { bounds, realDay } from '../limits.ts';
import { typeOf } from '../operand.ts';
import { fromMarkdown } from '../plain-text.ts';
import { call, field, value } from '../source-expression.ts';
import type { Words } from '../texts.ts';
import { translateCondition } from '../translate-expression.ts';
import type { NamedConditions } from './named-conditions.ts';

type Node<Kind extends FormNode['kind']> = Extract<FormNode, { kind: Kind }>;
type Question = Omit<Node<'bool'>, 'kind'>;
type TextNode = Extract<FormNode, { pattern?: unknown }>;

const known = new Set('type id name title hint content options schema list shortDescription errorDescription values'.split(' '));
const knownOptions = new Set(
  'required optionalText classes condition customValidationMessage customValidationMessages autocomplete suffix rows hideTitle bold type maxDaysInPast maxDaysInFuture earliestDate latestDate accept allow declarationConfirmationLabel instructionText usePostcodeLookup format'.split(
    ' ',
  ),
);
const knownSchema = new Set('min max length regex precision minPrecision minLength maxLength'.split(' '));
const mediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
const contents = new Set(['Html', 'InsetText', 'Details', 'Markdown', 'NotificationBanner', 'List', 'Para', 'FlashCard']);

export interface ComponentPlace {
  readonly draft: FormDraft;
  readonly names: NodeNames;
  readonly prefix: string;
  readonly lists: ReadonlyMap<string, JsonPlace>;
  readonly conditions: NamedConditions;
  readonly section?: string;
}

/** A component, and the components its choices reveal. */
export function nodesOf(component: JsonPlace, place: ComponentPlace): FormNode[] {
  const { draft } = place;
  const type = component.at('type').text() ?? component.at('type').refuse('a component needs a type');
  const name = component.at('name').word() ?? '';
  const title = component.at('title').text() ?? '';
  if (type === 'PaymentField') {
    draft.note(`Zahlung in der Vorlage (Pfund). Bitte die Gebühr hier festlegen: ${component.words()}`.slice(0, 4000));
    return [];
  }
  const short = component.at('shortDescription').text() ?? '';
  const id = place.names.take(random(name) ? undefined : name, (short === '' ? title : short) || type);
  const path = place.prefix + id;
  draft.leftOver(component, known, path);
  for (const [part, names] of [
    ['options', knownOptions],
    ['schema', knownSchema],
  ] as const)
    if (!component.at(part).missing) draft.leftOver(component.at(part), names, path);
  const node = contents.has(type) ? contentOf(type, component, id, path, place) : questionOf(type, component, id, path, place);
  if (!contents.has(type)) {
    const operand = draft.meaning(`\0${path}`) ?? ({ is: 'answer', path, type: typeOf(node) } as const);
    if (name !== '') draft.means(name, operand);
    // early definitions name a field by its section, too
    if (name !== '' && place.section !== undefined) draft.means(`${place.section}.${name}`, operand);
    const uuid = component.at('id').word();
    if (uuid !== undefined && uuid !== name) draft.means(uuid, operand);
  }
  const condition = component.at('options').missing ? undefined : component.at('options').at('condition').text();
  if (condition !== undefined && condition !== '') {
    const kept = { at: path, original: place.conditions.words(condition), source: component.path.slice(-100) };
    draft.translate(kept, (with_) => showWhen(path, translateCondition(place.conditions.read(condition), with_), kept));
  }
  return [node, ...revealed(component, name, place)];
}

/** Builders name components by six random letters. */
function random(name: string): boolean {
  if (!/^[A-Za-z0-9_-]{5,7}$/.test(name)) return name === '';
  return (
    (name.match(/[A-Z]/g) ?? []).length >= 2 ||
    /[-_]/.test(name) ||
    (/\d/.test(name) && /[A-Z]/.test(name)) ||
    /[^aeiouyAEIOUY]{5}/.test(name)
  );
}

function contentOf(type: string, component: JsonPlace, id: string, path: string, { draft, lists }: ComponentPlace): FormNode {
  const content = component.at('content').text() ?? '';
  const read = type === 'Markdown' ? fromMarkdown(content) : content;
  const items =
    lists
      .get(component.at('list').word() ?? '')
      ?.at('items')
      .list() ?? [];
  const listed = items.map((item) => `- ${item.at('text').text() ?? ''}`).join('\n');
  const heading = type === 'Details' || type === 'List' ? (component.at('title').text() ?? '') : '';
  const words = [heading, read, listed].filter((part) => part !== '').join('\n\n');
  const tone = type === 'InsetText' || type === 'NotificationBanner' ? { tone: 'info' as const } : {};
  return { kind: 'label', id, text: draft.label({ en: words }, component.at('title').text() ?? '–', path), ...tone };
}

function questionOf(type: string, component: JsonPlace, id: string, path: string, place: ComponentPlace): FormNode {
  const { draft } = place;
  const options = component.at('options');
  const schema = component.at('schema');
  const option = (name: string) => (options.missing ? options : options.at(name));
  const limit = (name: string) => (schema.missing ? undefined : schema.at(name).number());
  const token = option('autocomplete').missing ? '' : (option('autocomplete').text() ?? '');
  const question: Question = {
    id,
    label: draft.label({ en: component.at('title').text() ?? '' }, component.at('name').word() ?? id, path),
    ...draft.optional('hint', { en: component.at('hint').text() ?? '' }, path),
    ...(!options.missing && option('required').value === false && { required: false }),
    ...(/^[a-z][a-z0-9 -]*$/.test(token) && { autocomplete: token }),
  };
  switch (type) {
    case 'TextField':
    case 'MultilineTextField': {
      const exact = limit('length');
      const length = lengths(exact ?? limit('min'), exact ?? limit('max'));
      if (type === 'TextField') return { kind: 'text', ...question, ...length, ...patternOf(schema, options, path, draft) };
      if (!schema.missing && !schema.at('regex').empty) draft.note(`Muster für mehrere Zeilen: ${schema.at('regex').words()}`, path);
      return { kind: 'textarea', ...question, ...length };
    }
    case 'EmailAddressField':
      return { kind: 'email', ...question };
    case 'TelephoneNumberField':
      return { kind: 'phone', ...question };
    case 'YesNoField':
      return { kind: 'bool', ...question };
    case 'DeclarationField': {
      const content = component.at('content').text() ?? '';
      const label: DefinitionText = draft.label({ en: fromMarkdown(content) }, component.at('title').text() ?? '–', path);
      return question.required === false ? { kind: 'bool', ...question, label } : { kind: 'declaration', id, label };
    }
    case 'NumberField': {
      const unit = options.missing ? {} : draft.optional('unit', { en: option('suffix').text() ?? '' }, path);
      const places = limit('precision');
      const limits = bounds(limit('min'), limit('max'), path, draft);
      if (places === 0 && Object.values(limits).every(Number.isSafeInteger)) return { kind: 'int', ...question, ...limits, ...unit };
      return { kind: 'number', ...question, ...limits, ...unit, places: Math.max(0, Math.min(Math.floor(places ?? 6), 6)) };
    }
    case 'DatePartsField':
      return { kind: 'date', ...question, ...dayBounds(options, path, draft) };
    case 'RadiosField':
    case 'SelectField':
    case 'AutocompleteField':
    case 'CheckboxesField':
      return choiceOf(type, component, question, path, place);
    case 'FileUploadField':
      return fileOf(options, question, { most: limit('length') ?? limit('max'), path, draft });
    case 'UkAddressField':
      draft.note('Eine britische Adresse; hier Straße, Hausnummer, Postleitzahl, Ort.', path);
      return { kind: 'address', ...question };
    case 'LatLongField':
    case 'GeospatialField':
      draft.note('Ein Ort in der Vorlage; hier wird ein Punkt auf der Karte gewählt.', path);
      return { kind: 'place', ...question };
    case 'HiddenField':
      draft.note('Ein verborgenes Feld, dessen Wert die Vorlage von außen bekommt. Bitte festlegen, woher er hier kommt.', path);
      return { kind: 'hidden', id, label: question.label, value: '–' };
    default:
      draft.note(
        `Die Art „${type}“ gibt es hier nicht. Bis zur Klärung ist es ein Textfeld. Vorlage: ${component.words()}`.slice(0, 4000),
        path,
      );
      return { kind: 'text', ...question };
  }
}

function lengths(min: number | undefined, max: number | undefined): { minLength?: number; maxLength?: number } {
  return {
    ...(min !== undefined && min > 0 && min <= 20_000 && { minLength: Math.floor(min) }),
    ...(max !== undefined && max >= Math.max(1, min ?? 0) && max <= 20_000 && { maxLength: Math.floor(max) }),
  };
}

function patternOf(schema: JsonPlace, options: JsonPlace, path: string, draft: FormDraft): Pick<TextNode, 'pattern'> {
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

function dayBounds(options: JsonPlace, path: string, draft: FormDraft): { min?: string; max?: string } {
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

function choiceOf(type: string, component: JsonPlace, question: Question, path: string, place: ComponentPlace): FormNode {
  const { draft, lists } = place;
  const name = component.at('list').word() ?? '';
  const items = lists.get(name)?.at('items').list() ?? [];
  if (items.length === 0) {
    draft.note(`Die Liste „${name}“ fehlt in der Datei. Bis zur Klärung ist es ein Textfeld.`, path);
    return { kind: 'text', ...question };
  }
  const read = items.map((item): SourceChoice & { id: string | undefined } => {
    const hint: Words = { en: item.at('description').text() ?? (item.at('hint').missing ? '' : (item.at('hint').at('text').text() ?? '')) };
    if (!item.at('condition').empty) draft.note(`Eine Auswahl, die nicht immer gezeigt wird: ${item.words()}`.slice(0, 4000), path);
    return {
      value: item.at('value').word() ?? item.at('text').text() ?? '',
      label: { en: item.at('text').text() ?? '' },
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

function fileOf(
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

/** Components that a choice reveals: shown where it is chosen. */
function revealed(component: JsonPlace, name: string, place: ComponentPlace): FormNode[] {
  const items =
    place.lists
      .get(component.at('list').word() ?? '')
      ?.at('items')
      .list() ?? [];
  return items.flatMap((item) => {
    const inside = item.at('conditional').missing ? [] : item.at('conditional').at('components').list();
    return inside.flatMap((one) => {
      const nodes = nodesOf(one, place);
      const many = component.at('type').text() === 'CheckboxesField';
      const wanted = value(item.at('value').word() ?? '');
      for (const node of nodes) {
        const path = place.prefix + node.id;
        const kept = { at: path, original: `conditional: ${item.words()}`.slice(0, 3000), source: item.path.slice(-100) };
        const chosen = many ? call('contains', field(name), wanted) : call('eq', field(name), wanted);
        place.draft.translate(kept, (with_) => showWhen(path, translateCondition(chosen, with_), kept));
      }
      return nodes;
    });
  });
}
