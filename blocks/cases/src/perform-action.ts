import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { lockCase } from './case-store.ts';
import { caseTypeOf } from './case-type-store.ts';
import { availableAction, carryOut, failingGuard, type Refusal } from './transition.ts';

/** Effects that need no more than the click; the others have use cases of their own. */
const plain = new Set(['none', 'take', 'close', 'withdraw']);

/** Staff take a plain step of the case type: begin, close without decision, record a withdrawal. */
export async function performAction(
  ctx: Context,
  { caseId, actionId }: { caseId: string; actionId: string },
): Promise<Result<void, 'not-found' | Refusal>> {
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCase(tx, caseId);
    if (!found) return failed('not-found');
    ctx.require('cases.read', { unitId: found.unitId });
    const type = await caseTypeOf(tx, found);
    const action = availableAction(type, found, 'staff', { id: actionId });
    if (!action || !plain.has(action.effect)) return failed('not-now');
    ctx.require(action.permission ?? 'cases.decide', { unitId: found.unitId });
    const guard = await failingGuard(tx, ctx.actor, found, action);
    if (guard) return failed(guard);
    const takes = action.effect === 'take' ? { ownerId: ctx.actor.id } : {};
    const ends = action.effect === 'withdraw' ? { outcome: 'withdrawn' } : {};
    await carryOut(ctx, tx, type, found, action, { change: { ...takes, ...ends } });
    return done();
  });
}

/** The applicant takes the application back, as long as the case type allows it. */
export async function withdrawCase(ctx: Context, { caseId }: { caseId: string }): Promise<Result<void, 'not-found' | 'not-now'>> {
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCase(tx, caseId);
    if (!found || ctx.actor.kind !== 'person' || found.accountId !== ctx.actor.id) return failed('not-found');
    const type = await caseTypeOf(tx, found);
    const action = availableAction(type, found, 'applicant', { effect: 'withdraw' });
    if (!action) return failed('not-now');
    await carryOut(ctx, tx, type, found, action, { change: { outcome: 'withdrawn' } });
    return done();
  });
}
