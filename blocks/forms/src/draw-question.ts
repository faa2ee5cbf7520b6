import { type Answer, type Context, page } from '@amt/module';
import { secondsOf } from './count-screen.ts';
import type { FieldError } from './field-error.ts';
import { chosenLanguage, moreLanguages, ownNameOf, shownInLanguage } from './form-language.ts';
import type { Visit } from './on-draft.ts';
import type { OpenedDraft } from './opened-draft.ts';
import { type LanguageChoice, type QuestionLinks, questionPage } from './pages/question-page.ts';
import type { RawInput } from './parse-input.ts';
import type { SaveConflict } from './latest-draft.ts';
import { valueText } from './summary.ts';
import { nodesOnScreen } from './take-input.ts';

export interface Drawing {
  readonly pageId: string;
  readonly item: string | undefined;
  readonly errors: readonly FieldError[];
  readonly raw: Readonly<Record<string, RawInput>>;
  readonly returnToCheck: boolean;
  readonly conflict?: SaveConflict;
  readonly status?: number;
}

/** The page of one screen: a page of the form, or one item of a repeat group on it. */
export function drawQuestion(ctx: Context, request: Pick<Visit, 'href' | 'session'>, asIs: OpenedDraft, drawing: Drawing): Answer {
  const language = chosenLanguage(request.session, asIs.form);
  const opened = shownInLanguage(asIs, language);
  const { pageId, item } = drawing;
  const { locale } = ctx;
  const screen = nodesOnScreen(opened.evaluation, pageId, item);
  const own = new Set(screen.map((state) => state.path));
  const errors = drawing.errors.filter((error) => own.has(error.path) || !opened.evaluation.nodes.has(error.path));
  const params = { draftId: opened.draft.id, page: pageId };
  const view = {
    evaluation: opened.evaluation,
    provenance: opened.draft.provenance,
    raw: drawing.raw,
    errors: new Map(errors.map((error) => [error.path, error])),
    fileHref: (fileId: string) => request.href('forms.draft-file', { draftId: opened.draft.id, fileId }),
    locale,
  };
  const conflict = drawing.conflict?.paths.map((path) => {
    const state = opened.evaluation.nodes.get(path);
    const label =
      state && 'label' in state.node.def && state.node.def.label ? (state.node.def.label[locale] ?? state.node.def.label.de) : path;
    return { label, value: state ? valueText(opened.evaluation, state, locale) : '' };
  });
  const props = {
    opened,
    pageId,
    item,
    screen,
    view,
    errors,
    conflict,
    returnToCheck: drawing.returnToCheck,
    drawnAt: secondsOf(ctx.now),
    languages: languagesOf(asIs, language),
    links: linksOf(request, opened, drawing, params),
  };
  return page(questionPage(props), { status: drawing.status ?? 200 });
}

function linksOf(
  { href }: Pick<Visit, 'href'>,
  opened: OpenedDraft,
  { pageId, item, returnToCheck }: Drawing,
  params: { draftId: string; page: string },
): QuestionLinks {
  const signedIn = opened.draft.accountId !== null ? '-signed-in' : '';
  const before = opened.pages[opened.pages.findIndex((one) => one.page.id === pageId) - 1];
  const overview = opened.form.definition.sections ? href('forms.draft', { draftId: params.draftId }) : undefined;
  const check = returnToCheck ? { check: '1' } : {};
  const back =
    itemBack(href, item, params, check) ??
    (returnToCheck
      ? href('forms.check', { draftId: params.draftId })
      : before
        ? href('forms.question', { ...params, page: before.page.id })
        : overview);
  return {
    save: item === undefined ? href(`forms.save-question${signedIn}`, params) : href(`forms.save-item${signedIn}`, { ...params, item }),
    back,
    overview,
    item: (path) => href('forms.item', { ...params, item: path }, check),
  };
}

/** An item leads back to its list; an item within an item to the screen of the outer one. */
export function itemBack(
  href: Visit['href'],
  item: string | undefined,
  params: { draftId: string; page: string },
  check: Record<string, string>,
): string | undefined {
  if (item === undefined) return undefined;
  const outer = outerItem(item);
  return outer === undefined ? href('forms.question', params, check) : href('forms.item', { ...params, item: outer }, check);
}

/** `household.0` of `household.0.children.1`. */
function outerItem(item: string): string | undefined {
  return /^(.*\.\d+)\.[^\d][^.]*(?:\.[^\d][^.]*)*\.\d+$/.exec(item)?.[1];
}

/** Languages the questions can be read in, where there are more than those of the house. */
function languagesOf({ form }: OpenedDraft, chosen: string | undefined): LanguageChoice | undefined {
  const languages = moreLanguages(form);
  if (languages.length === 0) return undefined;
  return { chosen, languages: languages.map((language) => ({ value: language, label: ownNameOf(language) })) };
}
