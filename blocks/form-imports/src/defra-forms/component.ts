import type { DefinitionText, FormNode } from '@amt/forms';
import { showWhen } from '../change.ts';
import type { JsonPlace } from '../json-place.ts';
import { bounds } from '../limits.ts';
import { typeOf } from '../operand.ts';
import { fromMarkdown } from '../plain-text.ts';
import { call, field, value } from '../source-expression.ts';
import type { Words } from '../texts.ts';
import { translateCondition } from '../translate-expression.ts';
import { choiceOf, dayBounds, fileOf, lengths, patternOf } from './component-limits.ts';
import type { ComponentPlace, Question } from './component-place.ts';

const known = new Set('type id name title hint content options schema list shortDescription errorDescription values'.split(' '));
const knownOptions = new Set(
  'required optionalText classes condition customValidationMessage customValidationMessages autocomplete suffix rows hideTitle bold type maxDaysInPast maxDaysInFuture earliestDate latestDate accept allow declarationConfirmationLabel instructionText usePostcodeLookup format'.split(
    ' ',
  ),
);
const knownSchema = new Set('min max length regex precision minPrecision minLength maxLength'.split(' '));
const contents = new Set(['Html', 'InsetText', 'Details', 'Markdown', 'NotificationBanner', 'List', 'Para', 'FlashCard']);

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

function contentOf(type: string, component: JsonPlace, id: string, path: string, place: ComponentPlace): FormNode {
  const { draft, lists, translations } = place;
  const parts: Words[] = [
    ...(type === 'Details' || type === 'List' ? [translations.of('components', component, 'title')] : []),
    translations.of('components', component, 'content', undefined, type === 'Markdown' ? fromMarkdown : undefined),
    ...(
      lists
        .get(component.at('list').word() ?? '')
        ?.at('items')
        .list() ?? []
    ).map((item) => translations.of('listItems', item, 'text', undefined, (words) => `- ${words}`)),
  ];
  const languages = [...new Set(parts.flatMap((part) => Object.keys(part)))];
  const words = Object.fromEntries(
    languages.map((language) => [
      language,
      parts
        .flatMap((part) => part[language] ?? part['en'] ?? [])
        .filter((one) => one !== '')
        .join('\n\n'),
    ]),
  );
  const tone = type === 'InsetText' || type === 'NotificationBanner' ? { tone: 'info' as const } : {};
  return { kind: 'label', id, text: draft.label(words, component.at('title').text() ?? '–', path), ...tone };
}

function questionOf(type: string, component: JsonPlace, id: string, path: string, place: ComponentPlace): FormNode {
  const { draft, translations } = place;
  const options = component.at('options');
  const schema = component.at('schema');
  const option = (name: string) => (options.missing ? options : options.at(name));
  const limit = (name: string) => (schema.missing ? undefined : schema.at(name).number());
  const token = option('autocomplete').missing ? '' : (option('autocomplete').text() ?? '');
  const question: Question = {
    id,
    label: draft.label(translations.of('components', component, 'title'), component.at('name').word() ?? id, path),
    ...draft.optional('hint', translations.of('components', component, 'hint'), path),
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
      const label: DefinitionText = draft.label(
        translations.of('components', component, 'content', undefined, fromMarkdown),
        component.at('title').text() ?? '–',
        path,
      );
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
