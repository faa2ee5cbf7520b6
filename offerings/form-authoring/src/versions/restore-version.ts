import { formByHash } from '@amt/forms';
import { type Context, type Result, done, failed } from '@amt/module';
import { type NotChanged, changeForm } from '../copies/change-form.ts';
import type { AuthorForm } from '../model/author-form.ts';

/** Takes up the text of a published version again as the working copy. It is published like any other change. */
export async function restoreVersion(
  ctx: Context,
  { formId, hash, revision }: { readonly formId: string; readonly hash: string; readonly revision: number },
): Promise<Result<{ readonly form: AuthorForm }, NotChanged>> {
  const { definition } = await formByHash(ctx.db, hash);
  if (definition.id !== formId) return failed('not-found');
  return changeForm(ctx, { formId, revision, change: () => done({ form: definition as unknown as AuthorForm }) });
}
