import type { FormNode } from '@amt/forms';
import { showWhen } from '../change.ts';
import type { FormDraft } from '../form-draft.ts';
import type { JsonPlace } from '../json-place.ts';
import { NodeNames } from '../node-names.ts';
import { typeOf } from '../operand.ts';
import { fromMarkdown } from '../plain-text.ts';
import { type SourceExpression, Uncertain, call, field, oneOf, value } from '../source-expression.ts';
import type { Words } from '../texts.ts';
import { translateCondition } from '../translate-expression.ts';

type Node<Kind extends FormNode['kind']> = Extract<FormNode, { kind: Kind }>;
type Question = Omit<Node<'bool'>, 'kind'>;

const known = new Set(
  'titleEn titleFr descriptionEn descriptionFr placeholderEn placeholderFr choices validation subElements conditionalRules questionId tags autoComplete maxNumberOfRows dynamicRow dateFormat fileType full headingLevel sortOrder managedChoices allAttached addressComponents isNameComponent minValue maxValue decimalPlaces allowNegativeNumbers currencyCode useThousandsSeparator stepCount'.split(
    ' ',
  ),
);
const knownValidation = new Set('required all type maxLength minLength descriptionEn descriptionFr'.split(' '));
const single = new Set(['radio', 'dropdown', 'combobox']);

export interface ElementPlace {
  readonly draft: FormDraft;
  readonly names: NodeNames;
  readonly prefix: string;
  /** all elements by id, since rules name an element and the number of a choice */
  readonly elements: ReadonlyMap<string, JsonPlace>;
}

/** English and French in columns. */
export function columns(place: JsonPlace, name: string, read: (words: string) => string = (words) => words): Words {
  const words = (language: 'En' | 'Fr') => read(place.at(`${name}${language}`).text() ?? '');
  return { en: words('En'), fr: words('Fr') };
}

/** One element; rows that repeat with what is in them. */
export function elementOf(element: JsonPlace, place: ElementPlace): FormNode {
  const { draft } = place;
  const type = element.at('type').text() ?? element.at('type').refuse('an element needs a type');
  const key = element.at('id').word() ?? element.at('id').refuse('an element needs an id');
  const properties = element.at('properties');
  const title = columns(properties, 'title');
  const id = place.names.take(properties.at('questionId').text() || undefined, title['en'] || title['fr'] || `${type} ${key}`);
  const path = place.prefix + id;
  draft.leftOver(properties, known, path);
  const node = type === 'richText' ? richText(properties, id, path, draft) : questionOf(type, element, id, path, place);
  if (!single.has(type) && type !== 'checkbox' && type !== 'attestation') draft.means(key, { is: 'answer', path, type: typeOf(node) });
  showOnChoices(properties.at('conditionalRules'), path, place);
  return node;
}

function richText(properties: JsonPlace, id: string, path: string, draft: FormDraft): FormNode {
  const body = columns(properties, 'description', fromMarkdown);
  const title = columns(properties, 'title');
  const words = Object.fromEntries(
    ['en', 'fr'].map((language) => [language, [title[language], body[language]].filter(Boolean).join('\n\n')]),
  );
  return { kind: 'label', id, text: draft.label(words, '–', path) };
}

function questionOf(type: string, element: JsonPlace, id: string, path: string, place: ElementPlace): FormNode {
  const { draft } = place;
  const properties = element.at('properties');
  const key = element.at('id').word() ?? '';
  const validation = properties.at('validation');
  if (!validation.missing) draft.leftOver(validation, knownValidation, path);
  const token = properties.at('autoComplete').text() ?? '';
  const question: Question = {
    id,
    label: draft.label(columns(properties, 'title'), key, path),
    ...draft.optional('hint', columns(properties, 'description', fromMarkdown), path),
    ...(validation.at('required').flag() !== true && { required: false }),
    ...(/^[a-z][a-z0-9 -]*$/.test(token) && { autocomplete: token }),
  };
  const length = lengthOf(validation);
  switch (type) {
    case 'textField':
      return typed(validation.at('type').text() ?? '', question, length, path, place);
    case 'textArea':
      return { kind: 'textarea', ...question, ...length };
    case 'formattedDate':
      return { kind: 'date', ...question };
    case 'number':
    case 'numberInput':
      return numberOf(properties, question);
    case 'radio':
    case 'dropdown':
    case 'combobox':
    case 'checkbox':
    case 'attestation':
      return choiceOf(type, properties, question, key, path, place);
    case 'fileInput': {
      const { autocomplete: _, ...asked } = question;
      draft.note(`Dateiarten und Größe bitte prüfen. Vorlage: ${properties.at('fileType').words() || 'ohne Angabe'}`, path);
      return { kind: 'file', ...asked, mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'] };
    }
    case 'dynamicRow':
      return rowsOf(properties, question, path, place);
    case 'address':
    case 'addressComplete':
      draft.note('Eine kanadische Adresse; hier Straße, Hausnummer, Postleitzahl, Ort.', path);
      return { kind: 'address', ...question };
    default:
      draft.note(
        `Die Art „${type}“ gibt es hier nicht. Bis zur Klärung ist es ein Textfeld. Vorlage: ${element.words()}`.slice(0, 4000),
        path,
      );
      return { kind: 'text', ...question, ...length };
  }
}

function typed(
  type: string,
  question: Question,
  length: { minLength?: number; maxLength?: number },
  path: string,
  { draft }: ElementPlace,
): FormNode {
  switch (type) {
    case '':
    case 'text':
      return { kind: 'text', ...question, ...length };
    case 'email':
      return { kind: 'email', ...question };
    case 'phone':
      return { kind: 'phone', ...question };
    case 'number':
      return { kind: 'number', ...question, places: 6 };
    case 'date':
      return { kind: 'date', ...question };
    default:
      draft.note(`Die Prüfung „${type}“ gibt es hier nicht.`, path);
      return { kind: 'text', ...question, ...length };
  }
}

function numberOf(properties: JsonPlace, question: Question): FormNode {
  const min = properties.at('minValue').number();
  const max = properties.at('maxValue').number();
  const ordered = min === undefined || max === undefined || min <= max;
  const places = properties.at('decimalPlaces').number() ?? 6;
  return {
    kind: 'number',
    ...question,
    ...(ordered && min !== undefined && { min }),
    ...(ordered && max !== undefined && { max }),
    places: Math.max(0, Math.min(Math.floor(places), 6)),
  };
}

function lengthOf(validation: JsonPlace): { minLength?: number; maxLength?: number } {
  const min = Math.floor(validation.at('minLength').number() ?? 0);
  const max = Math.floor(validation.at('maxLength').number() ?? 0);
  return { ...(min > 0 && min <= 20_000 && { minLength: min }), ...(max > 0 && max >= min && max <= 20_000 && { maxLength: max }) };
}

/** The value of a choice is its English words; rules know it by its number. */
function choiceOf(type: string, properties: JsonPlace, question: Question, key: string, path: string, place: ElementPlace): FormNode {
  const { draft } = place;
  const items = properties
    .at('choices')
    .list()
    .map((choice, i) => ({ number: String(i), en: choice.at('en').text() ?? '', fr: choice.at('fr').text() ?? '' }))
    .filter(({ en, fr }) => en.trim() !== '' || fr.trim() !== '');
  if (items.length === 0) {
    draft.note(
      properties.at('managedChoices').missing
        ? 'Ein Auswahlfeld ohne Auswahl; bis zur Klärung ist es ein Textfeld.'
        : `Die Auswahl „${properties.at('managedChoices').words()}“ führt das Produkt selbst. Bitte festlegen; bis dahin ist es ein Textfeld.`,
      path,
    );
    return { kind: 'text', ...question };
  }
  // equal words twice are two choices: the number tells them apart
  const words = items.map(({ en, fr }) => en.trim() || fr.trim());
  const unique = items.map(({ number }, i) => (words.indexOf(words[i] ?? '') === i ? words[i] : `${words[i]} ${number}`) ?? number);
  const { options, values } = draft.choices(
    items.map(({ en, fr }, i) => ({ value: unique[i] ?? '', label: { en, fr } })),
    path,
  );
  const byNumber = new Map(
    items.flatMap(({ number }, i) => {
      const own = values.get(unique[i] ?? '');
      return own === undefined ? [] : [[number, own] as const];
    }),
  );
  const many = type === 'checkbox' || type === 'attestation';
  draft.means(key, { is: 'answer', path, type: many ? 'list' : 'text', values: byNumber });
  if (!many) return { kind: type === 'radio' ? 'radios' : 'select', ...question, options };
  const { autocomplete: _, ...asked } = question;
  const all = properties.at('validation').at('all').flag() === true || type === 'attestation';
  return { kind: 'checkboxes', ...asked, options, ...(all && { min: options.length }) };
}

function rowsOf(properties: JsonPlace, question: Question, path: string, place: ElementPlace): FormNode {
  const { draft } = place;
  const names = new NodeNames();
  const fields = properties
    .at('subElements')
    .list()
    .map((element) => elementOf(element, { ...place, names, prefix: `${path}.` }));
  const { id, label, hint } = question;
  if (fields.length === 0) {
    draft.note('Eine Liste ohne Felder.', path);
    return { kind: 'label', id, text: label };
  }
  const row = columns(properties.at('dynamicRow'), 'rowTitle');
  const most = properties.at('maxNumberOfRows').number();
  if (most !== undefined && most > 200) draft.note(`Mehr als 200 Einträge sind nicht möglich (verlangt: ${most}).`, path);
  return {
    kind: 'repeat',
    id,
    label,
    ...(hint && { hint }),
    itemLabel: draft.texts.of(row, path) ?? label,
    // a first row is always there
    min: 1,
    max: Math.max(1, Math.min(Math.floor(most ?? 200), 200)),
    fields,
  };
}

/** Shown where any of the choices is chosen. */
function showOnChoices(rules: JsonPlace, path: string, place: ElementPlace): void {
  const all = rules.list();
  if (all.length === 0) return;
  const kept = { at: path, original: `conditionalRules = ${rules.words()}`, source: rules.path.slice(-100) };
  const choices = all.map((rule) => rule.at('choiceId').word() ?? rule.at('choiceId').refuse('a rule needs a choiceId'));
  place.draft.translate(kept, (with_) =>
    showWhen(path, translateCondition(oneOf(choices.map((choice) => chosen(choice, place.elements))), with_), kept),
  );
}

/** `12.0` = the first choice of element 12. @throws Uncertain */
export function chosen(choiceId: string, elements: ReadonlyMap<string, JsonPlace>): SourceExpression {
  const [, id, number] = /^([^.]+)\.(\d+)$/.exec(choiceId) ?? [];
  const element = id === undefined ? undefined : elements.get(id);
  if (id === undefined || number === undefined || !element) throw new Uncertain(`„${choiceId}“ ist keine Auswahl dieses Formulars`);
  const many = ['checkbox', 'attestation'].includes(element.at('type').text() ?? '');
  return many ? call('contains', field(id), value(number)) : call('eq', field(id), value(number));
}
