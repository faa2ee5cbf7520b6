import type { Html } from '@amt/html';
import type { Context } from '@amt/module';
import type { AuthorForm } from '../model/author-form.ts';
import { diffView } from '../pages/diff-view.ts';
import { diffForms } from '../versions/diff-forms.ts';

/** A published definition, as the builder looks at it. */
export const asAuthored = (definition: unknown): AuthorForm => definition as AuthorForm;

/** What a version changes, in words; against nothing where none was published. */
export function differences(ctx: Context, before: AuthorForm | undefined, after: AuthorForm): Html {
  const empty: AuthorForm = { ...after, pages: [], rules: [], computed: [], steps: [], outputs: [], remarks: [], fee: { lines: [] } };
  const old = before ?? empty;
  return diffView({ differences: diffForms(old, after), before: old, after, locale: ctx.locale });
}
