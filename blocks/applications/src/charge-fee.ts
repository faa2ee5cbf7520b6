import { attachClaim } from '@amt/cases';
import type { Tx } from '@amt/db';
import type { Context } from '@amt/module';
import { createClaim } from '@amt/payments';

/** Days a person has to pay before the application lapses. */
const daysToPay = 14;

export interface FeeToCharge {
  readonly submissionId: string;
  readonly caseId: string;
  readonly fileReference: string;
  readonly unitId: string;
  readonly accountId: string | undefined;
  readonly cents: number;
  /** the case does not wait for the money, and the claim has no last day */
  readonly paysLater: boolean;
  readonly purpose: string;
  readonly returnPath: string;
}

/** Charges the fee of an application, in the transaction that opens its case. */
export async function chargeFee(ctx: Context & { readonly db: Tx }, fee: FeeToCharge): Promise<string> {
  const claimId = await createClaim(ctx.db, {
    accountId: fee.accountId,
    unitId: fee.unitId,
    amountCents: fee.cents,
    purpose: fee.purpose,
    caseId: fee.caseId,
    caseReference: fee.fileReference,
    returnPath: fee.returnPath,
    ...(fee.paysLater ? {} : { payUntil: ctx.now.add({ hours: 24 * daysToPay }) }),
    idempotencyKey: `submission:${fee.submissionId}`,
    at: ctx.now,
  });
  await attachClaim(ctx.db, fee.caseId, claimId);
  return claimId;
}
