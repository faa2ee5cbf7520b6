import type { Db, Tx } from '@amt/db';
import type { OrganisationRole } from './organisation.ts';

/** Does the city know this role? */
export async function roleExists(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('identity.role').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** Loads the roles of the city's file. A role that is gone from it loses its permissions; who has it is kept on record. */
export async function replaceRoles(tx: Tx, roles: readonly OrganisationRole[]): Promise<void> {
  await tx.updateTable('identity.role').set({ permissions: [] }).execute();
  for (const { id, name, permissions } of roles) {
    const values = { name: JSON.stringify(name), permissions };
    await tx
      .insertInto('identity.role')
      .values({ id, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
  }
}
