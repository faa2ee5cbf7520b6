import type { FormNode } from '@amt/forms';
import { showWhen, takeValue } from '../change.ts';
import type { JsonPlace } from '../json-place.ts';
import { bounds, realDay } from '../open-forms/form-io-field.ts';
import { typeOf } from '../operand.ts';
import { call, field, value } from '../source-expression.ts';
import { translateCondition } from '../translate-expression.ts';
import { translateNumber } from '../translate-number.ts';
import { choiceOf } from './survey-choice.ts';
import { type Question, type SurveyPlace, conditionsOf, readNoting, remember, ruleOf, scoped, wordsAt } from './survey-place.ts';
import { matrixOf, rowsOf, severalTexts } from './survey-table.ts';

/** Read here, or about looks alone. */
const known = new Set(
  'type name title description isRequired requiredIf visibleIf visible inputType maxLength min max minErrorText maxErrorText step placeholder placeHolder autocomplete validators choices choicesOrder hasOther showOtherItem otherText otherPlaceholder otherErrorText hasNone showNoneItem noneText hasSelectAll showSelectAllItem selectAllText hasComment showCommentArea commentText commentPlaceholder rows columns cells isAllRowRequired eachRowRequired cellType columnColCount rateMin rateMax rateValues rateCount rateStep rateType rateDescriptionLocation displayMode scaleColorMode rateColorMode autoGenerate minRateDescription maxRateDescription labelTrue labelFalse valueTrue valueFalse html elements templateElements templateTitle templateDescription panelCount minPanelCount maxPanelCount panelAddText panelRemoveText renderMode rowCount minRowCount maxRowCount addRowText removeRowText keyName items expression displayStyle currency format maximumFractionDigits minimumFractionDigits acceptedTypes allowMultiple maxSize maxFiles storeDataAsText waitForUpload allowImagesPreview imageHeight imageWidth imageLink imageFit contentMode multiSelect showLabel minSelectedChoices maxSelectedChoices maxSelectedCount colCount width minWidth maxWidth startWithNewLine indent titleLocation descriptionLocation hideNumber showNumber showTitle useDisplayValuesInTitle autoGrow allowResize acceptCarriageReturn cols size searchEnabled searchMode allowClear showClearButton itemSize separateSpecialChoices state innerIndent readOnly questionTitleLocation titleActions allowRootStyle textUpdateMode requiredErrorText correctAnswer commentPlaceHolder optionsCaption optionsPlaceholder clearIfInvisible horizontalScroll showHeader verticalAlign alternateRows dataFormat penColor signatureWidth signatureHeight templateErrorLocation confirmDelete confirmDeleteText showQuestionNumbers showRangeInProgress templateTitleLocation newPanelPosition addRowLocation hideColumnsIfEmpty emptyRowsText transposeData maxTextLength minValueExpression maxValueExpression displayRateDescriptionsAsExtremeItems sourceType closeOnSelect allowExpressionInput minWidth hideIfChoicesEmpty noEntriesText swapOrder'.split(
    ' ',
  ),
);
const mediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

/** A question, panel or text of a survey, with what belongs to it (the text of "other", a comment). */
export function elementsOf(question: JsonPlace, place: SurveyPlace): FormNode[] {
  const { survey } = place;
  const type = question.at('type').text() ?? question.at('type').refuse('a question needs a type');
  const name = question.at('name').word() ?? '';
  const title = wordsAt(question.at('title'), survey.main);
  const id = place.names.take(name === '' ? undefined : name, title[survey.main] ?? type);
  const path = place.prefix + id;
  survey.draft.leftOver(question, known, path);
  const node = nodeOf(type, question, { id, path, name }, place);
  if (!node) return [];
  conditionsOf(question, name, path, place);
  return [node, ...besides(type, question, { path, name }, node, place)];
}

function nodeOf(type: string, question: JsonPlace, { id, path, name }: { id: string; path: string; name: string }, place: SurveyPlace): FormNode | undefined {
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
  if (question.at('readOnly').flag() === true) draft.note('Das Feld ist in der Vorlage nicht zu ändern. Bitte festlegen, woher sein Wert kommt.', path);
  const node = questionOf(type, question, asked, { path, name }, place);
  for (const validator of question.at('validators').list()) validate(validator, node, path, place);
  return node;
}

function questionOf(type: string, question: JsonPlace, asked: Question, { path, name }: { path: string; name: string }, place: SurveyPlace): FormNode {
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
      const own = new Map([true, false].map((flag) => [question.at(flag ? 'valueTrue' : 'valueFalse').word() ?? String(flag), flag] as const));
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
      draft.note(`Die Art „${type}“ gibt es hier nicht. Bis zur Klärung ist es ein Textfeld. Vorlage: ${question.words()}`.slice(0, 4000), path);
      return { kind: 'text', ...asked, ...draft.optional('hint', wordsAt(question.at('description'), main), path) };
  }
}

function textOf(question: JsonPlace, asked: Question, path: string, { survey }: SurveyPlace): FormNode {
  const type = question.at('inputType').text() ?? 'text';
  const limit = question.at('maxLength').number();
  const token = question.at('autocomplete').text() ?? '';
  const filled: Question = { ...asked, ...(/^[a-z][a-z0-9 -]*$/.test(token) && { autocomplete: token }) };
  switch (type) {
    case 'email':
      return { kind: 'email', ...filled };
    case 'tel':
      return { kind: 'phone', ...filled };
    case 'number':
    case 'range': {
      const bound = (name: string) => (typeof question.at(name).value === 'string' && !/^-?[\d.]+$/.test(String(question.at(name).value)) ? undefined : question.at(name).number());
      return { kind: 'number', ...filled, ...bounds(bound('min'), bound('max'), path, survey.draft), places: 6 };
    }
    case 'date':
    case 'datetime-local':
    case 'datetime':
      return { kind: type === 'date' ? 'date' : 'datetime', ...filled, ...day('min', question, path, survey.draft), ...day('max', question, path, survey.draft) };
    case 'time':
      return { kind: 'time', ...filled };
    case 'text':
      return { kind: 'text', ...filled, ...(limit !== undefined && limit >= 1 && { maxLength: Math.min(Math.floor(limit), 20_000) }) };
    default:
      survey.draft.note(`Die Eingabe „${type}“ wird hier nicht geprüft; es ist ein Textfeld.`, path);
      return { kind: 'text', ...filled };
  }
}

function day(which: 'min' | 'max', question: JsonPlace, path: string, draft: SurveyPlace['survey']['draft']): { min?: string; max?: string } {
  const fixed = question.at(which).word() ?? '';
  const calculatedBound = question.at(`${which}ValueExpression`).text() ?? '';
  if (/^today\(\s*\)$/i.test(calculatedBound) && fixed === '') return { [which]: 'today' };
  if (calculatedBound !== '') draft.note(`Grenze, die nicht übernommen wurde: ${calculatedBound}`, path);
  if (realDay(fixed)) return { [which]: fixed };
  if (fixed !== '') draft.note(`Grenze, die kein Tag ist: ${fixed}`, path);
  return {};
}

function validate(validator: JsonPlace, node: FormNode, path: string, place: SurveyPlace): void {
  const { draft, main } = place.survey;
  const type = validator.at('type').text() ?? '';
  if (type === 'expression') return ruleOf(validator, path, place);
  if (type === 'email' && node.kind === 'email') return;
  if (type === 'numeric' && node.kind === 'number') {
    const min = validator.at('minValue').number() ?? node.min;
    const max = validator.at('maxValue').number() ?? node.max;
    return void Object.assign(node, bounds(min, max, path, draft));
  }
  if (type === 'text' && (node.kind === 'text' || node.kind === 'textarea') && validator.at('allowDigits').value !== false) {
    const min = Math.floor(validator.at('minLength').number() ?? 0);
    const max = Math.floor(validator.at('maxLength').number() ?? 0);
    if (min > 0 && min <= 20_000 && min <= (node.maxLength ?? 20_000)) node.minLength = min;
    if (max > 0 && max <= 20_000 && max >= (node.minLength ?? 0)) node.maxLength = max;
    return;
  }
  if (type === 'answercount' && node.kind === 'checkboxes') {
    const min = Math.floor(validator.at('minCount').number() ?? 0);
    const max = Math.floor(validator.at('maxCount').number() ?? 0);
    if (min > 0) node.min = min;
    if (max > 0 && max >= min) node.max = max;
    return;
  }
  if (type === 'regex' && node.kind === 'text') {
    const regex = (validator.at('regex').text() ?? '').replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
    const message = draft.texts.of(wordsAt(validator.at('text'), main), path);
    const anchored = /^\^.*\$$/s.test(validator.at('regex').text() ?? '');
    if (anchored && message && regex !== '' && regex.length <= 200) {
      node.pattern = { regex, message };
      return;
    }
  }
  draft.note(`Prüfung der Vorlage, die nicht übernommen wurde: ${validator.words()}`.slice(0, 4000), path, validator.path.slice(-100));
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
  return { kind: 'group', id, ...draft.optional('label', wordsAt(question.at('title'), main), path), ...draft.optional('hint', wordsAt(question.at('description'), main), path), fields };
}

function repeatOf(question: JsonPlace, asked: Question, { path, name }: { path: string; name: string }, place: SurveyPlace): FormNode {
  const { draft, main } = place.survey;
  const fields = question.at('templateElements').list().flatMap((one) => elementsOf(one, { ...place, names: place.names.fresh(), prefix: `${path}.`, around: name }));
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
  return { kind: 'repeat', id, label, ...(hint && { hint }), itemLabel: title ?? label, min, max: Math.max(1, min, Math.min(most, 200)), fields };
}

/** A value that is shown and worked out. */
function calculated(question: JsonPlace, id: string, path: string, name: string, place: SurveyPlace): FormNode {
  const { survey, around } = place;
  const words = question.at('expression').text() ?? '';
  const label = survey.draft.label(question.at('title').missing ? { [survey.main]: name } : wordsAt(question.at('title'), survey.main), name, path);
  const kept = { at: path, original: `expression: ${words}`, source: question.path.slice(-100) };
  remember(name, { is: 'answer', path, type: 'number' }, place);
  survey.draft.translate(kept, (with_) => takeValue(path, translateNumber(readNoting(words, survey), scoped(with_, around), translateCondition).expression, kept));
  return { kind: 'locked', id, label, value: 0 };
}

function fileOf(question: JsonPlace, asked: Question, path: string, { survey }: SurveyPlace): FormNode {
  const wanted = (question.at('acceptedTypes').text() ?? '').split(',').map((type) => type.trim()).filter((type) => type !== '');
  const allowed = mediaTypes.filter((type) => wanted.some((one) => one === type || (one === 'image/*' && type.startsWith('image/')) || one === `.${type.split('/')[1]}`));
  if (wanted.length > allowed.length) survey.draft.note(`Dateiarten der Vorlage: ${wanted.join(', ')}`, path);
  const size = question.at('maxSize').number();
  const many = question.at('allowMultiple').flag() === true;
  return {
    kind: 'file',
    ...asked,
    mediaTypes: allowed.length > 0 ? allowed : ['application/pdf', 'image/jpeg', 'image/png'],
    ...(size !== undefined && size >= 1 && { maxBytes: Math.min(Math.floor(size), 50_000_000) }),
    ...(many && { maxFiles: 20 }),
  };
}

/** What the product asks along with a question: the words for "other", a comment. */
function besides(type: string, question: JsonPlace, { path, name }: { path: string; name: string }, node: FormNode, place: SurveyPlace): FormNode[] {
  const { draft, main } = place.survey;
  const nodes: FormNode[] = [];
  const other = (question.at('hasOther').flag() ?? question.at('showOtherItem').flag()) === true && (node.kind === 'radios' || node.kind === 'select' || node.kind === 'checkboxes');
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
    const label = draft.texts.of(question.at('commentText').missing ? { de: 'Anmerkung', en: 'Comment' } : wordsAt(question.at('commentText'), main), place.prefix + id) ?? { de: '–' };
    nodes.push({ kind: 'textarea', id, label, required: false });
    remember(`${name}-Comment`, { is: 'answer', path: place.prefix + id, type: 'text' }, place);
    if (node.when !== undefined || question.at('visibleIf').text()) draft.note('Die Anmerkung gehört zu einer Frage, die nicht immer gezeigt wird. Bitte die Bedingung auch hier eintragen.', place.prefix + id, path);
  }
  return nodes;
}

function scopedName(with_: Parameters<typeof translateCondition>[1], { around }: SurveyPlace, name: string): Parameters<typeof translateCondition>[1] {
  return around === undefined ? with_ : { ...with_, lookup: (wanted) => with_.lookup(wanted === name ? `${around}.${name}` : wanted) };
}
