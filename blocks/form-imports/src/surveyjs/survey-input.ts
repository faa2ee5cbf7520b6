import type { FormNode } from '@amt/forms';
import type { JsonPlace } from '../json-place.ts';
import { bounds, realDay } from '../limits.ts';
import { type Question, type SurveyPlace, ruleOf, wordsAt } from './survey-place.ts';

const mediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

/** One line of text, or what its `inputType` says. */
export function textOf(question: JsonPlace, asked: Question, path: string, { survey }: SurveyPlace): FormNode {
  const checks = question
    .at('validators')
    .list()
    .map((one) => one.at('type').text());
  const written = question.at('inputType').text() ?? 'text';
  // a text that must be an address or a number is one
  const type = written !== 'text' ? written : checks.includes('email') ? 'email' : checks.includes('numeric') ? 'number' : 'text';
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
      const bound = (name: string) =>
        typeof question.at(name).value === 'string' && !/^-?[\d.]+$/.test(String(question.at(name).value))
          ? undefined
          : question.at(name).number();
      return { kind: 'number', ...filled, ...bounds(bound('min'), bound('max'), path, survey.draft), places: 6 };
    }
    case 'date':
    case 'datetime-local':
    case 'datetime':
      return {
        kind: type === 'date' ? 'date' : 'datetime',
        ...filled,
        ...day('min', question, path, survey.draft),
        ...day('max', question, path, survey.draft),
      };
    case 'time':
      return { kind: 'time', ...filled };
    case 'text':
      return { kind: 'text', ...filled, ...(limit !== undefined && limit >= 1 && { maxLength: Math.min(Math.floor(limit), 20_000) }) };
    default:
      survey.draft.note(`Die Eingabe „${type}“ wird hier nicht geprüft; es ist ein Textfeld.`, path);
      return { kind: 'text', ...filled };
  }
}

function day(
  which: 'min' | 'max',
  question: JsonPlace,
  path: string,
  draft: SurveyPlace['survey']['draft'],
): { min?: string; max?: string } {
  const fixed = question.at(which).word() ?? '';
  const calculatedBound = question.at(`${which}ValueExpression`).text() ?? '';
  if (/^today\(\s*\)$/i.test(calculatedBound) && fixed === '') return { [which]: 'today' };
  if (calculatedBound !== '') draft.note(`Grenze, die nicht übernommen wurde: ${calculatedBound}`, path);
  if (realDay(fixed)) return { [which]: fixed };
  if (fixed !== '') draft.note(`Grenze, die kein Tag ist: ${fixed}`, path);
  return {};
}

/** A validator that is a limit or a pattern becomes one here; one that is an expression becomes a rule. */
export function validate(validator: JsonPlace, node: FormNode, path: string, place: SurveyPlace): void {
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

/** Uploads. */
export function fileOf(question: JsonPlace, asked: Question, path: string, { survey }: SurveyPlace): FormNode {
  const wanted = (question.at('acceptedTypes').text() ?? '')
    .split(',')
    .map((type) => type.trim())
    .filter((type) => type !== '');
  const allowed = mediaTypes.filter((type) =>
    wanted.some((one) => one === type || (one === 'image/*' && type.startsWith('image/')) || one === `.${type.split('/')[1]}`),
  );
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
