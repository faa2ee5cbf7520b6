import { inTransaction } from '@amt/db';
import { type Context, type Result, done, failed } from '@amt/module';
import { type Json, answerAt, isRecord, withAnswer } from './answers.ts';
import { deleteDraftFiles } from './draft-file-store.ts';
import { type Draft, updateDraft } from './draft-store.ts';
import { onLatestDraft } from './latest-draft.ts';
import { type OpenedDraft, openedDraft } from './opened-draft.ts';

/** An empty item at the end of a repeat group; its path is returned. Two windows that add one each get one each. */
export function addRepeatItem(ctx: Context, input: { draft: Draft; repeat: string }): Promise<Result<string, 'not-found' | 'too-many'>> {
  return changeItems<string, 'too-many'>(ctx, input, (items, max) =>
    items.length >= max
      ? failed('too-many')
      : done({ items: [...items, {}], removed: undefined, result: `${input.repeat}.${items.length}` }),
  );
}

/**
 * Takes an item out of a repeat group with all that belongs to it; those after it move up.
 *
 * @param seenRevision how often the page had been saved when it was drawn: else the number could mean another item by now (`changed`)
 */
export function removeRepeatItem(
  ctx: Context,
  input: { draft: Draft; repeat: string; index: number; pageId: string; seenRevision: number },
): Promise<Result<void, 'not-found' | 'changed'>> {
  return changeItems<void, 'changed'>(ctx, input, (items, _max, draft) => {
    if ((draft.pageRevisions[input.pageId] ?? 0) !== input.seenRevision) return failed('changed');
    if (input.index >= items.length) return failed('changed');
    return done({ items: items.toSpliced(input.index, 1), removed: input.index, result: undefined });
  });
}

interface Change<R> {
  readonly items: readonly Json[];
  readonly removed: number | undefined;
  readonly result: R;
}

function changeItems<R, C extends string>(
  ctx: Context,
  input: { readonly draft: Draft; readonly repeat: string },
  change: (items: readonly Json[], max: number, draft: Draft) => Result<Change<R>, C>,
): Promise<Result<R, 'not-found' | C>> {
  return onLatestDraft<R, 'not-found' | C>(ctx, input.draft, async (draft) => {
    const opened = await openedDraft(ctx.db, draft, ctx.now);
    const state = opened.evaluation.nodes.get(input.repeat);
    if (state?.node.kind !== 'repeat' || !('itemLabel' in state.node.def)) return failed('not-found');
    const stored = answerAt(draft.answers, input.repeat);
    const changed = change(Array.isArray(stored) ? stored : [], state.node.def.max, draft);
    if (!changed.ok) return changed;
    const written = await write(ctx, opened, input.repeat, state.node.page.def.id, changed.value);
    return written ? done(changed.value.result) : 'overtaken';
  });
}

async function write<R>(
  ctx: Context,
  { draft, form }: OpenedDraft,
  repeat: string,
  pageId: string,
  { items, removed }: Change<R>,
): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const gone = removed === undefined ? [] : fileIds(answerAt(draft.answers, `${repeat}.${removed}`));
    const written = await updateDraft(tx, draft, {
      ...draft,
      answers: withAnswer(draft.answers, repeat, items.length > 0 ? items : undefined),
      provenance: removed === undefined ? draft.provenance : movedUp(draft.provenance, repeat, removed),
      raw: removed === undefined ? draft.raw : movedUp(draft.raw, repeat, removed),
      pageRevisions: { ...draft.pageRevisions, [pageId]: (draft.pageRevisions[pageId] ?? 0) + 1 },
      changedAt: ctx.now,
      expiresAt: ctx.now.add({ hours: 24 * form.definition.retention.draftDays }),
    });
    if (written) await deleteDraftFiles(tx, draft.id, gone);
    return written;
  });
}

/** Entries by path, after item `removed` of the group has gone. */
export function movedUp<T>(byPath: Readonly<Record<string, T>>, repeat: string, removed: number): Record<string, T> {
  const moved: Record<string, T> = {};
  for (const [path, value] of Object.entries(byPath)) {
    const [, number, rest] = path.startsWith(`${repeat}.`) ? (/^(\d+)(\..*)?$/.exec(path.slice(repeat.length + 1)) ?? []) : [];
    const index = number === undefined ? -1 : Number(number);
    if (index === removed) continue;
    moved[index > removed ? `${repeat}.${index - 1}${rest ?? ''}` : path] = value;
  }
  return moved;
}

/** Ids of the uploaded files anywhere within an answer. */
function fileIds(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(fileIds);
  if (!isRecord(value)) return [];
  if (typeof value['sha256'] === 'string' && typeof value['id'] === 'string') return [value['id']];
  return Object.values(value).flatMap(fileIds);
}
