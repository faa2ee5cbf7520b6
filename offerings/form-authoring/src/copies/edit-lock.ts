import { inTransaction } from '@amt/db';
import { emit } from '@amt/jobs';
import { type Actor, type Context, type Result, done, failed } from '@amt/module';
import { lockTakenOver } from '../events.ts';
import { type WorkingCopy, lockWorkingCopy, setLock } from './working-copy-store.ts';

/** So long a form stays with the person who changed it last. */
export const lockMinutes = 20;

type Lock = Pick<WorkingCopy, 'lockStaffId' | 'lockStaffName' | 'lockUntil'>;

/** Somebody else is writing at this moment. */
export function isLockedFor(actor: Actor, lock: Lock, now: Temporal.Instant): boolean {
  return lock.lockUntil !== null && Temporal.Instant.compare(lock.lockUntil, now) > 0 && lock.lockStaffId !== actor.id;
}

/** The lock of someone who has just changed something. */
export function lockOf(actor: Actor, now: Temporal.Instant): Lock {
  if (actor.kind !== 'staff') return { lockStaffId: null, lockStaffName: null, lockUntil: null };
  return { lockStaffId: actor.id, lockStaffName: actor.name, lockUntil: now.add({ minutes: lockMinutes }) };
}

/** Takes the edit lock, from a colleague too: people go home and leave forms open. What the colleague had saved stays; later changes of theirs are refused. */
export async function takeLock(ctx: Context, { formId }: { formId: string }): Promise<Result<void, 'not-found'>> {
  return inTransaction(ctx.db, async (tx) => {
    const copy = await lockWorkingCopy(tx, formId);
    if (!copy) return failed('not-found');
    ctx.require('form-authoring.edit', { unitId: copy.unitId });
    await setLock(tx, formId, lockOf(ctx.actor, ctx.now));
    if (isLockedFor(ctx.actor, copy, ctx.now))
      await emit(tx, lockTakenOver, { formId, unitId: copy.unitId, from: copy.lockStaffId ?? '', to: ctx.actor.id });
    return done();
  });
}

/** Gives one's own lock back, so that colleagues need not wait. */
export async function releaseLock(ctx: Context, { formId }: { formId: string }): Promise<Result<void, 'not-found'>> {
  return inTransaction(ctx.db, async (tx) => {
    const copy = await lockWorkingCopy(tx, formId);
    if (!copy) return failed('not-found');
    ctx.require('form-authoring.edit', { unitId: copy.unitId });
    if (copy.lockStaffId === ctx.actor.id) await setLock(tx, formId, { lockStaffId: null, lockStaffName: null, lockUntil: null });
    return done();
  });
}
