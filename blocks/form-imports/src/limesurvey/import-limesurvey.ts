import { showPageWhen } from '../change.ts';
import { FormDraft, type FormFacts, type ImportedForm } from '../form-draft.ts';
import { plainText } from '../plain-text.ts';
import { translateCondition } from '../translate-expression.ts';
import type { Dialect } from '../translation.ts';
import { readExpressionScript } from './expression-script.ts';
import { type LimePlace, isAlways } from './lime-place.ts';
import { nodesOf } from './lime-question.ts';
import type { LimeGroup, LimeQuestion, LimeSurvey } from './survey-tables.ts';

/** As the expression manager: empty is less than 0 and no other number; numbers in quotes are compared as text. */
const dialect: Dialect = {
  emptyOrder: (op, limit) => limit === 0 && (op === 'lt' || op === 'lte'),
  emptyIsFalse: false,
  emptyEqual: true,
  foldsCase: false,
  emptyIsZero: false,
  quotedIsText: true,
};

/** A form from a survey of LimeSurvey: groups are pages. @throws ImportFault */
export function importLimeSurvey(survey: LimeSurvey, facts: FormFacts): ImportedForm {
  const { main } = survey;
  const draft = new FormDraft('limesurvey', main, dialect, facts);
  const conditional = namesThatMayBeMissing(survey.groups);
  const place: LimePlace = {
    draft,
    names: draft.names,
    relevance: { always: (name) => !conditional.has(name.split('_')[0] ?? name) },
    main,
    rules: 0,
  };
  const welcome = plainText(survey.welcome[main] ?? '').text;
  survey.groups.forEach((group, i) => {
    const name = group.name[main] || Object.values(group.name)[0] || `${i + 1}`;
    const title = draft.label(group.name, `${i + 1}`, name);
    const fields = group.questions.flatMap((question) => nodesOf(question, place));
    const about = draft.texts.of(group.description, name);
    const pageId = draft.page(title, name, fields, about && { intro: about });
    if (group.random !== '')
      draft.note(`Diese Seite stand in der Vorlage in zufälliger Folge mit anderen: ${name}`, undefined, group.source);
    if (pageId === undefined || isAlways(group.relevance)) return;
    const kept = { original: `${name}: grelevance: ${group.relevance}`, source: group.source };
    draft.translate(kept, (with_) =>
      showPageWhen(pageId, translateCondition(readExpressionScript(group.relevance, place.relevance), with_), kept),
    );
  });
  for (const what of survey.besides) draft.note(`In der Datei sind ${what}; sie sind kein Teil eines Formulars und fehlen hier.`);
  const description = Object.values(survey.description).some((text) => text.trim() !== '') ? survey.description : {};
  if (welcome !== '') draft.note(`Begrüßung der Vorlage: ${welcome}`.slice(0, 4000));
  return draft.finish(survey.title, description);
}

/** Codes of questions that have a condition, or whose group has one. */
function namesThatMayBeMissing(groups: readonly LimeGroup[]): ReadonlySet<string> {
  const names = (question: LimeQuestion): string[] => [question.code, ...question.aliases];
  return new Set(
    groups.flatMap((group) =>
      group.questions.filter((question) => !isAlways(group.relevance) || !isAlways(question.relevance)).flatMap(names),
    ),
  );
}
