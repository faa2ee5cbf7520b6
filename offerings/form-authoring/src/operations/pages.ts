import { type Result, done, failed } from '@amt/module';
import { type AuthorForm, type AuthorPage, entriesOf, withEntries } from '../model/author-form.ts';
import { pageById } from '../model/author-tree.ts';
import { isWithin, referencesToPage } from '../model/references.ts';
import { freshId } from './fresh-id.ts';
import { type Removed, withoutReferences, withoutScenarioAnswers } from './remove-node.ts';

/** Adds an empty page; an id that is taken gets a number. */
export function addPage(form: AuthorForm, page: AuthorPage, index: number = form.pages.length): { form: AuthorForm; pageId: string } {
  const id = freshId(page.id, new Set(form.pages.map((one) => one.id)));
  return { form: { ...form, pages: form.pages.toSpliced(index, 0, { ...page, id }) }, pageId: id };
}

/** One place up or down. */
export function movePage(form: AuthorForm, pageId: string, by: -1 | 1): Result<AuthorForm, 'not-found' | 'no-place'> {
  const found = pageById(form, pageId);
  if (!found) return failed('not-found');
  const to = found.index + by;
  if (to < 0 || to >= form.pages.length) return failed('no-place');
  return done({ ...form, pages: form.pages.toSpliced(found.index, 1).toSpliced(to, 0, found.page) });
}

/** Gives a page other properties; its fields stay. @returns `taken` when another page has the id */
export function changePage(form: AuthorForm, pageId: string, next: AuthorPage): Result<AuthorForm, 'not-found' | 'taken'> {
  const found = pageById(form, pageId);
  if (!found) return failed('not-found');
  if (next.id !== pageId && form.pages.some((page) => page.id === next.id)) return failed('taken');
  const pages = form.pages.map((page) => (page.id === pageId ? { ...next, fields: page.fields } : page));
  return done(withExpectedPages({ ...form, pages }, (id) => (id === pageId ? next.id : id)));
}

/** Takes a page out with its fields; what refers to them forbids it, or goes along. */
export function removePage(form: AuthorForm, pageId: string, options: { readonly withReferences: boolean }): Removed {
  const found = pageById(form, pageId);
  if (!found) return failed('not-found');
  if (!options.withReferences && referencesToPage(form, pageId).length > 0) return failed('referenced');
  const roots = found.page.fields.map((node) => node.id);
  const left = { ...form, pages: form.pages.filter((page) => page.id !== pageId) };
  const cleaned = withoutReferences(left, (path) => roots.some((root) => isWithin(path, root)));
  return done(withExpectedPages(withoutScenarioAnswers(cleaned, form, ...roots), (id) => (id === pageId ? undefined : id)));
}

function withExpectedPages(form: AuthorForm, change: (id: string) => string | undefined): AuthorForm {
  const scenarios = entriesOf(form, 'scenarios');
  if (scenarios.length === 0) return form;
  return withEntries(
    form,
    'scenarios',
    scenarios.map((scenario) => {
      const expect = scenario['expect'] as { readonly pages?: unknown } | undefined;
      if (!Array.isArray(expect?.pages)) return scenario;
      const pages = expect.pages.flatMap((id: unknown) => (typeof id === 'string' ? (change(id) ?? []) : []));
      return { ...scenario, expect: { ...expect, pages } };
    }),
  );
}
