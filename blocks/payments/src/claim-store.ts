import { sql, type Db, type Tx } from '@amt/db';
import type { Insertable, Selectable } from 'kysely';
import { isPayable, nextClaimState, type ClaimState, type ClaimStep } from './claim-state.ts';
import type { ClaimTable } from './tables.ts';

/** A fee someone owes; `amountCents` gross, `reference` the Kassenzeichen (show it with `formatClaimReference`). */
export type Claim = Readonly<Selectable<ClaimTable>>;

/** The next serial number of this database; never given twice, not even after a rollback. */
export async function nextClaimSerial(tx: Tx): Promise<number> {
  const { rows } = await sql<{ serial: number }>`select nextval('payments.claim_serial')::integer as serial`.execute(tx);
  const serial = rows[0]?.serial;
  if (serial === undefined) throw new Error('the sequence gave no number');
  return serial;
}

/** `undefined` when a claim with this idempotency key is there already. */
export async function insertClaim(tx: Tx, claim: Insertable<ClaimTable>): Promise<string | undefined> {
  const row = await tx
    .insertInto('payments.claim')
    .values(claim)
    .onConflict((conflict) => conflict.column('idempotencyKey').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function claimByIdempotencyKey(db: Db, key: string): Promise<Claim | undefined> {
  return db.selectFrom('payments.claim').selectAll().where('idempotencyKey', '=', key).executeTakeFirst();
}

/** The claim, or `undefined`; who may see it is the caller's check. */
export async function claimById(db: Db, id: string): Promise<Claim | undefined> {
  return db.selectFrom('payments.claim').selectAll().where('id', '=', id).executeTakeFirst();
}

/** All claims of an account, newest first. */
export async function claimsOf(db: Db, accountId: string): Promise<Claim[]> {
  return db
    .selectFrom('payments.claim')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** The row stays locked until the transaction ends. Lock the claim before its attempts and refunds, so that no two transactions wait for each other. */
export async function lockClaim(tx: Tx, id: string): Promise<Claim | undefined> {
  return tx.selectFrom('payments.claim').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Takes the locked claim one step on and returns the new state; `undefined`, and nothing written, when the state does not allow the step. */
export async function moveClaim(
  tx: Tx,
  claim: Claim,
  step: ClaimStep,
  now: Temporal.Instant,
  change: { readonly paidAt?: Temporal.Instant; readonly refundedCents?: number } = {},
): Promise<ClaimState | undefined> {
  const state = nextClaimState(claim.state, step);
  if (state === undefined) return undefined;
  await tx
    .updateTable('payments.claim')
    .set({ state, changedAt: now, ...change })
    .where('id', '=', claim.id)
    .execute();
  return state;
}

/** Unpaid claims whose time to pay is over and for which no money can be under way. */
export async function overdueClaims(db: Db, now: Temporal.Instant, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('payments.claim as c')
    .select('c.id')
    .where('c.payUntil', '<', now)
    .where('c.state', 'in', ['created', 'handed_over', 'pending', 'failed', 'cancelled'] satisfies ClaimState[])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('payments.transaction as t')
            .select('t.id')
            .whereRef('t.claimId', '=', 'c.id')
            .where('t.state', 'in', ['created', 'handed_over']),
        ),
      ),
    )
    .orderBy('c.payUntil')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Whether money is still wanted for the claim: it is unpaid and its time to pay is not over. */
export function acceptsPayment(claim: Claim, now: Temporal.Instant): boolean {
  return isPayable(claim.state) && (claim.payUntil === null || Temporal.Instant.compare(now, claim.payUntil) < 0);
}
