import type { FormNode } from '@amt/forms';
import type { JsonPlace } from '../json-place.ts';
import { bounds, realDay, toCents } from '../limits.ts';
import { typeOf } from '../operand.ts';
import type { Words } from '../texts.ts';
import { type ComponentPlace, type Question, wordsOf } from './component-place.ts';
import { choiceOf, fileOf } from './form-io-choice.ts';

type TextNode = Extract<FormNode, { pattern?: unknown }>;

const dutch: Readonly<Record<string, string>> = {
  postcode: 'eine niederländische Postleitzahl',
  bsn: 'eine niederländische Personennummer (BSN)',
  licenseplate: 'ein niederländisches Kennzeichen',
};

/** What is read here, or is about looks, storage or e-mails alone. */
const known = new Set(
  'type key id label description tooltip placeholder hidden clearOnHide conditional validate openForms components columns values data multiple file filePattern fileMaxSize maxNumberOfFiles of useConfigFiletypes datePicker enableTime format decimalLimit allowNegative suffix groupLabel hideLabel hideHeader html customClass autocomplete rows autoExpand inputType input showInSummary showInEmail showInPDF isSensitiveData disabled currency storage url options webcam fileTypes tableView labelPosition widget size sizeMobile addAnother saveRow removeRow disableAddingRemovingRows inline optionsLabelPosition dataSrc valueProperty delimiter requireDecimal showCharCount kind timePicker customOptions logic layout deriveAddress backgroundColor borderColor searchThreshold fieldSet version appointments inputMask applyMaskOn minSelectedCountMessage'.split(
    ' ',
  ),
);
const knownValidation = new Set(
  'required maxLength minLength pattern min max plugins minSelectedCount maxSelectedCount minTime maxTime custom customPrivate'.split(' '),
);
const knownOpenForms = new Set('translations dataSrc minDate maxDate widget code service components'.split(' '));

/** A single field. Groups, columns and repeating groups: see `components.ts`. */
export function fieldOf(component: JsonPlace, place: ComponentPlace): FormNode {
  const { draft, main } = place;
  const type = component.at('type').text() ?? component.at('type').refuse('a component needs a type');
  const key = component.at('key').word() ?? '';
  const label = wordsOf(component, 'label', main);
  const id = place.names.take(key, label[main] ?? key);
  const path = place.prefix + id;
  draft.leftOver(component, known, path);
  if (type === 'content') return contentOf(component, id, path, place);
  noteWhatIsLost(component, path, place);
  const question: Question = {
    id,
    label: draft.label(label, key, path),
    ...draft.optional('hint', hintOf(component, main), path),
    ...(component.at('validate').at('required').flag() !== true && { required: false }),
  };
  const node = kindOf(type, component, question, path, place);
  const many = component.at('multiple').flag() === true && !['select', 'file', 'checkboxes'].includes(type);
  remember(key, many ? undefined : node, path, place);
  if (!many) return node;
  const { label: itemLabel } = question;
  return { kind: 'repeat', id, label: itemLabel, itemLabel, min: question.required === false ? 0 : 1, max: 200, fields: [node] };
}

function kindOf(type: string, component: JsonPlace, question: Question, path: string, place: ComponentPlace): FormNode {
  const { draft } = place;
  const validate = component.at('validate');
  switch (type) {
    case 'textfield':
      return { kind: 'text', ...question, ...lengthOf(component), ...patternOf(component, path, place) };
    case 'textarea':
      return { kind: 'textarea', ...question, ...lengthOf(component) };
    case 'email':
      return { kind: 'email', ...question, autocomplete: 'email' };
    case 'phoneNumber':
      return { kind: 'phone', ...question };
    case 'iban':
      return { kind: 'iban', ...question };
    case 'number':
      return numberOf(component, question, path, place);
    case 'currency': {
      const currency = component.at('currency').text() ?? 'EUR';
      if (currency !== 'EUR') draft.note(`Der Betrag war in ${currency}; hier gibt es nur Euro.`, path);
      const cents = (name: string) => toCents(validate.at(name).number());
      return { kind: 'currency', ...question, ...bounds(cents('min'), cents('max'), path, draft) };
    }
    case 'date':
    case 'datetime':
      return { kind: type, ...question, ...dayBound('min', component, path, place), ...dayBound('max', component, path, place) };
    case 'time':
      if (!validate.at('minTime').empty || !validate.at('maxTime').empty) draft.note(`Grenzen der Uhrzeit: ${validate.words()}`, path);
      return { kind: 'time', ...question };
    case 'checkbox':
      if (question.required === false) return { kind: 'bool', ...question };
      if (question.hint) draft.note(`Die Erläuterung der Erklärung wurde nicht übernommen: ${question.hint[place.main] ?? ''}`, path);
      return { kind: 'declaration', id: question.id, label: question.label };
    case 'radio':
    case 'select':
    case 'selectboxes':
      return choiceOf(type, component, question, path, place);
    case 'file':
      return fileOf(component, question, path, place);
    case 'signature':
      return { kind: 'signature', ...question };
    case 'map':
      draft.note('Eine Karte der Vorlage; hier wird ein Punkt gewählt. Linien und Flächen gibt es nicht.', path);
      return { kind: 'place', ...question };
    case 'addressNL':
      draft.note('Eine niederländische Adresse: Zusatz und Buchstabe der Hausnummer stehen hier in einem Feld.', path);
      return { kind: 'address', ...question };
    default: {
      const what = dutch[type];
      draft.note(
        what === undefined
          ? `Die Art „${type}“ gibt es hier nicht. Bis zur Klärung ist es ein Textfeld. Vorlage: ${component.words()}`.slice(0, 4000)
          : `Die Vorlage prüft hier ${what}; das wird hier nicht geprüft.`,
        path,
      );
      return { kind: 'text', ...question, ...lengthOf(component), ...patternOf(component, path, place) };
    }
  }
}

/** What rules call the field. */
function remember(key: string, node: FormNode | undefined, path: string, { draft, grid }: ComponentPlace): void {
  if (key === '') return;
  const name = grid === undefined ? key : `${grid}.${key}`;
  if (!node) return draft.means(name, { is: 'answer', path, type: 'items' });
  // choices said what they mean when they were made
  if (node.kind === 'radios' || node.kind === 'select' || node.kind === 'checkboxes') return;
  if (node.kind === 'address') {
    const parts = { postcode: 'postalCode', houseNumber: 'houseNumber', city: 'city', streetName: 'street' };
    for (const [part, own] of Object.entries(parts)) draft.means(`${name}.${part}`, { is: 'answer', path: `${path}.${own}`, type: 'text' });
  }
  draft.means(name, { is: 'answer', path, type: typeOf(node) });
}

function contentOf(component: JsonPlace, id: string, path: string, { draft, main }: ComponentPlace): FormNode {
  const text = draft.texts.of(wordsOf(component, 'html', main), path);
  if (!text) draft.note('Ein Textbaustein ohne Text.', path);
  const tone = component.at('customClass').text();
  return { kind: 'label', id, text: text ?? draft.texts.same('–', path), ...(tone === 'info' || tone === 'warning' ? { tone } : {}) };
}

function noteWhatIsLost(component: JsonPlace, path: string, { draft }: ComponentPlace): void {
  const validate = component.at('validate');
  if (!validate.missing) {
    draft.leftOver(validate, knownValidation, path);
    for (const name of ['plugins', 'custom'])
      if (!validate.at(name).empty)
        draft.note(`Prüfung der Vorlage, die nicht übernommen wurde: ${name} = ${validate.at(name).words()}`, path);
  }
  const own = component.at('openForms');
  if (!own.missing) {
    draft.leftOver(own, knownOpenForms, path);
    const source = own.at('dataSrc').text() ?? '';
    if (!['', 'manual'].includes(source)) draft.note(`Die Auswahl kam aus „${source}“: ${own.words()}`.slice(0, 4000), path);
  }
  if (component.at('clearOnHide').value === false)
    draft.note('Die Vorlage behält die Antwort, auch wenn das Feld verborgen ist. Hier gilt sie dann nicht.', path);
  if (component.at('disabled').flag() === true)
    draft.note('Das Feld ist in der Vorlage nicht zu ändern. Bitte festlegen, woher sein Wert kommt.', path);
}

function hintOf(component: JsonPlace, main: string): Words {
  const words: Record<string, string> = {};
  for (const property of ['description', 'tooltip'])
    for (const [language, text] of Object.entries(wordsOf(component, property, main)))
      if (text !== undefined && text !== '' && words[language] !== text)
        words[language] = words[language] === undefined ? text : `${words[language]}<br>${text}`;
  return words;
}

function lengthOf(component: JsonPlace): { minLength?: number; maxLength?: number } {
  const min = component.at('validate').at('minLength').number();
  const max = component.at('validate').at('maxLength').number();
  return {
    ...(min !== undefined && min > 0 && { minLength: Math.min(Math.floor(min), 20_000) }),
    ...(max !== undefined && max >= 1 && max >= (min ?? 0) && { maxLength: Math.min(Math.floor(max), 20_000) }),
  };
}

function patternOf(component: JsonPlace, path: string, { draft }: ComponentPlace): Pick<TextNode, 'pattern'> {
  const pattern = component.at('validate').at('pattern').text() ?? '';
  const regex = pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  if (regex === '') return {};
  if (regex.length > 200) {
    draft.note(`Muster, das zu lang ist: ${pattern}`, path);
    return {};
  }
  const message = component.at('errors').at('pattern').text();
  draft.note(`Für das Muster ${pattern} bitte in Worten sagen, was erwartet wird.${message ? ` Vorlage: ${message}` : ''}`, path);
  const text = draft.texts.of({ de: 'Bitte prüfen Sie die Schreibweise dieser Angabe.' }, path);
  return text ? { pattern: { regex, message: text } } : {};
}

function numberOf(component: JsonPlace, question: Question, path: string, { draft, main }: ComponentPlace): FormNode {
  const validate = component.at('validate');
  const min = validate.at('min').number() ?? (component.at('allowNegative').value === false ? 0 : undefined);
  const limits = bounds(min, validate.at('max').number(), path, draft);
  const places = component.at('decimalLimit').number();
  const unit = draft.optional('unit', wordsOf(component, 'suffix', main), path);
  const whole = Object.values(limits).every(Number.isSafeInteger);
  if (places === 0 && whole) return { kind: 'int', ...question, ...limits, ...unit };
  return { kind: 'number', ...question, ...limits, ...unit, places: Math.max(0, Math.min(Math.floor(places ?? 6), 6)) };
}

function dayBound(which: 'min' | 'max', component: JsonPlace, path: string, { draft }: ComponentPlace): { min?: string; max?: string } {
  const own = component.at('openForms').at(`${which}Date`);
  const mode = own.missing ? '' : (own.at('mode').text() ?? '');
  const fixed = component.at('datePicker').at(`${which}Date`).text() ?? '';
  const towards = which === 'min' ? 'future' : 'past';
  if (mode === towards && own.at('includeToday').flag() === true) return { [which]: 'today' };
  if (mode !== '' && mode !== 'fixedValue') draft.note(`Grenze des Tages, die nicht übernommen wurde (${which}): ${own.words()}`, path);
  else if (/^\d{4}-\d{2}-\d{2}(T00:00|$)/.test(fixed) && realDay(fixed.slice(0, 10))) return { [which]: fixed.slice(0, 10) };
  else if (fixed !== '') draft.note(`Grenze, die kein Tag ist: ${fixed}`, path);
  return {};
}
