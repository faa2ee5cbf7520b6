import type { Db } from '@amt/db';
import { anonymous, personActor, staffActor, type Actor, type SignedIn } from '@amt/module';
import { accountById } from './account-store.ts';
import { grantsOf, staffById } from './staff-store.ts';
import { unitWithParts } from './unit-store.ts';

/**
 * Who acts in this request. Asked at every request, so a role taken away, a person who left and an erased
 * account lose their rights at once and not at the end of the session.
 * Each role counts in the unit it was given in and everything below.
 */
export async function resolveActor(db: Db, signedIn: SignedIn | undefined): Promise<Actor> {
  if (signedIn === undefined) return anonymous;
  if (signedIn.kind === 'person') {
    const account = await accountById(db, signedIn.id);
    return account ? personActor({ id: account.id, name: account.displayName }) : anonymous;
  }
  const staff = await staffById(db, signedIn.id);
  if (!staff?.active) return anonymous;
  const grants = await Promise.all(
    (await grantsOf(db, staff.id)).map(async ({ permissions, unitId }) => ({
      permissions: new Set(permissions),
      unitIds: await unitWithParts(db, unitId),
    })),
  );
  return staffActor({ id: staff.id, name: staff.name, grants });
}
