import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { staffById, staffBySubject, touchStaff, type Staff } from './staff-store.ts';

/** A verified subject of the directory, or a verified passkey, becomes a signed-in member of staff; who is not active stays out. */
export async function signInStaff(
  ctx: Context,
  who: { subject: string } | { staffId: string },
  means: 'oidc' | 'passkey',
): Promise<Result<Staff, 'staff-unknown'>> {
  const staff = 'subject' in who ? await staffBySubject(ctx.db, who.subject) : await staffById(ctx.db, who.staffId);
  if (!staff?.active) return failed('staff-unknown');
  await inTransaction(ctx.db, async (tx) => {
    await touchStaff(tx, staff.id, ctx.now);
    await record(tx, {
      actor: { kind: 'staff', id: staff.id, name: staff.name },
      action: 'identity.sign-in',
      subject: { type: 'staff', id: staff.id },
      detail: { means },
    });
  });
  return done(staff);
}
