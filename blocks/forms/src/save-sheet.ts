import { type Context, type Result, done } from '@amt/module';
import { type Json, answerAt } from './answers.ts';
import { type Draft, updateDraft } from './draft-store.ts';
import { evaluate } from './evaluate.ts';
import type { FieldError } from './field-error.ts';
import { type SaveConflict, onLatestDraft, unlessOvertaken } from './latest-draft.ts';
import { type OpenedDraft, factsOf, openedDraft, withErrors } from './opened-draft.ts';
import type { FormFields } from './parse-input.ts';
import { type SheetPlace, sheetPlaces, withItems } from './sheet-places.ts';
import { type SentFiles, type TakenFiles, takeFiles } from './take-files.ts';
import { type TakenInput, isInput, same, takeInput } from './take-input.ts';

export interface SaveSheet extends SentFiles {
  /** as the clerk may open it */
  readonly draft: Draft;
  readonly body: FormFields;
  /** revision of the draft when the sheet was drawn */
  readonly seenRevision: number;
}

export interface SavedSheet {
  readonly kind: 'saved';
  readonly opened: OpenedDraft;
  /** what could not be taken or is missing, in the order of the form; files that were refused first */
  readonly errors: readonly FieldError[];
  /** of those, the files */
  readonly refusedFiles: readonly FieldError[];
}

/**
 * Saves a whole form at once, as it is typed in from paper: each field by the rules of the wizard's screens, wrong inputs kept as typed. What conditions
 * hide is kept as well, as in every draft, and not sent.
 *
 * @returns `not-found` when the draft was sent or has expired meanwhile
 */
export function saveSheet(ctx: Context, input: SaveSheet): Promise<Result<SavedSheet | SaveConflict, 'not-found'>> {
  return onLatestDraft<SavedSheet | SaveConflict, never>(ctx, input.draft, async (draft) => {
    const opened = await openedDraft(ctx.db, draft, ctx.now);
    const places = sheetPlaces(opened.form, draft.answers);
    const taken = takeInput(opened.form, { ...draft, locale: ctx.locale }, opened.evaluation, places, input.body, ctx.now);
    if (input.seenRevision !== draft.revision) {
      const paths = changedPaths(places, draft.answers, taken.answers);
      if (paths.length > 0) return done({ kind: 'conflict', opened, sent: taken.sent, paths });
    }
    return store(ctx, input, opened, places, taken);
  });
}

function store(
  ctx: Context,
  input: SaveSheet,
  opened: OpenedDraft,
  places: readonly SheetPlace[],
  taken: TakenInput,
): Promise<Result<SavedSheet> | 'overtaken'> {
  const { draft } = opened;
  return unlessOvertaken(ctx.db, async (tx) => {
    const filed = await takeFiles(tx, ctx, draft, taken.answers, places, input);
    const after = changedDraft(ctx, opened, places, taken, filed);
    if (!(await updateDraft(tx, draft, after))) return 'overtaken';
    const now = withErrors(after, opened.form, evaluate(opened.form, after.answers, factsOf(after, ctx.now), opened.evaluation));
    const atFiles = new Map(filed.errors.map((error) => [error.path, error]));
    return done({
      kind: 'saved',
      opened: now,
      errors: [...atFiles.values(), ...now.errors.filter((error) => !atFiles.has(error.path))],
      refusedFiles: [...atFiles.values()],
    });
  });
}

function changedDraft(
  ctx: Context,
  { draft, form }: OpenedDraft,
  places: readonly SheetPlace[],
  taken: TakenInput,
  filed: TakenFiles,
): Draft {
  const filled = places.filter(({ path }) => taken.raw[path] !== undefined || answerAt(filed.answers, path) !== undefined);
  const answers = withItems(
    filed.answers,
    filled.map(({ path }) => path),
  );
  return {
    ...draft,
    locale: ctx.locale,
    answers,
    provenance: taken.provenance,
    raw: taken.raw,
    pageRevisions: countedUp(places, draft, { answers, raw: taken.raw }),
    changedAt: ctx.now,
    expiresAt: ctx.now.add({ hours: 24 * form.definition.retention.draftDays }),
    revision: draft.revision + 1,
  };
}

/** Pages whose answers have changed count up, so that a window with a page of the wizard learns of it. */
function countedUp(places: readonly SheetPlace[], before: Draft, after: Pick<Draft, 'answers' | 'raw'>): Draft['pageRevisions'] {
  const counted: Record<string, number> = { ...before.pageRevisions };
  const changed = new Set(
    places
      .filter(
        ({ path }) =>
          !same(answerAt(before.answers, path), answerAt(after.answers, path)) ||
          JSON.stringify(before.raw[path]) !== JSON.stringify(after.raw[path]),
      )
      .map(({ node }) => node.page.def.id),
  );
  for (const page of changed) counted[page] = (counted[page] ?? 0) + 1;
  return counted;
}

/** Where what is stored is not what the sheet says; choices by their chosen branch. */
function changedPaths(places: readonly SheetPlace[], stored: Draft['answers'], mine: Draft['answers']): string[] {
  const valueAt = (answers: Draft['answers'], { path, node }: SheetPlace): Json | undefined =>
    answerAt(answers, node.kind === 'choice' ? `${path}.choice` : path);
  return places
    .filter(
      (place) =>
        (place.node.kind === 'choice' || (isInput(place) && place.node.kind !== 'file')) &&
        !same(valueAt(stored, place), valueAt(mine, place)),
    )
    .map(({ path }) => path);
}
