import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { endSessionsOf } from '@amt/http';
import { done, failed, type Context, type Result } from '@amt/module';
import { roleExists } from './role-store.ts';
import { addGrant, removeGrant, setStaffActive, staffBySubject, upsertStaff } from './staff-store.ts';
import { unitById } from './unit-store.ts';

/** A role in a unit for the member of staff with this subject at the directory. */
export interface RoleChange {
  readonly subject: string;
  readonly roleId: string;
  readonly unitId: string;
}

type Unknown = 'unknown-staff' | 'unknown-role' | 'unknown-unit';

/** Adds a member of staff, or updates name and mail of the one with this subject. Needs `identity.manage`. */
export async function addStaff(
  ctx: Context,
  person: { subject: string; name: string; mail: string },
): Promise<Result<{ staffId: string }>> {
  ctx.require('identity.manage');
  return inTransaction(ctx.db, async (tx) => {
    const staffId = await upsertStaff(tx, person, ctx.now);
    await record(tx, { actor: ctx.actor, action: 'identity.add-staff', subject: { type: 'staff', id: staffId } });
    return done({ staffId });
  });
}

/** Gives a role in a unit; giving it twice is not an error. */
export async function grantRole(ctx: Context, { subject, roleId, unitId }: RoleChange): Promise<Result<void, Unknown>> {
  ctx.require('identity.manage');
  const staff = await staffBySubject(ctx.db, subject);
  if (!staff) return failed('unknown-staff');
  if (!(await roleExists(ctx.db, roleId))) return failed('unknown-role');
  if (!(await unitById(ctx.db, unitId))) return failed('unknown-unit');
  return inTransaction(ctx.db, async (tx) => {
    await addGrant(tx, { staffId: staff.id, roleId, unitId }, ctx.now);
    await record(tx, {
      actor: ctx.actor,
      action: 'identity.grant-role',
      subject: { type: 'staff', id: staff.id },
      detail: { roleId, unitId },
    });
    return done();
  });
}

/** Takes a role away; takes effect with the person's next request. */
export async function revokeRole(
  ctx: Context,
  { subject, roleId, unitId }: RoleChange,
): Promise<Result<void, 'unknown-staff' | 'not-granted'>> {
  ctx.require('identity.manage');
  const staff = await staffBySubject(ctx.db, subject);
  if (!staff) return failed('unknown-staff');
  return inTransaction(ctx.db, async (tx) => {
    if (!(await removeGrant(tx, { staffId: staff.id, roleId, unitId }))) return failed('not-granted');
    await record(tx, {
      actor: ctx.actor,
      action: 'identity.revoke-role',
      subject: { type: 'staff', id: staff.id },
      detail: { roleId, unitId },
    });
    return done();
  });
}

/** Somebody left: no sign-in any more, all sessions end. The record of what they did stays. */
export async function deactivateStaff(ctx: Context, subject: string): Promise<Result<void, 'unknown-staff'>> {
  ctx.require('identity.manage');
  const staff = await staffBySubject(ctx.db, subject);
  if (!staff) return failed('unknown-staff');
  return inTransaction(ctx.db, async (tx) => {
    await setStaffActive(tx, staff.id, false);
    await endSessionsOf(tx, { kind: 'staff', id: staff.id });
    await record(tx, { actor: ctx.actor, action: 'identity.deactivate-staff', subject: { type: 'staff', id: staff.id } });
    return done();
  });
}
