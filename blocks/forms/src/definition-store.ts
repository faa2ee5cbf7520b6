import { sql, type Db, type Tx } from '@amt/db';
import { compileParts, type CompiledForm } from './compile-form.ts';
import type { DefinitionText } from './definition.ts';
import type {} from './tables.ts';

/** Compiled forms by hash. A published version never changes, so what is in here stays right; the oldest go first. */
const compiled = new Map<string, CompiledForm>();
const mostCompiled = 200;

/** The version with this content. @throws when it was never published */
export async function formByHash(db: Db | Tx, hash: string): Promise<CompiledForm> {
  const known = compiled.get(hash);
  if (known) return known;
  const row = await db.selectFrom('forms.definition').select('definition').where('hash', '=', hash).executeTakeFirstOrThrow();
  // It was checked when it was published; checking the shape again would cost each new process most of a second per form.
  const parts = compileParts(row.definition);
  if ('faults' in parts) throw new Error(`the published definition ${hash} does not compile`);
  return remember(parts.form);
}

/** The version of a form that is offered now. */
export async function offeredForm(db: Db | Tx, formId: string): Promise<CompiledForm | undefined> {
  const row = await db
    .selectFrom('forms.definition')
    .select('hash')
    .where('formId', '=', formId)
    .where('offered', '=', true)
    .executeTakeFirst();
  return row && formByHash(db, row.hash);
}

/** What a list of forms says of one. */
export interface OfferedForm {
  readonly formId: string;
  readonly version: string;
  readonly title: DefinitionText;
  readonly ownerUnit: string;
  readonly publishedAt: Temporal.Instant;
}

/** Forms offered now for which one of these units answers. */
export function offeredFormsOf(db: Db, unitIds: readonly string[]): Promise<OfferedForm[]> {
  if (unitIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('forms.definition')
    .select(['formId', 'version', 'publishedAt', sql<DefinitionText>`definition -> 'title'`.as('title')])
    .select(sql<string>`definition ->> 'ownerUnit'`.as('ownerUnit'))
    .where('offered', '=', true)
    .where(sql<string>`definition ->> 'ownerUnit'`, 'in', unitIds)
    .orderBy('formId')
    .execute();
}

export interface PublishedVersion {
  readonly hash: string;
  readonly version: string;
  readonly publishedAt: Temporal.Instant;
  readonly offered: boolean;
}

/** All published versions of a form, the latest first. */
export function publishedVersions(db: Db | Tx, formId: string): Promise<PublishedVersion[]> {
  return db
    .selectFrom('forms.definition')
    .select(['hash', 'version', 'publishedAt', 'offered'])
    .where('formId', '=', formId)
    .orderBy('publishedAt', 'desc')
    .orderBy('version', 'desc')
    .execute();
}

/** Hash of a published version. */
export async function hashOfVersion(tx: Tx, formId: string, version: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('forms.definition')
    .select('hash')
    .where('formId', '=', formId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.hash;
}

/** Stores a version, if it is new, and makes it the offered one. */
export async function offerDefinition(tx: Tx, form: CompiledForm, publishedAt: Temporal.Instant): Promise<void> {
  const { definition, hash } = form;
  await tx
    .insertInto('forms.definition')
    .values({
      hash,
      formId: definition.id,
      version: definition.version,
      definition: JSON.stringify(definition),
      publishedAt,
      offered: false,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  await tx
    .updateTable('forms.definition')
    .set({ offered: false })
    .where('formId', '=', definition.id)
    .where('hash', '!=', hash)
    .where('offered', '=', true)
    .execute();
  await tx.updateTable('forms.definition').set({ offered: true }).where('hash', '=', hash).where('offered', '=', false).execute();
}

function remember(form: CompiledForm): CompiledForm {
  compiled.set(form.hash, form);
  for (const hash of compiled.keys()) {
    if (compiled.size <= mostCompiled) break;
    compiled.delete(hash);
  }
  return form;
}

/** All forms that are offered now, by id. */
export async function offeredForms(db: Db | Tx): Promise<CompiledForm[]> {
  const rows = await db.selectFrom('forms.definition').select('hash').where('offered', '=', true).orderBy('formId').execute();
  return Promise.all(rows.map(({ hash }) => formByHash(db, hash)));
}
