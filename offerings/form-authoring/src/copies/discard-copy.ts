import { inTransaction } from '@amt/db';
import { type Context, type Result, done, failed } from '@amt/module';
import { openVersion } from '../versions/version-store.ts';
import { isLockedFor } from './edit-lock.ts';
import { deleteWorkingCopy, lockWorkingCopy } from './working-copy-store.ts';

/** Throws a working copy away; what is published stays. @returns `version-open` while a version of it waits for approval or for its time */
export async function discardCopy(
  ctx: Context,
  { formId }: { formId: string },
): Promise<Result<void, 'not-found' | 'locked' | 'version-open'>> {
  return inTransaction(ctx.db, async (tx) => {
    const copy = await lockWorkingCopy(tx, formId);
    if (!copy) return failed('not-found');
    ctx.require('form-authoring.edit', { unitId: copy.unitId });
    if (isLockedFor(ctx.actor, copy, ctx.now)) return failed('locked');
    if (await openVersion(tx, formId)) return failed('version-open');
    await deleteWorkingCopy(tx, formId);
    return done();
  });
}
