import type { FormNode } from '@amt/forms';
import { showWhen, takeValue } from '../change.ts';
import type { JsonPlace } from '../json-place.ts';
import { typeOf } from '../operand.ts';
import { call, field, value } from '../source-expression.ts';
import { translateCondition } from '../translate-expression.ts';
import { translateNumber } from '../translate-number.ts';
import { knownQuestion } from './known-properties.ts';
import { choiceOf } from './survey-choice.ts';
import { fileOf, textOf, validate } from './survey-input.ts';
import { type Question, type SurveyPlace, conditionsOf, readNoting, remember, scoped, wordsAt } from './survey-place.ts';
import { matrixOf, rowsOf, severalTexts } from './survey-table.ts';

/** A question, panel or text of a survey, with what belongs to it (the text of "other", a comment). */
export function elementsOf(question: JsonPlace, place: SurveyPlace): FormNode[] {
  const { survey } = place;
  const type = question.at('type').text() ?? question.at('type').refuse('a question needs a type');
  const name = question.at('name').word() ?? '';
  const title = wordsAt(question.at('title'), survey.main);
  const id = place.names.take(name === '' ? undefined : name, title[survey.main] ?? type);
  const path = place.prefix + id;
  survey.draft.leftOver(question, knownQuestion, path);
  const node = nodeOf(type, question, { id, path, name }, place);
  if (!node) return [];
  conditionsOf(question, name, path, place);
  return [node, ...besides(type, question, { path, name }, node, place)];
}

function nodeOf(
  type: string,
  question: JsonPlace,
  { id, path, name }: { id: string; path: string; name: string },
  place: SurveyPlace,
): FormNode | undefined {
  const { survey } = place;
  const { draft, main } = survey;
  switch (type) {
    case 'panel':
    case 'flowpanel':
      return panelOf(question, id, path, place);
    case 'html': {
      return { kind: 'label', id, text: draft.label(wordsAt(question.at('html'), main), name, path) };
    }
    case 'image':
      draft.note(`Ein Bild der Vorlage wurde weggelassen: ${question.at('imageLink').words().slice(0, 300)}`);
      return undefined;
    case 'expression':
      return calculated(question, id, path, name, place);
  }
  const asked: Question = {
    id,
    label: draft.label(question.at('title').missing ? { [main]: name } : wordsAt(question.at('title'), main), name, path),
    ...draft.optional('hint', wordsAt(question.at('description'), main), path),
    ...(question.at('isRequired').flag() !== true && { required: false }),
  };
  if (question.at('readOnly').flag() === true)
    draft.note('Das Feld ist in der Vorlage nicht zu ändern. Bitte festlegen, woher sein Wert kommt.', path);
  const node = questionOf(type, question, asked, { path, name }, place);
  for (const validator of question.at('validators').list()) validate(validator, node, path, place);
  return node;
}

function questionOf(
  type: string,
  question: JsonPlace,
  asked: Question,
  { path, name }: { path: string; name: string },
  place: SurveyPlace,
): FormNode {
  const { draft, main } = place.survey;
  const plain = (node: FormNode): FormNode => {
    remember(name, { is: 'answer', path, type: typeOf(node) }, place);
    return node;
  };
  switch (type) {
    case 'text':
      return plain(textOf(question, asked, path, place));
    case 'comment': {
      const max = question.at('maxLength').number();
      return plain({ kind: 'textarea', ...asked, ...(max !== undefined && max >= 1 && { maxLength: Math.min(Math.floor(max), 20_000) }) });
    }
    case 'boolean': {
      const own = new Map(
        [true, false].map((flag) => [question.at(flag ? 'valueTrue' : 'valueFalse').word() ?? String(flag), flag] as const),
      );
      for (const flag of ['labelTrue', 'labelFalse'])
        if (!question.at(flag).missing) draft.note(`Eigene Worte für Ja und Nein: ${question.at(flag).words()}`, path);
      remember(name, { is: 'answer', path, type: 'bool', values: own }, place);
      return { kind: 'bool', ...asked };
    }
    case 'radiogroup':
    case 'buttongroup':
    case 'dropdown':
    case 'checkbox':
    case 'tagbox':
    case 'imagepicker':
    case 'rating':
      return choiceOf(type, question, asked, { path, name }, place);
    case 'matrix':
      return matrixOf(question, asked, { path, name }, place);
    case 'matrixdropdown':
    case 'matrixdynamic':
      return rowsOf(type, question, asked, { path, name }, place);
    case 'paneldynamic':
      return repeatOf(question, asked, { path, name }, place);
    case 'multipletext':
      return severalTexts(question, asked, { path, name }, place);
    case 'file':
      return plain(fileOf(question, asked, path, place));
    case 'signaturepad':
      return plain({ kind: 'signature', ...asked });
    default:
      draft.note(
        `Die Art „${type}“ gibt es hier nicht. Bis zur Klärung ist es ein Textfeld. Vorlage: ${question.words()}`.slice(0, 4000),
        path,
      );
      return { kind: 'text', ...asked, ...draft.optional('hint', wordsAt(question.at('description'), main), path) };
  }
}

function panelOf(question: JsonPlace, id: string, path: string, place: SurveyPlace): FormNode | undefined {
  const { draft, main } = place.survey;
  const hides = (question.at('visibleIf').text() ?? '') !== '';
  const inner = question.at('elements').list();
  // what is in a panel that may be hidden may be hidden with it
  if (hides) for (const one of inner) place.survey.hideable.add(one.at('name').word() ?? '');
  const fields = inner.flatMap((one) => elementsOf(one, { ...place, prefix: `${path}.` }));
  if (fields.length === 0) return undefined;
  if (question.at('isRequired').flag() === true) draft.note('In dieser Gruppe musste in der Vorlage etwas ausgefüllt sein.', path);
  return {
    kind: 'group',
    id,
    ...draft.optional('label', wordsAt(question.at('title'), main), path),
    ...draft.optional('hint', wordsAt(question.at('description'), main), path),
    fields,
  };
}

function repeatOf(question: JsonPlace, asked: Question, { path, name }: { path: string; name: string }, place: SurveyPlace): FormNode {
  const { draft, main } = place.survey;
  const fields = question
    .at('templateElements')
    .list()
    .flatMap((one) => elementsOf(one, { ...place, names: place.names.fresh(), prefix: `${path}.`, around: name }));
  const { id, label, hint } = asked;
  if (fields.length === 0) {
    draft.note('Eine Liste ohne Felder.', path);
    return { kind: 'label', id, text: label };
  }
  remember(name, { is: 'answer', path, type: 'items' }, place);
  const title = question.at('templateTitle').missing ? undefined : draft.texts.of(wordsAt(question.at('templateTitle'), main), path);
  const least = Math.floor(question.at('minPanelCount').number() ?? 0);
  const most = Math.floor(question.at('maxPanelCount').number() ?? 100);
  const min = Math.max(0, Math.min(Math.max(least, asked.required === false ? 0 : 1), 200));
  return {
    kind: 'repeat',
    id,
    label,
    ...(hint && { hint }),
    itemLabel: title ?? label,
    min,
    max: Math.max(1, min, Math.min(most, 200)),
    fields,
  };
}

/** A value that is shown and worked out. */
function calculated(question: JsonPlace, id: string, path: string, name: string, place: SurveyPlace): FormNode {
  const { survey, around } = place;
  const words = question.at('expression').text() ?? '';
  const label = survey.draft.label(
    question.at('title').missing ? { [survey.main]: name } : wordsAt(question.at('title'), survey.main),
    name,
    path,
  );
  const kept = { at: path, original: `expression: ${words}`, source: question.path.slice(-100) };
  remember(name, { is: 'answer', path, type: 'number' }, place);
  survey.draft.translate(kept, (with_) =>
    takeValue(path, translateNumber(readNoting(words, survey), scoped(with_, around), translateCondition).expression, kept),
  );
  return { kind: 'locked', id, label, value: 0 };
}

/** What the product asks along with a question: the words for "other", a comment. */
function besides(
  type: string,
  question: JsonPlace,
  { path, name }: { path: string; name: string },
  node: FormNode,
  place: SurveyPlace,
): FormNode[] {
  const { draft, main } = place.survey;
  const nodes: FormNode[] = [];
  const other =
    (question.at('hasOther').flag() ?? question.at('showOtherItem').flag()) === true &&
    (node.kind === 'radios' || node.kind === 'select' || node.kind === 'checkboxes');
  const comment = (question.at('hasComment').flag() ?? question.at('showCommentArea').flag()) === true;
  if (other) {
    const id = place.names.take(`${node.id}Andere`, 'andere');
    const label = draft.texts.of({ de: 'Bitte nennen', en: 'Please specify' }, place.prefix + id) ?? { de: '–' };
    nodes.push({ kind: 'text', id, label });
    const shown = node.kind === 'checkboxes' ? call('contains', field(name), value('other')) : call('eq', field(name), value('other'));
    const kept = { at: place.prefix + id, original: `${name}: ${type} mit „other“`, source: question.path.slice(-100) };
    draft.translate(kept, (with_) => showWhen(place.prefix + id, translateCondition(shown, scopedName(with_, place, name)), kept));
  }
  if (comment && !other) {
    const id = place.names.take(`${node.id}Kommentar`, 'kommentar');
    const label = draft.texts.of(
      question.at('commentText').missing ? { de: 'Anmerkung', en: 'Comment' } : wordsAt(question.at('commentText'), main),
      place.prefix + id,
    ) ?? { de: '–' };
    nodes.push({ kind: 'textarea', id, label, required: false });
    remember(`${name}-Comment`, { is: 'answer', path: place.prefix + id, type: 'text' }, place);
    if (node.when !== undefined || question.at('visibleIf').text())
      draft.note(
        'Die Anmerkung gehört zu einer Frage, die nicht immer gezeigt wird. Bitte die Bedingung auch hier eintragen.',
        place.prefix + id,
        path,
      );
  }
  return nodes;
}

function scopedName(
  with_: Parameters<typeof translateCondition>[1],
  { around }: SurveyPlace,
  name: string,
): Parameters<typeof translateCondition>[1] {
  return around === undefined ? with_ : { ...with_, lookup: (wanted) => with_.lookup(wanted === name ? `${around}.${name}` : wanted) };
}
