import type { Db, Tx } from '@amt/db';
import type { EventProblem } from './security-event.ts';
import type { ReceivedSubmission } from './tables.ts';

export interface NewReceived {
  readonly id: string;
  readonly caseId: string;
  readonly destinationId: string;
  readonly state: 'accepted' | 'rejected';
  readonly reference: string | null;
  readonly problems: readonly EventProblem[];
  readonly reply: string;
  readonly receivedAt: Temporal.Instant;
}

export function receivedById(db: Db | Tx, id: string): Promise<ReceivedSubmission | undefined> {
  return db.selectFrom('deliveries.receivedSubmission').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @returns false when it was received before, perhaps by another process at the same moment */
export async function insertReceived(tx: Tx, { problems, ...received }: NewReceived): Promise<boolean> {
  const row = await tx
    .insertInto('deliveries.receivedSubmission')
    .values({ ...received, problems: JSON.stringify(problems) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function setReference(tx: Tx, id: string, reference: string): Promise<void> {
  await tx.updateTable('deliveries.receivedSubmission').set({ reference }).where('id', '=', id).execute();
}

export function unansweredReceived(db: Db): Promise<ReceivedSubmission[]> {
  return db
    .selectFrom('deliveries.receivedSubmission')
    .selectAll()
    .where('answeredAt', 'is', null)
    .orderBy('receivedAt')
    .limit(200)
    .execute();
}

export async function setAnswered(db: Db, id: string, at: Temporal.Instant): Promise<void> {
  await db.updateTable('deliveries.receivedSubmission').set({ answeredAt: at }).where('id', '=', id).execute();
}

/** Rows hold ids and problems only; they go when nobody asks any more. */
export async function deleteReceivedBefore(db: Db, before: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('deliveries.receivedSubmission').where('answeredAt', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
