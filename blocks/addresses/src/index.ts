import { defineModule } from '@amt/module';
import { loadCity } from './load-city.ts';
import { routes } from './routes.ts';

export default defineModule({
  name: 'addresses',
  permissions: ['addresses.import'],
  migrations: new URL('../migrations/', import.meta.url),
  routes,
  // Lists of all addresses of a city say nothing about a person, and what people type here is not written down.
  retention: 'none',
  dataSubject: 'none',
  seed: { city: loadCity },
});

export type { Address } from './address.ts';
export type { Position } from './utm.ts';
export { importAddresses } from './import-addresses.ts';
export type { AddressImport, ImportAddresses } from './import-addresses.ts';
export { formatOf } from './import/read-list.ts';
export type { ListFormat } from './import/read-list.ts';
export type { RowFault } from './import/row-fault.ts';
export { addressEditions, currentEdition } from './edition-store.ts';
export type { AddressEdition } from './edition-store.ts';
export { addressIndex } from './address-index.ts';
export { countAddresses } from './address-store.ts';
export type { AddressCounts } from './address-store.ts';
export { suggestStreets } from './suggest-streets.ts';
export type { StreetSuggestion, StreetSuggestions } from './suggest-streets.ts';
export { suggestHouseNumbers } from './suggest-house-numbers.ts';
export type { HouseNumberSuggestions, SuggestHouseNumbers } from './suggest-house-numbers.ts';
export { findAddress } from './find-address.ts';
export type { FoundAddress, TypedAddress } from './find-address.ts';
export { nearestAddress } from './nearest-address.ts';
export type { NearestAddress } from './nearest-address.ts';
export { districtOf, districts } from './district/district-of.ts';
export type { DistrictHit } from './district/district-of.ts';
export type { District } from './district/district-store.ts';
export { importDistricts } from './district/import-districts.ts';
export type { DistrictImport, ImportDistricts } from './district/import-districts.ts';
export { generateAddresses, mostStreets } from './generate-addresses.ts';
export type { GenerateAddresses } from './generate-addresses.ts';
export { checkAddresses } from './city-files.ts';
