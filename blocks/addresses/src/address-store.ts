import { sql, type Db } from '@amt/db';
import './tables.ts';
import type { StoredStreet } from './edition-store.ts';
import type { UtmPosition } from './utm.ts';

/** An address row as indexes and answers need it. */
export interface StoredAddress {
  readonly streetId: number;
  readonly number: number;
  readonly suffix: string;
  readonly postalCode: string;
  readonly district: string | null;
  readonly lat: number;
  readonly lon: number;
}

export function streetsOf(db: Db, editionId: string): Promise<StoredStreet[]> {
  return db.selectFrom('addresses.street').select(['id', 'name', 'city']).where('editionId', '=', editionId).orderBy('id').execute();
}

/** Addresses of the streets `first` to `last`, in the order people count house numbers. */
export function addressesOf(db: Db, editionId: string, first: number, last: number): Promise<StoredAddress[]> {
  return db
    .selectFrom('addresses.address')
    .select(['streetId', 'houseNumber as number', 'suffix', 'postalCode', 'district', 'latitude as lat', 'longitude as lon'])
    .where('editionId', '=', editionId)
    .where('streetId', '>=', first)
    .where('streetId', '<=', last)
    .orderBy('streetId')
    .orderBy('houseNumber')
    .orderBy('suffix')
    .orderBy('postalCode')
    .execute();
}

/** The address next to a place, with the metres between; walks the index outwards from the place. */
export async function nearestOf(
  db: Db,
  editionId: string,
  { easting, northing }: UtmPosition,
): Promise<(StoredAddress & StoredStreet & { readonly metres: number }) | undefined> {
  const distance = sql<number>`a.location <-> point(${easting}::float8, ${northing}::float8)`;
  return db
    .selectFrom('addresses.address as a')
    .innerJoin('addresses.street as s', (join) => join.onRef('s.editionId', '=', 'a.editionId').onRef('s.id', '=', 'a.streetId'))
    .select([
      's.id',
      's.name',
      's.city',
      'a.streetId',
      'a.houseNumber as number',
      'a.suffix',
      'a.postalCode',
      'a.district',
      'a.latitude as lat',
      'a.longitude as lon',
      distance.as('metres'),
    ])
    .where('a.editionId', '=', editionId)
    .orderBy(distance)
    .limit(1)
    .executeTakeFirst();
}

export interface AddressCounts {
  readonly postalCodes: number;
  readonly cities: number;
  readonly withDistrict: number;
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** Counts over the rows of an edition. */
export function countAddresses(db: Db, editionId: string): Promise<AddressCounts> {
  return db
    .selectFrom('addresses.address as a')
    .innerJoin('addresses.street as s', (join) => join.onRef('s.editionId', '=', 'a.editionId').onRef('s.id', '=', 'a.streetId'))
    .select((count) => [
      sql<number>`count(distinct a.postal_code)`.as('postalCodes'),
      sql<number>`count(distinct s.city)`.as('cities'),
      count.fn.count<number>('a.district').as('withDistrict'),
      sql<number>`min(a.latitude)`.as('south'),
      sql<number>`max(a.latitude)`.as('north'),
      sql<number>`min(a.longitude)`.as('west'),
      sql<number>`max(a.longitude)`.as('east'),
    ])
    .where('a.editionId', '=', editionId)
    .executeTakeFirstOrThrow();
}
