import { inTransaction } from '@amt/db';
import { offeredForm } from '@amt/forms';
import { emit } from '@amt/jobs';
import { type Context, type Result, done, failed } from '@amt/module';
import { isLockedFor } from '../copies/edit-lock.ts';
import { lockWorkingCopy } from '../copies/working-copy-store.ts';
import { versionMoved } from '../events.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { readyToPublish } from './ready-to-publish.ts';
import { insertVersion, openVersion } from './version-store.ts';

/**
 * Hands a working copy in for publication. Its text is kept as it is now; authors may go on writing meanwhile.
 *
 * @returns `faulty` when something is wrong with it (what, tells `readyToPublish`), `unchanged` when it says what is published already,
 *   `version-open` while another one waits
 */
export async function submitVersion(
  ctx: Context,
  { formId, revision, note }: { readonly formId: string; readonly revision: number; readonly note: string },
): Promise<Result<string, 'not-found' | 'locked' | 'outdated' | 'faulty' | 'unchanged' | 'version-open'>> {
  return inTransaction(ctx.db, async (tx) => {
    const copy = await lockWorkingCopy(tx, formId);
    if (!copy) return failed('not-found');
    ctx.require('form-authoring.edit', { unitId: copy.unitId });
    if (isLockedFor(ctx.actor, copy, ctx.now)) return failed('locked');
    if (copy.revision !== revision) return failed('outdated');
    if (await openVersion(tx, formId)) return failed('version-open');
    const offered = (await offeredForm(tx, formId))?.definition as unknown as AuthorForm | undefined;
    if (offered && sameText(offered, copy.definition)) return failed('unchanged');
    const ready = readyToPublish(copy.definition, offered, ctx.locale);
    if (!ready.ok) return failed('faulty');
    const { definition, hash } = ready.form;
    const { unitId } = copy;
    const versionId = await insertVersion(tx, {
      formId,
      unitId,
      number: ready.number,
      hash,
      definition,
      authorId: ctx.actor.id === '' ? null : ctx.actor.id,
      authorName: ctx.actor.name,
      note: note.trim(),
      submittedAt: ctx.now,
      restoredFrom: null,
    });
    await emit(tx, versionMoved, { versionId, formId, unitId, number: ready.number, state: 'submitted' });
    return done(versionId);
  });
}

function sameText(offered: AuthorForm, form: AuthorForm): boolean {
  const text = (one: AuthorForm): string => JSON.stringify(sorted({ ...one, version: '' }));
  return text(offered) === text(form);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
