import type { DataSubject } from '@amt/module';
import { claimsOf } from './claim-store.ts';
import { refundsOf } from './refund-store.ts';
import { attemptsOf } from './transaction-store.ts';

/** Art. 15 and 17 GDPR: everything about the account's payments; erasure cuts the link to the person, the vouchers stay. */
export const dataSubject: DataSubject = {
  export: async (ctx, accountId) => {
    const claims = [];
    for (const claim of await claimsOf(ctx.db, accountId)) {
      const attempts = await attemptsOf(ctx.db, claim.id);
      const refunds = await refundsOf(ctx.db, claim.id);
      claims.push({
        reference: claim.reference,
        purpose: claim.purpose,
        amountCents: claim.amountCents,
        currency: claim.currency,
        state: claim.state,
        caseReference: claim.caseReference,
        createdAt: claim.createdAt.toString(),
        paidAt: claim.paidAt?.toString() ?? null,
        attempts: attempts.map((a) => ({
          at: a.requestedAt.toString(),
          state: a.state,
          method: a.paymentMethod,
          providerTransaction: a.transactionId,
        })),
        refunds: refunds.map((r) => ({ at: r.requestedAt.toString(), state: r.state, amountCents: r.amountCents })),
      });
    }
    return { claims };
  },
  erase: async (ctx, accountId) => {
    const { numUpdatedRows } = await ctx.db
      .updateTable('payments.claim')
      .set({ accountId: null })
      .where('accountId', '=', accountId)
      .executeTakeFirst();
    return numUpdatedRows === 0n ? [] : ['Zahlungsbelege ohne Bezug zum Konto: zehn Jahre (§ 147 Abs. 3 AO, § 37 KommHV-Doppik)'];
  },
};
