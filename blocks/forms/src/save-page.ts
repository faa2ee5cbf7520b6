import { type Context, type Result, done, failed } from '@amt/module';
import { answerAt, isRecord } from './answers.ts';
import { type Draft, updateDraft } from './draft-store.ts';
import { evaluate } from './evaluate.ts';
import type { NodeState } from './evaluate-root.ts';
import type { FieldError } from './field-error.ts';
import { type SaveConflict, onLatestDraft, unlessOvertaken } from './latest-draft.ts';
import { type OpenedDraft, factsOf, openedDraft, withErrors } from './opened-draft.ts';
import type { FormFields } from './parse-input.ts';
import { type SentFiles, type TakenFiles, refusedFiles, takeFiles } from './take-files.ts';
import { type TakenInput, differences, isInput, nodesOnScreen, same, takeInput } from './take-input.ts';

export interface SavePage extends SentFiles {
  /** as the visitor may open it */
  readonly draft: Draft;
  readonly pageId: string;
  /** instance path of the item shown (`household.0`), where it is an item's screen */
  readonly item?: string | undefined;
  readonly body: FormFields;
  /** how often the page had been saved when it was drawn */
  readonly seenRevision: number;
  /** page to go on with next time */
  readonly currentPage?: string;
}

export interface SavedPage {
  readonly kind: 'saved';
  readonly opened: OpenedDraft;
  /** faults of this screen that the person could have known of */
  readonly errors: readonly FieldError[];
  /** questions that the answers have brought onto this screen */
  readonly appeared: readonly string[];
}

/**
 * Saves one screen: right answers and, as typed, wrong ones, so that nothing is lost. Only this screen is checked. Screens saved from two windows are
 * merged; when both change the same page, the second is told and decides.
 *
 * @returns `not-found` when the page or item is not (any more) part of the form
 */
export function savePage(ctx: Context, input: SavePage): Promise<Result<SavedPage | SaveConflict, 'not-found'>> {
  return onLatestDraft<SavedPage | SaveConflict, 'not-found'>(ctx, input.draft, async (draft) => {
    const opened = await openedDraft(ctx.db, draft, ctx.now);
    const screen = nodesOnScreen(opened.evaluation, input.pageId, input.item);
    if (!isOffered(opened, input, screen)) return failed('not-found');
    const taken = takeInput(opened.form, { ...draft, locale: ctx.locale }, opened.evaluation, screen, input.body, ctx.now);
    if (input.seenRevision !== (draft.pageRevisions[input.pageId] ?? 0)) {
      const paths = differences(screen, draft.answers, taken.answers);
      if (paths.length > 0) return done({ kind: 'conflict', opened, sent: taken.sent, paths });
    }
    return store(ctx, input, { opened, screen, taken });
  });
}

/** A page must be visible, an item must exist. */
function isOffered(opened: OpenedDraft, input: SavePage, screen: readonly NodeState[]): boolean {
  if (!opened.pages.some((page) => page.page.id === input.pageId)) return false;
  return input.item === undefined || screen.length > 0 || isRecord(answerAt(opened.draft.answers, input.item));
}

interface Before {
  readonly opened: OpenedDraft;
  readonly screen: readonly NodeState[];
  readonly taken: TakenInput;
}

type Stored = Result<SavedPage> | 'overtaken';

function store(ctx: Context, input: SavePage, before: Before): Promise<Stored> {
  const changesFiles = (input.uploads?.length ?? 0) > 0 || input.removeFile !== undefined;
  if (!changesFiles)
    return write(ctx, ctx.db, input, before, { answers: before.taken.answers, errors: refusedFiles(input, before.screen) });
  return unlessOvertaken(ctx.db, async (tx) => {
    const files = await takeFiles(tx, ctx, before.opened.draft, before.taken.answers, before.screen, input);
    return write(ctx, tx, input, before, files);
  });
}

async function write(
  ctx: Context,
  db: Context['db'],
  input: SavePage,
  { opened, screen, taken }: Before,
  filed: TakenFiles,
): Promise<Stored> {
  const { draft, form, evaluation } = opened;
  const changed = !same(filed.answers, draft.answers) || !same(taken.raw, draft.raw);
  const pageRevisions = changed
    ? { ...draft.pageRevisions, [input.pageId]: (draft.pageRevisions[input.pageId] ?? 0) + 1 }
    : draft.pageRevisions;
  const after: Draft = {
    ...draft,
    locale: ctx.locale,
    answers: filed.answers,
    provenance: taken.provenance,
    raw: taken.raw,
    pageRevisions,
    currentPage: input.currentPage ?? input.pageId,
    changedAt: ctx.now,
    expiresAt: ctx.now.add({ hours: 24 * form.definition.retention.draftDays }),
    revision: draft.revision + 1,
  };
  if (!(await updateDraft(db, draft, after))) return 'overtaken';
  const now = withErrors(after, form, evaluate(form, after.answers, factsOf(after, ctx.now), evaluation));
  const asked = new Set(screen.map((state) => state.path));
  const shown = nodesOnScreen(now.evaluation, input.pageId, input.item);
  const own = new Set(shown.map((state) => state.path));
  const appeared = shown
    .filter((state) => (isInput(state) || state.node.kind === 'choice') && !asked.has(state.path))
    .map((state) => state.path);
  const errors = now.errors.filter((error) => own.has(error.path) && !appeared.includes(error.path));
  const refused = new Set(filed.errors.map((error) => error.path));
  return done({ kind: 'saved', opened: now, appeared, errors: [...filed.errors, ...errors.filter((error) => !refused.has(error.path))] });
}
