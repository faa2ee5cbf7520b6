import type { ColumnType, Generated } from 'kysely';

interface EditionTable {
  id: Generated<string>;
  source: string;
  contentHash: string;
  importedAt: Temporal.Instant;
  streets: number;
  addresses: number;
  skipped: number;
}

interface CurrentEditionTable {
  onlyRow: Generated<boolean>;
  editionId: string;
}

interface StreetTable {
  editionId: string;
  id: number;
  name: string;
  city: string;
}

interface AddressTable {
  editionId: string;
  streetId: number;
  houseNumber: number;
  suffix: string;
  postalCode: string;
  district: string | null;
  latitude: number;
  longitude: number;
  location: ColumnType<{ readonly x: number; readonly y: number }, string, never>;
}

interface DistrictTable {
  number: number;
  name: string;
}

/** Shapes are written as PostgreSQL writes polygons and asked in SQL only. */
interface DistrictAreaTable {
  id: number;
  districtNumber: number;
  part: string | null;
  shape: string;
}

interface DistrictHoleTable {
  areaId: number;
  shape: string;
}

interface DistrictSourceTable {
  onlyRow: Generated<boolean>;
  source: string;
  contentHash: string;
  importedAt: Temporal.Instant;
}

declare module '@amt/db' {
  interface Tables {
    'addresses.edition': EditionTable;
    'addresses.currentEdition': CurrentEditionTable;
    'addresses.street': StreetTable;
    'addresses.address': AddressTable;
    'addresses.district': DistrictTable;
    'addresses.districtArea': DistrictAreaTable;
    'addresses.districtHole': DistrictHoleTable;
    'addresses.districtSource': DistrictSourceTable;
  }
}
