import type { Case } from '@amt/cases';
import type { Tx } from '@amt/db';
import { releaseDeliveries } from '@amt/deliveries';
import type { Context } from '@amt/module';

/** An agreement is there, or is not waited for any more: with the last one, what waited for it leaves. */
export async function settleAgreement(ctx: Context & { readonly db: Tx }, found: Case): Promise<void> {
  if (found.openAgreements === 0) await releaseDeliveries(ctx, found.id, 'agreement');
}
