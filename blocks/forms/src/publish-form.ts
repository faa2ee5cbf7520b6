import { inTransaction, type Db } from '@amt/db';
import { type Result, done, failed } from '@amt/module';
import type { CompiledForm } from './compile-form.ts';
import { hashOfVersion, offerDefinition } from './definition-store.ts';

/**
 * Publishes a checked form: from now on drafts begin with it. Publishing the same content again changes nothing.
 *
 * @returns `version-taken` when this version is published with other content: published versions never change, so raise the version
 */
export async function publishForm(
  ctx: { readonly db: Db; readonly now: Temporal.Instant },
  form: CompiledForm,
): Promise<Result<void, 'version-taken'>> {
  return inTransaction(ctx.db, async (tx) => {
    const { id, version } = form.definition;
    const published = await hashOfVersion(tx, id, version);
    if (published !== undefined && published !== form.hash) return failed('version-taken');
    await offerDefinition(tx, form, ctx.now);
    return done();
  });
}
