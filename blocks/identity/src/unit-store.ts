import { sql, statement, type Db, type Tx } from '@amt/db';
import type { LocalizedText } from '@amt/i18n';
import type { OrganisationUnit } from './organisation.ts';

/** A part of the authority: Referat, department, team. */
export interface Unit {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly kind: OrganisationUnit['kind'];
  readonly name: LocalizedText;
  readonly task: LocalizedText | undefined;
  readonly address: NonNullable<OrganisationUnit['address']> | undefined;
  readonly phone: string | undefined;
  readonly mail: string | undefined;
  readonly website: string | undefined;
  readonly openingHours: LocalizedText | undefined;
  readonly accessibility: LocalizedText | undefined;
}

const columns = ['id', 'parentId', 'kind', 'name', 'task', 'address', 'phone', 'mail', 'website', 'openingHours', 'accessibility'] as const;

type Row = { readonly [K in keyof Unit]: Unit[K] | null } & {
  readonly id: string;
  readonly kind: Unit['kind'];
  readonly name: LocalizedText;
};

const toUnit = (row: Row): Unit => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  parentId: row.parentId ?? undefined,
  task: row.task ?? undefined,
  address: row.address ?? undefined,
  phone: row.phone ?? undefined,
  mail: row.mail ?? undefined,
  website: row.website ?? undefined,
  openingHours: row.openingHours ?? undefined,
  accessibility: row.accessibility ?? undefined,
});

const byId = statement((db, { id }: { id: string }) =>
  db
    .selectFrom('identity.unit')
    .select([...columns, sql<string>`md5(unit::text)`.as('version')])
    .where('id', '=', id),
);

/** A unit by id, also one that is closed (old cases name it). `version` is another one as soon as the unit says something else. */
export async function unitById(db: Db, id: string): Promise<(Unit & { readonly version: string }) | undefined> {
  const [row] = await byId(db, { id });
  return row && { ...toUnit(row), version: row.version };
}

/** The units in service, in the order of the city's file: each parent before its parts. */
export async function units(db: Db): Promise<Unit[]> {
  const rows = await db.selectFrom('identity.unit').select(columns).where('active', '=', true).orderBy('position').execute();
  return rows.map(toUnit);
}

/** The unit itself and everything below it. */
export async function unitWithParts(db: Db, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive part as (
      select id from identity.unit where id = ${id}
      union
      select u.id from identity.unit u join part on u.parent_id = part.id
    )
    select id from part order by id`.execute(db);
  return rows.map((row) => row.id);
}

const json = (value: object | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

/** Loads the units of the city's file; a unit that is gone from it is closed, not removed. */
export async function replaceUnits(tx: Tx, all: readonly OrganisationUnit[]): Promise<void> {
  await tx.updateTable('identity.unit').set({ active: false }).execute();
  for (const [position, unit] of all.entries()) {
    const values = {
      parentId: unit.parent ?? null,
      kind: unit.kind,
      name: JSON.stringify(unit.name),
      task: json(unit.task),
      address: json(unit.address),
      phone: unit.phone ?? null,
      mail: unit.mail ?? null,
      website: unit.website ?? null,
      openingHours: json(unit.openingHours),
      accessibility: json(unit.accessibility),
      position,
      active: true,
    };
    await tx
      .insertInto('identity.unit')
      .values({ id: unit.id, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
  }
}
