import { sql, type Db, type Tx } from '@amt/db';
import { isLocale, type Locale, type LocalizedText } from '@amt/i18n';

/** A member of staff. */
export interface Staff {
  readonly id: string;
  /** `sub` at the staff OIDC provider */
  readonly subject: string;
  readonly name: string;
  readonly mail: string;
  readonly phone: string | undefined;
  readonly locale: Locale;
  readonly active: boolean;
}

const columns = ['s.id', 's.subject', 's.name', 's.mail', 's.phone', 's.locale', 's.active'] as const;

type Row = Omit<Staff, 'phone' | 'locale'> & {
  readonly phone: string | null;
  readonly locale: string;
};
const toStaff = (row: Row): Staff => ({
  ...row,
  phone: row.phone ?? undefined,
  locale: isLocale(row.locale) ? row.locale : 'de',
});

export async function staffById(db: Db, id: string): Promise<Staff | undefined> {
  const row = await db.selectFrom('identity.staff as s').select(columns).where('s.id', '=', id).executeTakeFirst();
  return row && toStaff(row);
}

export async function staffBySubject(db: Db, subject: string): Promise<Staff | undefined> {
  const row = await db.selectFrom('identity.staff as s').select(columns).where('s.subject', '=', subject).executeTakeFirst();
  return row && toStaff(row);
}

/** Active staff with a role in the unit itself, by name. */
export async function staffOfUnit(db: Db, unitId: string): Promise<Staff[]> {
  const rows = await db
    .selectFrom('identity.staff as s')
    .select(columns)
    .where('s.active', '=', true)
    .where((eb) =>
      eb.exists(
        eb.selectFrom('identity.staffRole as r').select('r.roleId').whereRef('r.staffId', '=', 's.id').where('r.unitId', '=', unitId),
      ),
    )
    .orderBy('s.name')
    .execute();
  return rows.map(toStaff);
}

/** A role that a member of staff has in a unit. */
export interface Grant {
  readonly roleId: string;
  readonly roleName: LocalizedText;
  readonly permissions: readonly string[];
  readonly unitId: string;
  readonly unitName: LocalizedText;
}

export function grantsOf(db: Db, staffId: string): Promise<Grant[]> {
  return db
    .selectFrom('identity.staffRole as g')
    .innerJoin('identity.role as r', 'r.id', 'g.roleId')
    .innerJoin('identity.unit as u', 'u.id', 'g.unitId')
    .select(['g.roleId', 'r.name as roleName', 'r.permissions', 'g.unitId', 'u.name as unitName'])
    .where('g.staffId', '=', staffId)
    .orderBy('u.position')
    .orderBy('g.roleId')
    .execute();
}

/** A row of `amt user list`. */
export interface StaffListEntry extends Staff {
  readonly demoNote: LocalizedText | undefined;
  /** `role@unit` */
  readonly roles: readonly string[];
}

/** All staff with their roles, by name. */
export async function staffList(db: Db): Promise<StaffListEntry[]> {
  const rows = await db
    .selectFrom('identity.staff as s')
    .leftJoin('identity.staffRole as g', 'g.staffId', 's.id')
    .select([...columns, 's.demoNote'])
    .select(sql<string[]>`coalesce(array_agg(g.role_id || '@' || g.unit_id) filter (where g.role_id is not null), '{}')`.as('roles'))
    .groupBy('s.id')
    .orderBy('s.name')
    .execute();
  return rows.map(({ demoNote, roles, ...row }) => ({
    ...toStaff(row),
    demoNote: demoNote ?? undefined,
    roles: roles.toSorted(),
  }));
}

export interface NewStaff {
  readonly subject: string;
  readonly name: string;
  readonly mail: string;
  readonly phone?: string | undefined;
  readonly demoNote?: LocalizedText | undefined;
}

/** Adds a member of staff, or updates the one with this subject; returns the id. */
export async function upsertStaff(tx: Tx, { phone, demoNote, ...person }: NewStaff, at: Temporal.Instant): Promise<string> {
  const values = {
    ...person,
    phone: phone ?? null,
    demoNote: demoNote ? JSON.stringify(demoNote) : null,
    active: true,
  };
  const row = await tx
    .insertInto('identity.staff')
    .values({ ...values, createdAt: at, lastSignInAt: null })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function setStaffActive(tx: Tx, id: string, active: boolean): Promise<void> {
  await tx.updateTable('identity.staff').set({ active }).where('id', '=', id).execute();
}

export async function touchStaff(tx: Db | Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('identity.staff').set({ lastSignInAt: at }).where('id', '=', id).execute();
}

/** Gives a role in a unit; giving it twice changes nothing. */
export async function addGrant(tx: Tx, grant: { staffId: string; roleId: string; unitId: string }, at: Temporal.Instant): Promise<void> {
  await tx
    .insertInto('identity.staffRole')
    .values({ ...grant, grantedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes a role away; returns whether it was there. */
export async function removeGrant(
  tx: Tx,
  { staffId, roleId, unitId }: { staffId: string; roleId: string; unitId: string },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('identity.staffRole')
    .where('staffId', '=', staffId)
    .where('roleId', '=', roleId)
    .where('unitId', '=', unitId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
