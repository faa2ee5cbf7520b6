import { officeDate } from '@amt/clock';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import type { Answers, Facts } from './answers.ts';
import { withAnswer } from './answers.ts';
import type { CompiledForm } from './compile-form.ts';
import type { Draft } from './draft-store.ts';
import { evaluate } from './evaluate.ts';
import type { FieldError } from './field-error.ts';
import { type OpenedDraft, withErrors } from './opened-draft.ts';
import { type QuestionLinks, questionPage } from './pages/question-page.ts';
import type { FormFields, RawInput } from './parse-input.ts';
import { nodesOnScreen, takeInput } from './take-input.ts';

/** Answers somebody tries a form with. They belong to no draft and are stored nowhere by this block. */
export interface PreviewState {
  readonly answers: Answers;
  /** inputs that could not be taken, by path */
  readonly raw: Readonly<Record<string, RawInput>>;
}

export interface PreviewScreen {
  readonly pageId: string;
  /** instance path of the item of a repeat group, where one is shown: `household.0` */
  readonly item?: string | undefined;
  readonly locale: Locale;
  readonly now: Temporal.Instant;
  readonly links: QuestionLinks;
  /** whether faults are shown: after "continue", not at the first sight */
  readonly judged: boolean;
}

/** A page of a form exactly as residents see it; `undefined` where the answers hide it. Nothing of it is a draft. */
export function previewPage(form: CompiledForm, state: PreviewState, screen: PreviewScreen): Page | undefined {
  const { pageId, item, locale, links } = screen;
  const opened = openPreview(form, state, screen);
  if (!opened.pages.some((one) => one.page.id === pageId)) return undefined;
  const shown = nodesOnScreen(opened.evaluation, pageId, item);
  const errors = screen.judged
    ? errorsOn(
        opened,
        shown.map(({ path }) => path),
      )
    : [];
  return questionPage({
    opened,
    pageId,
    item,
    screen: shown,
    view: {
      evaluation: opened.evaluation,
      provenance: {},
      raw: state.raw,
      errors: new Map(errors.map((error) => [error.path, error])),
      fileHref: () => '#',
      locale,
    },
    errors,
    conflict: undefined,
    // a preview shows a language of the form by the page's own choice
    languages: undefined,
    returnToCheck: false,
    drawnAt: 0,
    links,
  });
}

/** Takes what was sent for a screen of a preview, as the wizard would. */
export function takePreview(
  form: CompiledForm,
  state: PreviewState,
  screen: Pick<PreviewScreen, 'pageId' | 'item' | 'locale' | 'now'>,
  body: FormFields,
): { readonly state: PreviewState; readonly errors: readonly FieldError[] } {
  const { evaluation } = openPreview(form, state, screen);
  const shown = nodesOnScreen(evaluation, screen.pageId, screen.item);
  const before = { answers: state.answers, raw: state.raw, provenance: {}, locale: screen.locale, channel: 'web' as const };
  const { answers, raw } = takeInput(form, before, evaluation, shown, body, screen.now);
  const taken = { answers, raw };
  const opened = openPreview(form, taken, screen);
  return {
    state: taken,
    errors: errorsOn(
      opened,
      nodesOnScreen(opened.evaluation, screen.pageId, screen.item).map(({ path }) => path),
    ),
  };
}

/** The state with one more item in a repeat group, and the item's path; with one less where `remove` names it. */
export function changePreviewItems(
  form: CompiledForm,
  state: PreviewState,
  screen: Pick<PreviewScreen, 'locale' | 'now'>,
  change: { readonly add: string } | { readonly remove: string },
): { readonly state: PreviewState; readonly item: string | undefined } {
  const { evaluation } = openPreview(form, state, screen);
  const repeat = 'add' in change ? change.add : change.remove.slice(0, change.remove.lastIndexOf('.'));
  const found = evaluation.nodes.get(repeat);
  if (found?.node.kind !== 'repeat') return { state, item: undefined };
  const count = Number(found.value ?? 0);
  if ('add' in change)
    return { state: { ...state, answers: withAnswer(state.answers, `${repeat}.${count}`, {}) }, item: `${repeat}.${count}` };
  const at = Number(change.remove.slice(repeat.length + 1));
  const items = itemsAt(state.answers, repeat).filter((_, i) => i !== at);
  return { state: { answers: withAnswer(state.answers, repeat, items), raw: {} }, item: undefined };
}

function itemsAt(answers: Answers, path: string): readonly Answers[string][] {
  let here: unknown = answers;
  for (const step of path.split('.')) here = (here as Readonly<Record<string, unknown>> | undefined)?.[step];
  return Array.isArray(here) ? (here as Answers[string][]) : [];
}

/** What conditions of a preview know: somebody signed in as the form demands, today. */
export function previewFacts(form: CompiledForm, now: Temporal.Instant): Facts {
  const { trustLevel } = form.definition;
  return { today: officeDate(now).toString(), signedIn: trustLevel !== 'none', trustLevel };
}

function openPreview(
  form: CompiledForm,
  { answers, raw }: PreviewState,
  { locale, now }: Pick<PreviewScreen, 'locale' | 'now'>,
): OpenedDraft {
  const { definition, hash } = form;
  const draft: Draft = {
    id: '00000000-0000-0000-0000-000000000000',
    formId: definition.id,
    formHash: hash,
    serviceId: '',
    accountId: null,
    locale,
    answers,
    provenance: {},
    raw,
    pageRevisions: {},
    revision: 0,
    currentPage: definition.pages[0]?.id ?? '',
    trustLevel: definition.trustLevel,
    changedAt: now,
    expiresAt: now,
    submissionId: null,
    key: undefined,
    channel: 'web',
    staffId: null,
    unitId: null,
    consent: null,
    clientId: null,
  };
  return withErrors(draft, form, evaluate(form, answers, previewFacts(form, now)));
}

function errorsOn(opened: OpenedDraft, paths: readonly string[]): FieldError[] {
  const own = new Set(paths);
  return opened.errors.filter((error) => own.has(error.path));
}
