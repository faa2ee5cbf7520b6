import type { Db, Tx } from '@amt/db';
import type { Decision } from './tables.ts';

/** The decision on its way or issued; one that was given back is history. */
export function decisionOf(db: Db | Tx, caseId: string): Promise<Decision | undefined> {
  return db.selectFrom('cases.decision').selectAll().where('caseId', '=', caseId).where('returnedAt', 'is', null).executeTakeFirst();
}

export function decisionById(db: Db | Tx, id: string): Promise<Decision | undefined> {
  return db.selectFrom('cases.decision').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertDecision(
  tx: Tx,
  decision: Pick<Decision, 'caseId' | 'outcome' | 'remarks' | 'proposedBy' | 'proposedAt'>,
): Promise<string> {
  const { id } = await tx.insertInto('cases.decision').values(decision).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function updateDecision(
  tx: Tx,
  id: string,
  change: Partial<Pick<Decision, 'approvedBy' | 'approvedAt' | 'returnedAt' | 'documentId' | 'issuedAt'>>,
): Promise<void> {
  await tx.updateTable('cases.decision').set(change).where('id', '=', id).execute();
}
