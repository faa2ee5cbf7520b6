import type { Db, Tx } from '@amt/db';
import type { TextBlock } from './tables.ts';

/** Text blocks (Textbausteine) of the given units, by name. */
export function textBlocksOf(db: Db, unitIds: readonly string[]): Promise<TextBlock[]> {
  return db
    .selectFrom('cases.textBlock')
    .selectAll()
    .where('unitId', 'in', unitIds.length > 0 ? unitIds : [''])
    .orderBy('unitId')
    .orderBy('name')
    .execute();
}

export function textBlockById(db: Db | Tx, id: string): Promise<TextBlock | undefined> {
  return db.selectFrom('cases.textBlock').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface TextBlockContent {
  readonly unitId: string;
  readonly name: string;
  readonly bodyDe: string;
  readonly bodyEn: string;
}

export async function insertTextBlock(db: Db | Tx, content: TextBlockContent & { key?: string }, at: Temporal.Instant): Promise<void> {
  await db
    .insertInto('cases.textBlock')
    .values({ ...content, key: content.key ?? null, changedAt: at })
    // a block that came with the city may have been changed by staff since: theirs stays
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

export async function updateTextBlock(db: Db | Tx, id: string, content: TextBlockContent, at: Temporal.Instant): Promise<void> {
  await db
    .updateTable('cases.textBlock')
    .set({ ...content, changedAt: at })
    .where('id', '=', id)
    .execute();
}

export async function deleteTextBlock(db: Db | Tx, id: string): Promise<void> {
  await db.deleteFrom('cases.textBlock').where('id', '=', id).execute();
}
