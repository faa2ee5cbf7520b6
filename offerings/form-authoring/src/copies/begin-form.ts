import { inTransaction } from '@amt/db';
import { offeredForm, slugFromWords } from '@amt/forms';
import { emit } from '@amt/jobs';
import { type Context, type Result, done, failed } from '@amt/module';
import { formChanged } from '../events.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { freshId } from '../operations/fresh-id.ts';
import { findFaults } from './find-faults.ts';
import { lockOf } from './edit-lock.ts';
import { insertWorkingCopy, workingCopy } from './working-copy-store.ts';

/** Begins a new form with a title: a page to start on, and the usual settings. @returns its id, made of the title */
export async function beginForm(
  ctx: Context,
  input: { readonly title: string; readonly unitId: string; readonly languages: readonly string[] },
): Promise<Result<string, 'no-title'>> {
  ctx.require('form-authoring.edit', { unitId: input.unitId });
  const title = input.title.trim();
  if (title === '') return failed('no-title');
  const id = await freeFormId(ctx, slugFromWords(title, 'formular'));
  await storeNew(ctx, {
    id,
    title: { de: title },
    serviceKeys: [{ scheme: 'city', key: id }],
    ownerUnit: input.unitId,
    legalBasis: [],
    retention: { submissionMonths: 24, draftDays: 30 },
    trustLevel: 'none',
    languages: ['de', ...input.languages.filter((language) => language !== 'de')],
    pages: [{ id: 'angaben', title: { de: 'Ihre Angaben' }, fields: [] }],
  });
  return done(id);
}

/** Begins the working copy of a form that is offered, or opens the one there is. */
export async function editOffered(ctx: Context, { formId }: { formId: string }): Promise<Result<void, 'not-found'>> {
  const copy = await workingCopy(ctx.db, formId);
  if (copy) {
    ctx.require('form-authoring.edit', { unitId: copy.unitId });
    return done();
  }
  const offered = await offeredForm(ctx.db, formId);
  if (!offered) return failed('not-found');
  const { definition } = offered;
  ctx.require('form-authoring.edit', { unitId: definition.ownerUnit });
  // the checked definition has everything a form in work needs, and more
  await storeNew(ctx, definition as unknown as AuthorForm);
  return done();
}

/** Takes a form over from a file, under an id that is free. @returns the id */
export async function importForm(ctx: Context, { form, unitId }: { form: AuthorForm; unitId: string }): Promise<string> {
  ctx.require('form-authoring.edit', { unitId });
  const id = await freeFormId(ctx, form.id);
  await storeNew(ctx, { ...form, id, ownerUnit: unitId });
  return id;
}

async function freeFormId(ctx: Context, wished: string): Promise<string> {
  const taken = new Set<string>();
  for (;;) {
    const id = freshId(wished, taken);
    if (!(await workingCopy(ctx.db, id)) && !(await offeredForm(ctx.db, id))) return id;
    taken.add(id);
  }
}

async function storeNew(ctx: Context, form: AuthorForm): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const inserted = await insertWorkingCopy(tx, form.id, {
      unitId: form.ownerUnit,
      definition: form,
      stale: [],
      faults: findFaults(form),
      changedAt: ctx.now,
      changedBy: ctx.actor.id === '' ? null : ctx.actor.id,
      changedByName: ctx.actor.name,
      ...lockOf(ctx.actor, ctx.now),
    });
    // somebody else was quicker with the same form: theirs is the working copy
    if (inserted) await emit(tx, formChanged, { formId: form.id, unitId: form.ownerUnit, revision: 1 });
  });
}
