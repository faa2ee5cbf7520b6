import { compute, showPageWhen } from '../change.ts';
import { FormDraft, type FormFacts, type ImportedForm } from '../form-draft.ts';
import type { JsonPlace } from '../json-place.ts';
import { NodeNames } from '../node-names.ts';
import { translateCondition } from '../translate-expression.ts';
import { translateNumber } from '../translate-number.ts';
import type { Dialect } from '../translation.ts';
import { type Survey, readNoting, wordsAt } from './survey-place.ts';
import { elementsOf } from './survey-question.ts';

/** As SurveyJS evaluates: unanswered is neither more nor less, counts as 0 in calculations; letters are compared without their case. */
const dialect: Dialect = {
  emptyOrder: () => false,
  emptyIsFalse: false,
  emptyEqual: true,
  foldsCase: true,
  emptyIsZero: true,
  quotedIsText: false,
};

const knownSurvey = new Set(
  'title description pages elements questions locale calculatedValues triggers showProgressBar progressBarType showQuestionNumbers showPageTitles showTitle showPageNumbers logo logoPosition logoWidth logoHeight logoFit width widthMode fitToContainer completeText pageNextText pagePrevText previewText editText startSurveyText showPrevButton showNavigationButtons goNextPageAutomatic autoAdvanceEnabled questionsOnPageMode questionErrorLocation questionTitleLocation questionDescriptionLocation questionTitlePattern questionStartIndex questionTitleTemplate requiredText requiredMark checkErrorsMode textUpdateMode focusFirstQuestionAutomatic focusOnFirstError autoFocusFirstQuestion autoFocusFirstError showPreviewBeforeComplete clearInvisibleValues sendResultOnPageNext storeOthersAsComment maxTextLength maxOthersLength cookieName showCompletedPage showCompletePage headerView backgroundImage backgroundOpacity showTOC tocLocation firstPageIsStarted firstPageIsStartPage showTimerPanel mode themeSettings maxTimeToFinish timeLimit surveyId surveyPostId surveyShowDataSaving completedHtml completedBeforeHtml loadingHtml completedHtmlOnCondition navigateToUrl navigateToUrlOnCondition navigateUrl validateVisitedEmptyFields'.split(
    ' ',
  ),
);
const knownPage = new Set(
  'name title description elements questions visibleIf visible type navigationTitle navigationDescription maxTimeToFinish timeLimit questionTitleLocation questionsOrder navigationButtonsVisibility'.split(
    ' ',
  ),
);

/** A form from a survey of SurveyJS. @throws ImportFault */
export function importSurveyjs(form: JsonPlace, facts: FormFacts): ImportedForm {
  form.object();
  const main = form.at('locale').text() || 'en';
  const draft = new FormDraft('surveyjs', main, dialect, facts);
  const survey: Survey = { draft, main, hideable: new Set(), read: new Set(), rules: 0, elementsOf };
  const pages = form.at('pages').list();
  const loose = [...form.at('elements').list(), ...form.at('questions').list()];
  for (const [i, page] of pages.entries()) pageOf(page, i, survey);
  if (loose.length > 0) {
    const fields = loose.flatMap((question) => elementsOf(question, { survey, names: draft.names, prefix: '' }));
    draft.page(draft.texts.of(wordsAt(form.at('title'), main), undefined) ?? draft.texts.same('1', undefined), 'seite', fields);
  }
  computed(form, survey);
  for (const trigger of form.at('triggers').list())
    draft.note(`Ein Auslöser der Vorlage: ${trigger.words()}`.slice(0, 4000), undefined, trigger.path);
  for (const name of ['completedHtml', 'completedHtmlOnCondition', 'navigateToUrl', 'navigateToUrlOnCondition'])
    if (!form.at(name).empty) draft.note(`Nach dem Absenden, in der Vorlage: ${name} = ${form.at(name).words()}`.slice(0, 4000));
  if (form.at('firstPageIsStarted').flag() === true || form.at('firstPageIsStartPage').flag() === true)
    draft.note('Die erste Seite war in der Vorlage eine Startseite.');
  draft.leftOver(form, knownSurvey, undefined);
  noteKeptAnswers(form, survey);
  return draft.finish(wordsAt(form.at('title'), main), wordsAt(form.at('description'), main));
}

function pageOf(page: JsonPlace, i: number, survey: Survey): void {
  const { draft, main } = survey;
  const name = page.at('name').text() ?? `seite${i + 1}`;
  draft.leftOver(page, knownPage, undefined);
  const questions = [...page.at('elements').list(), ...page.at('questions').list()];
  const visible = page.at('visibleIf').text() ?? '';
  if (visible !== '') for (const question of questions) survey.hideable.add(question.at('name').word() ?? '');
  const fields = questions.flatMap((question) => elementsOf(question, { survey, names: draft.names, prefix: '' }));
  const title = draft.texts.of(wordsAt(page.at('title'), main), name) ?? draft.texts.same(`${i + 1}`, name);
  const intro = draft.texts.of(wordsAt(page.at('description'), main), name);
  const pageId = draft.page(title, name, fields, intro && { intro });
  if (pageId === undefined) return;
  const kept = { original: visible === '' ? 'visible: false' : `visibleIf: ${visible}`, source: page.path.slice(-100) };
  if (visible !== '') draft.translate(kept, (with_) => showPageWhen(pageId, translateCondition(readNoting(visible, survey), with_), kept));
  else if (page.at('visible').value === false) draft.translate(kept, () => showPageWhen(pageId, false, kept));
}

/** Values with a name that are worked out. */
function computed(form: JsonPlace, survey: Survey): void {
  const names = new NodeNames();
  for (const one of form.at('calculatedValues').list()) {
    const name = one.at('name').word() ?? one.at('name').refuse('a calculated value needs a name');
    const words = one.at('expression').text() ?? '';
    const id = names.take(name, name);
    survey.draft.means(name, { is: 'computed', id, type: 'number' });
    const kept = { original: `calculatedValues: ${name} = ${words}`, source: one.path };
    survey.draft.translate(kept, (with_) =>
      compute(id, translateNumber(readNoting(words, survey), with_, translateCondition).expression, kept),
    );
  }
}

/** Unless told otherwise SurveyJS goes on reading the answer of a question that was hidden meanwhile; here hidden means absent. */
function noteKeptAnswers(form: JsonPlace, { draft, hideable, read }: Survey): void {
  if (form.at('clearInvisibleValues').text() === 'onHidden') return;
  draft.translate({ original: 'clearInvisibleValues', source: 'clearInvisibleValues' }, () => {
    const both = [...read].filter((name) => hideable.has(name));
    if (both.length > 0)
      draft.note(
        `Bedingungen lesen Fragen, die verborgen sein können: ${both.slice(0, 20).join(', ')}. In der Vorlage galt deren alte Antwort weiter, hier gilt sie nicht.`,
      );
    return [];
  });
}
