import { type Db, type Tx, inTransaction } from '@amt/db';
import { type Context, type Result, done, failed } from '@amt/module';
import type { CompiledForm } from './compile-form.ts';
import { formByHash, offeredForm } from './definition-store.ts';
import { filesWithin } from './draft-file.ts';
import { deleteDraftFiles } from './draft-file-store.ts';
import { type Draft, lockDraft, moveDraft } from './draft-store.ts';
import { factsOf } from './opened-draft.ts';
import { reaches } from './prefill.ts';
import { type Migration, keepsInput, previewMigration } from './preview-migration.ts';

/** The version offered now, when it is another than the draft's and asks for no stronger sign-in. A form that is no longer offered at all has none. */
export async function newerForm(
  db: Db | Tx,
  draft: Pick<Draft, 'formId' | 'formHash' | 'channel' | 'trustLevel'>,
): Promise<CompiledForm | undefined> {
  const offered = await offeredForm(db, draft.formId);
  if (!offered || offered.hash === draft.formHash) return undefined;
  return draft.channel !== 'web' || reaches(draft.trustLevel, offered.definition.trustLevel) ? offered : undefined;
}

export interface OfferedMove {
  readonly from: CompiledForm;
  readonly to: CompiledForm;
  readonly migration: Migration;
}

/** What moving the draft to the version offered now would do; undefined when it is on that one. */
export async function offeredMove(ctx: Pick<Context, 'db' | 'now'>, draft: Draft): Promise<OfferedMove | undefined> {
  const to = await newerForm(ctx.db, draft);
  if (!to) return undefined;
  const from = await formByHash(ctx.db, draft.formHash);
  return { from, to, migration: previewMigration(from, to, draft.answers, factsOf(draft, ctx.now)) };
}

/**
 * Moves a draft to the version that the person has seen the preview of, in one transaction: until it commits, the draft is as it was.
 *
 * @param seen version and revision that the preview was of
 * @returns `changed` when there is another version by now, or the draft was changed since: the person sees the preview again
 */
export function moveToVersion(
  ctx: Context,
  before: Draft,
  seen: { readonly formHash: string; readonly revision: number },
): Promise<Result<void, 'not-found' | 'changed'>> {
  return inTransaction(ctx.db, async (tx) => {
    const draft = await lockDraft(tx, before.id, before.key);
    if (!draft || draft.submissionId !== null) return failed('not-found');
    const move = await offeredMove({ db: tx, now: ctx.now }, draft);
    if (move?.to.hash !== seen.formHash || draft.revision !== seen.revision) return failed('changed');
    const { from, to, migration } = move;
    const pages = new Set(to.tree.pages.map((page) => page.def.id));
    const kept = new Set(migration.kept);
    const moved = await moveDraft(tx, draft, {
      ...draft,
      formHash: to.hash,
      answers: migration.answers,
      provenance: only(draft.provenance, (path) => kept.has(path)),
      raw: only(draft.raw, (path) => keepsInput(from, to, path)),
      // a window that still shows the version before is told that its page has changed
      pageRevisions: Object.fromEntries(
        Object.entries(draft.pageRevisions).flatMap(([id, times]) => (pages.has(id) ? [[id, times + 1]] : [])),
      ),
      currentPage: pages.has(draft.currentPage) ? draft.currentPage : (to.definition.pages[0]?.id ?? ''),
      changedAt: ctx.now,
      expiresAt: ctx.now.add({ hours: 24 * to.definition.retention.draftDays }),
    });
    if (!moved) return failed('changed');
    await deleteDraftFiles(
      tx,
      draft.id,
      migration.lost.flatMap(({ value }) => filesWithin(value).map((file) => file.id)),
    );
    return done();
  });
}

function only<T>(byPath: Readonly<Record<string, T>>, keeps: (path: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(byPath).filter(([path]) => keeps(path)));
}
