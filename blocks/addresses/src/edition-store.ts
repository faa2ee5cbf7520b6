import { sql, type Db, type Tx } from '@amt/db';
import './tables.ts';
import type { ListedAddress } from './import/read-address.ts';
import { toUtm } from './utm.ts';

/** One import of an official list. */
export interface AddressEdition {
  readonly id: string;
  readonly source: string;
  readonly contentHash: string;
  readonly importedAt: Temporal.Instant;
  readonly streets: number;
  readonly addresses: number;
  /** faulty rows that were left out on demand */
  readonly skipped: number;
}

export interface StoredStreet {
  readonly id: number;
  readonly name: string;
  readonly city: string;
}

/** An address with the number of its street in the edition. */
export interface PlacedAddress extends ListedAddress {
  readonly streetId: number;
}

const summary = ['e.id', 'e.source', 'e.contentHash', 'e.importedAt', 'e.streets', 'e.addresses', 'e.skipped'] as const;

/** The edition that answers now; undefined before the first import. */
export function currentEdition(db: Db | Tx): Promise<AddressEdition | undefined> {
  return db
    .selectFrom('addresses.currentEdition as c')
    .innerJoin('addresses.edition as e', 'e.id', 'c.editionId')
    .select(summary)
    .executeTakeFirst();
}

/** All imports, latest first. */
export function addressEditions(db: Db): Promise<AddressEdition[]> {
  return db
    .selectFrom('addresses.edition as e')
    .select(summary)
    .orderBy('e.importedAt', 'desc')
    .orderBy('e.id', 'desc')
    .limit(50)
    .execute();
}

/** Two imports at once would each see the other's rows half: the second one waits until the transaction of the first has ended. */
export async function lockImports(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('addresses import'))`.execute(tx);
}

/** The row that all others of the import refer to; {@link switchTo} fills in what is known at the end only. */
export async function beginEdition(tx: Tx, source: string, now: Temporal.Instant): Promise<string> {
  const { id } = await tx
    .insertInto('addresses.edition')
    .values({ source, importedAt: now, contentHash: '', streets: 0, addresses: 0, skipped: 0 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function addStreets(tx: Tx, editionId: string, streets: readonly StoredStreet[]): Promise<void> {
  await sql`insert into addresses.street (edition_id, id, name, city)
    select ${editionId}::uuid, * from unnest(${streets.map(({ id }) => id)}::integer[],
      ${streets.map(({ name }) => name)}::text[], ${streets.map(({ city }) => city)}::text[])`.execute(tx);
}

/** Writes many in one statement: one array per column. */
export async function addAddresses(tx: Tx, editionId: string, addresses: readonly PlacedAddress[]): Promise<void> {
  const column = <T>(of: (address: PlacedAddress) => T): T[] => addresses.map(of);
  const utm = addresses.map(toUtm);
  await sql`insert into addresses.address
      (edition_id, street_id, house_number, suffix, postal_code, district, latitude, longitude, location)
    select ${editionId}::uuid, street_id, house_number, suffix, postal_code, district, latitude, longitude, point(easting, northing)
    from unnest(${column(({ streetId }) => streetId)}::integer[], ${column(({ number }) => number)}::integer[],
      ${column(({ suffix }) => suffix)}::text[], ${column(({ postalCode }) => postalCode)}::text[],
      ${column(({ district }) => district ?? null)}::text[], ${column(({ lat }) => lat)}::float8[], ${column(({ lon }) => lon)}::float8[],
      ${utm.map(({ easting }) => easting)}::float8[], ${utm.map(({ northing }) => northing)}::float8[])
      as given (street_id, house_number, suffix, postal_code, district, latitude, longitude, easting, northing)`.execute(tx);
}

/**
 * Makes the edition the one that answers. The rows of the one before stay, because processes may be reading them; those of older ones go.
 */
export async function switchTo(
  tx: Tx,
  editionId: string,
  facts: Pick<AddressEdition, 'contentHash' | 'streets' | 'addresses' | 'skipped'>,
): Promise<void> {
  await tx.updateTable('addresses.edition').set(facts).where('id', '=', editionId).execute();
  const before = await currentEdition(tx);
  await tx
    .insertInto('addresses.currentEdition')
    .values({ editionId })
    .onConflict((conflict) => conflict.column('onlyRow').doUpdateSet({ editionId }))
    .execute();
  await tx
    .deleteFrom('addresses.street')
    .where('editionId', 'not in', [editionId, ...(before ? [before.id] : [])])
    .execute();
}
