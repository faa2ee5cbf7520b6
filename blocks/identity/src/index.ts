import { defineModule } from '@amt/module';
import { identityConfig } from './config.ts';
import { loadOrganisation } from './load-organisation.ts';
import type {} from './tables.ts';

export default defineModule({
  name: 'identity',
  config: identityConfig,
  migrations: new URL('../migrations/', import.meta.url),
  retention: 'none',
  dataSubject: 'none',
  seed: { city: loadOrganisation },
});

export { accountById, attributesOf, setPreferences, trustLevelOf } from './account-store.ts';
export type { Account, VerifiedAttribute } from './account-store.ts';
export { checkDemoPeople, checkOrganisation, readDemoPeople, readOrganisation } from './city-files.ts';
export type { CityFault } from './city-files.ts';
export type { DemoPeople, DemoPerson } from './demo-people.ts';
export { listDemoPeople } from './demo-person-store.ts';
export type { DemoPersonEntry } from './demo-person-store.ts';
export type { DemoStaffMember, Organisation, OrganisationRole, OrganisationUnit } from './organisation.ts';
export { resolveActor } from './resolve-actor.ts';
export { grantsOf, staffById, staffList, staffOfUnit } from './staff-store.ts';
export type { Grant, Staff, StaffListEntry } from './staff-store.ts';
export { reaches, trustLevels } from './trust-level.ts';
export type { TrustLevel } from './trust-level.ts';
export { unitById, units, unitWithParts } from './unit-store.ts';
export type { Unit } from './unit-store.ts';
