import type { Tx } from '@amt/db';
import type { Context } from '@amt/module';
import { caseByClaim, lockCase } from './case-store.ts';
import { caseTypeOf } from './case-type-store.ts';
import { availableAction, carryOut } from './transition.ts';

/** The time to pay is over: the application lapses. An attempt that only failed may be tried again and changes nothing. */
export async function lapseUnpaid(
  ctx: Context & { readonly db: Tx },
  { claimId, reason }: { claimId: string; reason: string },
): Promise<void> {
  if (reason !== 'expired') return;
  const known = await caseByClaim(ctx.db, claimId);
  const found = known && (await lockCase(ctx.db, known.id));
  if (!found) return;
  const type = await caseTypeOf(ctx.db, found);
  const action = availableAction(type, found, 'system', { effect: 'payment-expired' });
  if (action) await carryOut(ctx, ctx.db, type, found, action);
}
