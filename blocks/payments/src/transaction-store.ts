import type { Db, Tx } from '@amt/db';
import type { Selectable, Updateable } from 'kysely';
import { openTransactionStates } from './claim-state.ts';
import type { TransactionTable } from './tables.ts';

/** One attempt to pay a claim at the provider. */
export type PaymentAttempt = Readonly<Selectable<TransactionTable>>;

export async function attemptById(db: Db, id: string): Promise<PaymentAttempt | undefined> {
  return db.selectFrom('payments.transaction').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function attemptByRequestId(db: Db, requestId: string): Promise<PaymentAttempt | undefined> {
  return db.selectFrom('payments.transaction').selectAll().where('requestId', '=', requestId).executeTakeFirst();
}

export async function attemptsOf(db: Db, claimId: string): Promise<PaymentAttempt[]> {
  return db.selectFrom('payments.transaction').selectAll().where('claimId', '=', claimId).orderBy('attempt').execute();
}

/** The claim's last attempt; what the claim's state speaks of. */
export async function latestAttempt(db: Db, claimId: string): Promise<PaymentAttempt | undefined> {
  return db
    .selectFrom('payments.transaction')
    .selectAll()
    .where('claimId', '=', claimId)
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function lockAttempt(tx: Tx, id: string): Promise<PaymentAttempt | undefined> {
  return tx.selectFrom('payments.transaction').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertAttempt(
  tx: Tx,
  attempt: Pick<PaymentAttempt, 'claimId' | 'attempt' | 'requestId' | 'provider' | 'requestedAt'>,
): Promise<PaymentAttempt> {
  return tx.insertInto('payments.transaction').values(attempt).returningAll().executeTakeFirstOrThrow();
}

export async function updateAttempt(tx: Tx, id: string, change: Updateable<TransactionTable>): Promise<void> {
  await tx.updateTable('payments.transaction').set(change).where('id', '=', id).execute();
}

export async function countCheck(db: Db, id: string): Promise<void> {
  await db
    .updateTable('payments.transaction')
    .set((eb) => ({ checks: eb('checks', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Attempts whose money may still come; asked for since `since`, oldest first. */
export async function openAttempts(db: Db, since: Temporal.Instant): Promise<PaymentAttempt[]> {
  return db
    .selectFrom('payments.transaction')
    .selectAll()
    .where('state', 'in', openTransactionStates)
    .where('requestedAt', '>=', since)
    .orderBy('requestedAt')
    .execute();
}

/** Attempts that were asked for before `before` and never answered: the process ended in between. */
export async function unansweredAttempts(db: Db, before: Temporal.Instant): Promise<PaymentAttempt[]> {
  return db.selectFrom('payments.transaction').selectAll().where('state', '=', 'created').where('requestedAt', '<', before).execute();
}

export interface Mismatch {
  readonly id: string;
  readonly claimId: string;
  readonly reference: string;
  readonly unitId: string;
  readonly finalAt: Temporal.Instant | null;
}

/** Answers of the provider that contradict our request, in the units given; newest first. */
export async function mismatches(db: Db, unitIds: readonly string[]): Promise<Mismatch[]> {
  if (unitIds.length === 0) return [];
  return db
    .selectFrom('payments.transaction as t')
    .innerJoin('payments.claim as c', 'c.id', 't.claimId')
    .select(['t.id', 't.claimId', 'c.reference', 'c.unitId', 't.finalAt'])
    .where('t.state', '=', 'mismatch')
    .where('c.unitId', 'in', [...unitIds])
    .orderBy('t.finalAt', 'desc')
    .limit(100)
    .execute();
}
