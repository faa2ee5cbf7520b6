import type { Db, Tx } from '@amt/db';
import type { Selectable, Updateable } from 'kysely';
import type { RefundReason, RefundTable } from './tables.ts';

/** Money on its way back; `requestedBy` null: found by the system. */
export type Refund = Readonly<Selectable<RefundTable>>;

interface Surplus {
  readonly claimId: string;
  readonly transactionId: string;
  readonly amountCents: number;
  readonly reason: 'double-payment' | 'late-payment';
  readonly at: Temporal.Instant;
}

export async function insertSurplus(tx: Tx, { at, ...surplus }: Surplus): Promise<void> {
  await tx
    .insertInto('payments.refund')
    .values({ ...surplus, requestedAt: at })
    .execute();
}

export interface NewRefund {
  readonly claimId: string;
  readonly amountCents: number;
  readonly reason: RefundReason;
  readonly note: string;
  readonly requestedBy: string | null;
  readonly requestedAt: Temporal.Instant;
}

export async function insertRefund(tx: Tx, refund: NewRefund): Promise<string> {
  const { id } = await tx.insertInto('payments.refund').values(refund).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function refundById(db: Db, id: string): Promise<Refund | undefined> {
  return db.selectFrom('payments.refund').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function refundsOf(db: Db, claimId: string): Promise<Refund[]> {
  return db.selectFrom('payments.refund').selectAll().where('claimId', '=', claimId).orderBy('id').execute();
}

export async function lockRefund(tx: Tx, id: string): Promise<Refund | undefined> {
  return tx.selectFrom('payments.refund').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateRefund(tx: Tx, id: string, change: Updateable<RefundTable>): Promise<void> {
  await tx.updateTable('payments.refund').set(change).where('id', '=', id).execute();
}

/** A refund that waits for a member of staff. */
export type RefundWorkItem = Pick<Refund, 'id' | 'claimId' | 'amountCents' | 'reason' | 'state' | 'requestedAt'> & {
  readonly reference: string;
  readonly purpose: string;
};

/** Open refunds of the units, oldest first. */
export async function openRefunds(db: Db, unitIds: readonly string[]): Promise<RefundWorkItem[]> {
  if (unitIds.length === 0) return [];
  return db
    .selectFrom('payments.refund as r')
    .innerJoin('payments.claim as c', 'c.id', 'r.claimId')
    .select(['r.id', 'r.claimId', 'r.amountCents', 'r.reason', 'r.state', 'r.requestedAt', 'c.reference', 'c.purpose'])
    .where('r.state', 'in', ['requested', 'approved'])
    .where('c.unitId', 'in', [...unitIds])
    .orderBy('r.requestedAt')
    .orderBy('r.id')
    .limit(200)
    .execute();
}
