import type { FormNode } from '@amt/forms';
import { mustHold, requireWhen, showWhen } from '../change.ts';
import type { FormDraft } from '../form-draft.ts';
import type { JsonPlace } from '../json-place.ts';
import type { NodeNames } from '../node-names.ts';
import type { Lookup, Operand } from '../operand.ts';
import { fieldsIn } from '../source-expression.ts';
import type { Words } from '../texts.ts';
import { translateCondition } from '../translate-expression.ts';
import type { Translation } from '../translation.ts';
import { readSurveyExpression } from './survey-expression.ts';

/** What holds for a whole survey while its questions are placed. */
export interface Survey {
  readonly draft: FormDraft;
  /** language of texts that are written without one */
  readonly main: string;
  /** names whose question may be hidden, and names that conditions read */
  readonly hideable: Set<string>;
  readonly read: Set<string>;
  rules: number;
  /** places a question: tables and panels hold questions, and questions may be tables */
  readonly elementsOf: (question: JsonPlace, place: SurveyPlace) => FormNode[];
}

/** What every question has. */
export type Question = Omit<Extract<FormNode, { kind: 'bool' }>, 'kind'>;

/** Where a question becomes a node. */
export interface SurveyPlace {
  readonly survey: Survey;
  readonly names: NodeNames;
  readonly prefix: string;
  /** name of the repeating panel or matrix around */
  readonly around?: string;
}

/** A text, or one by language; `default` is the survey's own language. */
export function wordsAt(place: JsonPlace, main: string): Words {
  if (place.missing) return {};
  if (typeof place.value === 'string' || typeof place.value === 'number') return { [main]: String(place.value) };
  return Object.fromEntries(place.keys().map((language) => [language === 'default' ? main : language, place.at(language).word()]));
}

/** What expressions call a question: by its name, inside of a panel that repeats by `panel.` or `row.` and its name. */
export function remember(name: string, operand: Operand, { survey, around }: SurveyPlace): void {
  survey.draft.means(around === undefined ? name : `${around}.${name}`, operand);
}

/** Names as they are meant where an expression stands. */
export function scoped(with_: Translation, around: string | undefined): Translation {
  if (around === undefined) return with_;
  const lookup: Lookup = (name) => {
    const [, inner] = /^(?:panel|row)\.(.+)$/.exec(name) ?? [];
    return inner === undefined ? with_.lookup(name) : with_.lookup(`${around}.${inner}`);
  };
  return { ...with_, lookup };
}

/** `visibleIf`, `requiredIf` and validators that are conditions. */
export function conditionsOf(question: JsonPlace, name: string, path: string, place: SurveyPlace): void {
  const { survey, around } = place;
  const { draft } = survey;
  const visible = question.at('visibleIf').text() ?? '';
  if (visible !== '') {
    survey.hideable.add(name);
    const kept = { at: path, original: `visibleIf: ${visible}`, source: question.path.slice(-100) };
    draft.translate(kept, (with_) => showWhen(path, translateCondition(readNoting(visible, survey), scoped(with_, around)), kept));
  } else if (question.at('visible').value === false) {
    const kept = { at: path, original: 'visible: false', source: question.path.slice(-100) };
    draft.note('In der Vorlage nicht sichtbar, ohne Bedingung. Es wird hier nie gezeigt.', path);
    draft.translate(kept, () => showWhen(path, false, kept));
  }
  const required = question.at('requiredIf').text() ?? '';
  if (required !== '') {
    const kept = { at: path, original: `requiredIf: ${required}`, source: question.path.slice(-100) };
    draft.translate(kept, (with_) => requireWhen(path, translateCondition(readNoting(required, survey), scoped(with_, around)), kept));
  }
}

/** Reads an expression and keeps in mind which questions it looks at. */
export function readNoting(words: string, survey: Survey): ReturnType<typeof readSurveyExpression> {
  const expression = readSurveyExpression(words);
  for (const name of fieldsIn(expression)) survey.read.add(name.replace(/^(panel|row)\./, ''));
  return expression;
}

/** A validator that is an expression: what must hold, with its message. */
export function ruleOf(validator: JsonPlace, path: string, place: SurveyPlace): void {
  const { survey, around } = place;
  const words = validator.at('expression').text() ?? '';
  const message = survey.draft.texts.of(wordsAt(validator.at('text'), survey.main), path);
  if (!message) survey.draft.note(`Bitte die Meldung zu dieser Prüfung schreiben: ${words}`, path);
  const said = message ?? survey.draft.texts.of({ de: 'Bitte prüfen Sie diese Angabe.' }, path) ?? { de: '–' };
  const kept = { at: path, original: `validator: ${words}`, source: validator.path.slice(-100) };
  const id = `regel${++survey.rules}`;
  survey.draft.translate(kept, (with_) =>
    mustHold({ id, valid: translateCondition(readNoting(words, survey), scoped(with_, around)), message: said, at: path }, kept),
  );
}
