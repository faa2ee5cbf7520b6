import type { Db, Tx } from '@amt/db';
import type { BookingKind, LedgerAccount } from './tables.ts';

/** Debit and credit account of each kind of booking: the first gains the amount, the second gives it. */
const accounts: Readonly<Record<BookingKind, readonly [debit: LedgerAccount, credit: LedgerAccount]>> = {
  charge: ['claim', 'revenue'],
  payment: ['clearing', 'claim'],
  surplus: ['clearing', 'payable'],
  'refund-approved': ['revenue', 'payable'],
  'refund-executed': ['payable', 'bank'],
};

export interface Booking {
  readonly kind: BookingKind;
  readonly claimId: string;
  readonly transactionId?: string;
  readonly refundId?: string;
  readonly amountCents: number;
  readonly at: Temporal.Instant;
}

/**
 * Writes one booking in double entry. The database itself refuses a second payment of a claim, a second booking of a
 * transaction, a booking that does not balance, and any later change.
 */
export async function book(tx: Tx, { kind, claimId, transactionId, refundId, amountCents, at }: Booking): Promise<void> {
  const { id } = await tx
    .insertInto('payments.booking')
    .values({ kind, claimId, transactionId: transactionId ?? null, refundId: refundId ?? null, bookedAt: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  const [debit, credit] = accounts[kind];
  await tx
    .insertInto('payments.ledgerEntry')
    .values([
      { bookingId: id, account: debit, amountCents },
      { bookingId: id, account: credit, amountCents: -amountCents },
    ])
    .execute();
}

export interface LedgerRow {
  readonly kind: BookingKind;
  readonly account: LedgerAccount;
  readonly amountCents: number;
  readonly bookedAt: Temporal.Instant;
}

/** The claim's ledger in the order of booking. */
export async function ledgerOf(db: Db, claimId: string): Promise<LedgerRow[]> {
  return db
    .selectFrom('payments.ledgerEntry as e')
    .innerJoin('payments.booking as b', 'b.id', 'e.bookingId')
    .select(['b.kind', 'e.account', 'e.amountCents', 'b.bookedAt'])
    .where('b.claimId', '=', claimId)
    .orderBy('b.id')
    .orderBy('e.id')
    .execute();
}

/** Money received in the period, in cents. */
export async function receivedCents(db: Db, from: Temporal.Instant, to: Temporal.Instant): Promise<number> {
  const row = await db
    .selectFrom('payments.ledgerEntry as e')
    .innerJoin('payments.booking as b', 'b.id', 'e.bookingId')
    .select((eb) => eb.fn.coalesce(eb.cast<number>(eb.fn.sum('e.amountCents'), 'bigint'), eb.lit(0)).as('cents'))
    .where('e.account', '=', 'clearing')
    .where('b.kind', '=', 'payment')
    .where('b.bookedAt', '>=', from)
    .where('b.bookedAt', '<', to)
    .executeTakeFirst();
  return row?.cents ?? 0;
}
