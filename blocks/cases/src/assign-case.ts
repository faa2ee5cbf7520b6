import { inTransaction } from '@amt/db';
import { staffOfUnit } from '@amt/identity';
import { emit } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { insertEvent, lockCase, updateCase } from './case-store.ts';
import { caseTypeOf } from './case-type-store.ts';
import { caseAssigned } from './events.ts';
import { availableAction, carryOut } from './transition.ts';

export interface AssignCase {
  readonly caseId: string;
  readonly staffId: string;
}

/**
 * Gives a case to a member of staff of the unit that is responsible for it; a case nobody has begun is thereby begun.
 * Assigning it to the present owner changes nothing and is not an error.
 *
 * @returns `not-found`, `closed`, or `wrong-unit` when the person does not work in the responsible unit.
 */
export async function assignCase(
  ctx: Context,
  { caseId, staffId }: AssignCase,
): Promise<Result<void, 'not-found' | 'closed' | 'wrong-unit'>> {
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCase(tx, caseId);
    if (!found) return failed('not-found');
    ctx.require('cases.assign', { unitId: found.unitId });
    if (found.closedAt) return failed('closed');
    if (found.ownerId === staffId) return done();
    const member = (await staffOfUnit(tx, found.unitId)).find((staff) => staff.id === staffId);
    if (!member) return failed('wrong-unit');

    await updateCase(tx, caseId, { ownerId: staffId });
    await insertEvent(tx, { caseId, at: ctx.now, kind: 'assigned', actor: ctx.actor, detail: { to: member.name } });
    await emit(tx, caseAssigned, { caseId, staffId });
    const type = await caseTypeOf(tx, found);
    const take = availableAction(type, found, 'staff', { effect: 'take' });
    if (take) await carryOut(ctx, tx, type, found, take);
    return done();
  });
}
