import type { FormNode } from '@amt/forms';
import type { SourceChoice } from '../form-draft.ts';
import { type JsonPlace, isObject } from '../json-place.ts';
import { type Question, type SurveyPlace, remember, wordsAt } from './survey-place.ts';

const elsewhere = ['choicesByUrl', 'choicesFromQuestion', 'choicesVisibleIf', 'choicesEnableIf'];

/** A choice is a value alone, or a value with a text and perhaps a condition. */
export function itemsOf(items: JsonPlace, path: string, { survey }: SurveyPlace): SourceChoice[] {
  return items.list().map((item) => {
    if (!isObject(item.value)) {
      // `sedan|Sports saloon`: value and text in one
      const [, value, words] = /^([^|]*)\|(.*)$/s.exec(item.word() ?? '') ?? [undefined, item.word() ?? '', undefined];
      return { value: value ?? '', label: { [survey.main]: words ?? value } };
    }
    const value = item.at('value').word() ?? item.at('name').word() ?? '';
    const label = item.at('text').missing
      ? item.at('title').missing
        ? { [survey.main]: value }
        : wordsAt(item.at('title'), survey.main)
      : wordsAt(item.at('text'), survey.main);
    for (const name of ['visibleIf', 'enableIf'])
      if (!item.at(name).empty) survey.draft.note(`Eine Auswahl, die nicht immer gezeigt wird: ${item.words()}`.slice(0, 4000), path);
    if (!item.at('imageLink').empty) survey.draft.note(`Ein Bild zur Auswahl: ${item.words()}`.slice(0, 1000), path);
    return { value, label };
  });
}

/** One or several of a list; a rating is a list of numbers. */
export function choiceOf(
  type: string,
  question: JsonPlace,
  asked: Question,
  { path, name }: { path: string; name: string },
  place: SurveyPlace,
): FormNode {
  const { survey } = place;
  const { draft } = survey;
  for (const key of elsewhere)
    if (!question.at(key).empty)
      draft.note(`Die Auswahl hängt von etwas anderem ab: ${key} = ${question.at(key).words()}`.slice(0, 2000), path);
  const items = type === 'rating' ? ratingOf(question, path, place) : itemsOf(question.at('choices'), path, place);
  const special: SourceChoice[] = [];
  if (question.at('hasOther').flag() === true || question.at('showOtherItem').flag() === true)
    special.push({
      value: 'other',
      label: question.at('otherText').missing ? { de: 'Sonstiges', en: 'Other' } : wordsAt(question.at('otherText'), survey.main),
    });
  const many = type === 'checkbox' || type === 'tagbox' || (type === 'imagepicker' && question.at('multiSelect').flag() === true);
  if (question.at('hasNone').flag() === true || question.at('showNoneItem').flag() === true) {
    special.push({
      value: 'none',
      label: question.at('noneText').missing ? { de: 'Nichts davon', en: 'None' } : wordsAt(question.at('noneText'), survey.main),
    });
    if (many) draft.note('„Nichts davon“ schloss in der Vorlage alles andere aus; hier nicht von selbst.', path);
  }
  const all = [...items, ...special];
  if (all.length === 0) {
    draft.note('Ein Auswahlfeld ohne Auswahl in der Datei. Bis zur Klärung ist es ein Textfeld.', path);
    return { kind: 'text', ...asked };
  }
  const { options, values } = draft.choices(all, path);
  remember(name, { is: 'answer', path, type: many ? 'list' : 'text', values }, place);
  if (!many) return { kind: type === 'dropdown' ? 'select' : 'radios', ...asked, options };
  const min = Math.floor(question.at('minSelectedChoices').number() ?? 0);
  const max = Math.floor(question.at('maxSelectedChoices').number() ?? 0);
  return { kind: 'checkboxes', ...asked, options, ...(min > 0 && { min }), ...(max > 0 && max >= min && { max }) };
}

/** From the least to the most, 1 to 5 where nothing is said; the words for the ends stand with them. */
function ratingOf(question: JsonPlace, path: string, place: SurveyPlace): SourceChoice[] {
  const own = itemsOf(question.at('rateValues'), path, place);
  if (own.length > 0) return own;
  const { main } = place.survey;
  const min = question.at('rateMin').number() ?? 1;
  const step = question.at('rateStep').number() ?? 1;
  const max = question.at('rateMax').number() ?? min + ((question.at('rateCount').number() ?? 5) - 1) * step;
  const count = step > 0 ? Math.min(Math.floor((max - min) / step) + 1, 100) : 0;
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const value = String(min + i * step);
    const end = i === 0 ? question.at('minRateDescription') : i === count - 1 ? question.at('maxRateDescription') : undefined;
    const words = end && !end.missing ? wordsAt(end, main) : {};
    const label =
      Object.keys(words).length > 0
        ? Object.fromEntries(Object.entries(words).map(([language, text]) => [language, `${value} – ${text ?? ''}`]))
        : { [main]: value };
    return { value, label };
  });
}
