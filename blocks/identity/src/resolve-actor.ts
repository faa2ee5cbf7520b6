import type { Db } from '@amt/db';
import { anonymous, type Actor, type SignedIn } from '@amt/module';
import { accountById } from './account-store.ts';
import { grantsOf, staffById, unitIdsOf } from './staff-store.ts';

/**
 * Who acts in this request. Asked at every request, so a role taken away, a person who left and an erased
 * account lose their rights at once and not at the end of the session.
 * Permissions are the union over all roles, units the union of all units with everything below them.
 */
export async function resolveActor(db: Db, signedIn: SignedIn | undefined): Promise<Actor> {
  if (signedIn === undefined) return anonymous;
  if (signedIn.kind === 'person') {
    const account = await accountById(db, signedIn.id);
    return account
      ? {
          kind: 'person',
          id: account.id,
          name: account.displayName,
          permissions: new Set(),
          unitIds: [],
        }
      : anonymous;
  }
  const staff = await staffById(db, signedIn.id);
  if (!staff?.active) return anonymous;
  const grants = await grantsOf(db, staff.id);
  return {
    kind: 'staff',
    id: staff.id,
    name: staff.name,
    permissions: new Set(grants.flatMap(({ permissions }) => permissions)),
    unitIds: await unitIdsOf(db, grants),
  };
}
