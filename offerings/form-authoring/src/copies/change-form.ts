import { inTransaction } from '@amt/db';
import { tooLarge } from '@amt/forms';
import { emit } from '@amt/jobs';
import { type Context, type Result, done, failed } from '@amt/module';
import { formChanged } from '../events.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { nodesOf } from '../model/author-tree.ts';
import { keyOf, staleAfter, type StaleText } from '../model/stale-texts.ts';
import { findFaults } from './find-faults.ts';
import { isLockedFor, lockOf } from './edit-lock.ts';
import { lockWorkingCopy, updateWorkingCopy } from './working-copy-store.ts';

export interface ChangeForm<Value, Code extends string> {
  readonly formId: string;
  /** the revision the author was looking at */
  readonly revision: number;
  /** what becomes of the form; a failure changes nothing */
  readonly change: (form: AuthorForm) => Result<{ readonly form: AuthorForm } & Value, Code>;
  /** translations the author has looked at and found right */
  readonly confirmed?: readonly StaleText[];
}

/** As many fields as the block takes. */
const mostFields = 10_000;

export type NotChanged = 'not-found' | 'locked' | 'outdated' | 'too-large';

/**
 * Changes a working copy and takes, or keeps, its edit lock.
 *
 * @returns `locked` while a colleague writes, `outdated` when the form was changed since the page was drawn, `too-large` beyond the limits of the block
 */
export async function changeForm<Value, Code extends string>(
  ctx: Context,
  { formId, revision, change, confirmed = [] }: ChangeForm<Value, Code>,
): Promise<Result<{ readonly form: AuthorForm } & Value, Code | NotChanged>> {
  return inTransaction(ctx.db, async (tx) => {
    const copy = await lockWorkingCopy(tx, formId);
    if (!copy) return failed('not-found');
    ctx.require('form-authoring.edit', { unitId: copy.unitId });
    if (isLockedFor(ctx.actor, copy, ctx.now)) return failed('locked');
    if (copy.revision !== revision) return failed('outdated');
    const changed = change(copy.definition);
    if (!changed.ok) return changed;
    const { form } = changed.value;
    const unitId = form.ownerUnit;
    if (unitId !== copy.unitId) ctx.require('form-authoring.edit', { unitId });
    // nothing of that size can be drawn or published: the form stays as it was
    if (tooLarge(form) || [...nodesOf(form)].length > mostFields) return failed('too-large');
    const faults = findFaults(form);
    const right = new Set(confirmed.map(keyOf));
    await updateWorkingCopy(tx, formId, {
      unitId,
      definition: form,
      stale: staleAfter(copy.definition, form, copy.stale).filter((pair) => !right.has(keyOf(pair))),
      faults,
      changedAt: ctx.now,
      changedBy: ctx.actor.id === '' ? null : ctx.actor.id,
      changedByName: ctx.actor.name,
      ...lockOf(ctx.actor, ctx.now),
    });
    await emit(tx, formChanged, { formId, unitId, revision: revision + 1 });
    return done(changed.value);
  });
}
