import { officeDate } from '@amt/clock';
import type { Tx } from '@amt/db';
import { claimReference } from './claim-reference.ts';
import { claimByIdempotencyKey, insertClaim, nextClaimSerial } from './claim-store.ts';
import { book } from './ledger-store.ts';
import { limits } from './xbezahldienste/payment-request.ts';

export interface NewClaim {
  /** undefined: asked of someone without an account; let the session pay it with `allowPaying` */
  readonly accountId?: string | undefined;
  /** the unit that charges the fee; its staff see the claim */
  readonly unitId: string;
  readonly amountCents: number;
  /** default 0: fees of an authority are free of tax (§ 2b UStG) */
  readonly taxRatePercent?: number;
  /** what for, in the person's language; the bank statement shows its beginning */
  readonly purpose: string;
  readonly caseId?: string | undefined;
  /** the case's file reference, shown to people */
  readonly caseReference?: string | undefined;
  /** path of ours where the person goes on after paying, e.g. the confirmation */
  readonly returnPath: string;
  /** what the city's cash system needs, e.g. `{ haushaltsstelle: '…' }` */
  readonly bookingData?: Readonly<Record<string, string>>;
  readonly payUntil?: Temporal.Instant;
  /** the same key twice is the same claim */
  readonly idempotencyKey?: string;
  /** default: now; the demo city sets the past */
  readonly at?: Temporal.Instant;
}

/**
 * Charges a fee in the caller's transaction: the claim with its Kassenzeichen and the first booking.
 * @returns the claim's id
 * @throws RangeError when the amount is not payable over XBezahldienste or the return path leaves the house
 */
export async function createClaim(tx: Tx, claim: NewClaim): Promise<string> {
  if (!Number.isSafeInteger(claim.amountCents) || claim.amountCents <= 0 || claim.amountCents > limits.amountCents) {
    throw new RangeError('amount outside the limits of XBezahldienste');
  }
  if (!/^\/[^/\\]/.test(claim.returnPath)) throw new RangeError('the return path must be a path of ours');
  const at = claim.at ?? Temporal.Now.instant();
  const id = await insertClaim(tx, {
    reference: claimReference(officeDate(at).year, await nextClaimSerial(tx)),
    accountId: claim.accountId ?? null,
    unitId: claim.unitId,
    caseId: claim.caseId ?? null,
    caseReference: claim.caseReference ?? null,
    amountCents: claim.amountCents,
    taxRatePercent: claim.taxRatePercent ?? 0,
    purpose: claim.purpose,
    bookingData: JSON.stringify(claim.bookingData ?? {}),
    returnPath: claim.returnPath,
    payUntil: claim.payUntil ?? null,
    createdAt: at,
    changedAt: at,
    idempotencyKey: claim.idempotencyKey ?? null,
  });
  if (id === undefined) {
    const earlier = await claimByIdempotencyKey(tx, claim.idempotencyKey ?? '');
    if (!earlier) throw new Error('a claim of this key vanished');
    return earlier.id;
  }
  await book(tx, { kind: 'charge', claimId: id, amountCents: claim.amountCents, at });
  return id;
}
