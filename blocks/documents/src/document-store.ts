import type { Db, Tx } from '@amt/db';
import type { Selectable } from 'kysely';
import type { DocumentTable } from './tables.ts';

export type StoredDocument = Omit<Selectable<DocumentTable>, 'idempotencyKey'>;

const columns = [
  'id',
  'kind',
  'title',
  'fileName',
  'sha256',
  'size',
  'accountId',
  'unitId',
  'caseId',
  'sealed',
  'locale',
  'createdAt',
] as const;

/** Whoever calls decides who may see it; {@link openDocument} is the checked way. */
export function documentById(db: Db, id: string): Promise<StoredDocument | undefined> {
  return db.selectFrom('documents.document').select(columns).where('id', '=', id).executeTakeFirst();
}

export interface DocumentPage {
  readonly documents: readonly StoredDocument[];
  /** all documents of the account, for the pagination */
  readonly total: number;
}

/** The documents of a resident, newest first. Pages count from 1. */
export async function documentsOf(
  db: Db,
  accountId: string,
  { page = 1, perPage = 20 }: { page?: number; perPage?: number } = {},
): Promise<DocumentPage> {
  const own = db.selectFrom('documents.document').where('accountId', '=', accountId);
  const [documents, { total }] = await Promise.all([
    own
      .select(columns)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(perPage)
      .offset((page - 1) * perPage)
      .execute(),
    own.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { documents, total };
}

/** The documents of a case, oldest first. */
export function documentsOfCase(db: Db, caseId: string): Promise<StoredDocument[]> {
  return db.selectFrom('documents.document').select(columns).where('caseId', '=', caseId).orderBy('createdAt').orderBy('id').execute();
}

/** With the case's file, when its retention has ended. Returns how many rows went; blobs that nothing refers to are swept by the file store's owner. */
export async function eraseDocumentsOfCase(tx: Tx, caseId: string): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('documents.document').where('caseId', '=', caseId).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Documents that belong to no case. */
export async function eraseDocumentsWithoutCase(db: Db, before: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('documents.document')
    .where('caseId', 'is', null)
    .where('createdAt', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Cuts the link to the account; the authority's copy stays. Returns how many rows that were. */
export async function forgetAccount(tx: Tx, accountId: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('documents.document')
    .set({ accountId: null })
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
