import { sql, type Db, type Tx } from '@amt/db';
import type { Application } from './tables.ts';

export function applicationByDraft(db: Db | Tx, draftId: string): Promise<Application | undefined> {
  return db.selectFrom('applications.application').selectAll().where('draftId', '=', draftId).executeTakeFirst();
}

export function applicationBySubmission(db: Db | Tx, submissionId: string): Promise<Application | undefined> {
  return db.selectFrom('applications.application').selectAll().where('submissionId', '=', submissionId).executeTakeFirst();
}

export function applicationByCase(db: Db | Tx, caseId: string): Promise<Application | undefined> {
  return db.selectFrom('applications.application').selectAll().where('caseId', '=', caseId).executeTakeFirst();
}

export async function insertApplication(tx: Tx, application: Omit<Application, 'receiptDocumentId' | 'rated'>): Promise<void> {
  await tx
    .insertInto('applications.application')
    .values({ ...application, receiptDocumentId: null })
    .execute();
}

export async function setReceipt(tx: Tx, submissionId: string, receiptDocumentId: string): Promise<void> {
  await tx.updateTable('applications.application').set({ receiptDocumentId }).where('submissionId', '=', submissionId).execute();
}

/** @returns false when a rating was given before: the first click counts. */
export async function markRated(tx: Tx, submissionId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('applications.application')
    .set({ rated: true })
    .where('submissionId', '=', submissionId)
    .where('rated', '=', false)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function detachAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.updateTable('applications.application').set({ accountId: null }).where('accountId', '=', accountId).execute();
}

export function applicationsOf(db: Db, accountId: string): Promise<Application[]> {
  return db.selectFrom('applications.application').selectAll().where('accountId', '=', accountId).orderBy('submittedAt').execute();
}

/** Applications sent in a span of time. */
export async function countApplications(db: Db, from: Temporal.Instant, to: Temporal.Instant): Promise<number> {
  const row = await db
    .selectFrom('applications.application')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('submittedAt', '>=', from)
    .where('submittedAt', '<', to)
    .executeTakeFirstOrThrow();
  return row.count;
}
