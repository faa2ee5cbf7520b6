import { type Db, type Tx, inTransaction } from '@amt/db';
import { type Context, type Result, failed } from '@amt/module';
import { type Draft, draftById } from './draft-store.ts';
import type { OpenedDraft } from './opened-draft.ts';
import type { RawInput } from './parse-input.ts';

/** Somebody else has saved other answers since the page or sheet was drawn. Nothing was saved. */
export interface SaveConflict {
  readonly kind: 'conflict';
  readonly opened: OpenedDraft;
  /** what was sent, by path */
  readonly sent: Readonly<Record<string, RawInput>>;
  /** paths that differ */
  readonly paths: readonly string[];
}

const attempts = 5;

/**
 * Changes a draft that others may save at the same moment: `change` gets the draft and answers `'overtaken'` when it was not written because somebody
 * else was faster; it then gets the draft as it is by now.
 *
 * @returns what `change` answered; `not-found` when the draft was sent or has expired meanwhile
 */
export async function onLatestDraft<T, C extends string>(
  ctx: Context,
  before: Draft,
  change: (draft: Draft) => Promise<Result<T, C> | 'overtaken'>,
): Promise<Result<T, C | 'not-found'>> {
  let draft = before;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const changed = await change(draft);
    if (changed !== 'overtaken') return changed;
    const again = await draftById(ctx.db, draft.id, ctx.now, draft.key);
    if (!again || again.submissionId !== null) return failed('not-found');
    draft = again;
  }
  throw new Error('the draft is saved by too many at once');
}

class Overtaken extends Error {}

/** A transaction that leaves nothing behind, files neither, when its work answers `'overtaken'`. */
export async function unlessOvertaken<T>(db: Db | Tx, work: (tx: Tx) => Promise<T | 'overtaken'>): Promise<T | 'overtaken'> {
  try {
    return await inTransaction(db, async (tx) => {
      const done = await work(tx);
      if (done === 'overtaken') throw new Overtaken();
      return done;
    });
  } catch (problem) {
    if (problem instanceof Overtaken) return 'overtaken';
    throw problem;
  }
}
