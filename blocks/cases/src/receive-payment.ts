import { officeDate } from '@amt/clock';
import type { Tx } from '@amt/db';
import type { Context } from '@amt/module';
import { caseByClaim, lockCase } from './case-store.ts';
import { caseTypeOf } from './case-type-store.ts';
import { decisionDueOn } from './open-case.ts';
import { availableAction, carryOut } from './transition.ts';

/** The fee is paid: the application counts as received and its deadline begins. Told twice, it is done once. */
export async function receivePayment(ctx: Context & { readonly db: Tx }, { claimId }: { claimId: string }): Promise<void> {
  const tx = ctx.db;
  const known = await caseByClaim(tx, claimId);
  const found = known && (await lockCase(tx, known.id));
  if (!found) return;
  const type = await caseTypeOf(tx, found);
  const action = availableAction(type, found, 'system', { effect: 'payment-received' });
  if (!action) return;
  const today = officeDate(ctx.now);
  await carryOut(ctx, tx, type, found, action, { change: { receivedOn: today, dueOn: await decisionDueOn(tx, type, today) } });
}
