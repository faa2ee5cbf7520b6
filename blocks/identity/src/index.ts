import { defineModule } from '@amt/module';
import { identityConfig } from './config.ts';
import { eraseAccount, exportAccount } from './erase-account.ts';
import { deleteExpiredRequests } from './sign-in-request-store.ts';
import { signedIn } from './events.ts';
import { loadOrganisation } from './load-organisation.ts';
import { passkeyRoutes } from './passkeys/passkey-routes.ts';
import { profileRoutes } from './profile-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { signOutRoutes } from './sign-out-routes.ts';
import { staffSignInRoutes } from './staff-sign-in-routes.ts';
import type {} from './tables.ts';

export default defineModule({
  name: 'identity',
  config: identityConfig,
  permissions: ['identity.manage'],
  migrations: new URL('../migrations/', import.meta.url),
  routes: [...signInRoutes, ...signOutRoutes, ...staffSignInRoutes, ...passkeyRoutes, ...profileRoutes],
  events: { emits: [signedIn], handles: [] },
  retention: {
    rule: 'Accounts that nobody used for ACCOUNT_INACTIVE_MONTHS (36) are erased in all modules (by the house); sign-in requests and used assertion ids go after a day.',
    run: (ctx) => deleteExpiredRequests(ctx.db, ctx.now),
  },
  dataSubject: { export: exportAccount, erase: eraseAccount },
  seed: { city: loadOrganisation },
});

export { accountById, attributesOf, setPreferences, trustLevelOf } from './account-store.ts';
export type { Account, VerifiedAttribute } from './account-store.ts';
export { attributeNames } from './bayernid-attributes.ts';
export { checkDemoPeople, checkOrganisation, readDemoPeople, readOrganisation } from './city-files.ts';
export type { CityFault } from './city-files.ts';
export { formTargets } from './config.ts';
export { erasedAccounts, inactiveAccounts } from './erase-account.ts';
export { signedIn } from './events.ts';
export { addStaff, deactivateStaff, grantRole, revokeRole } from './manage-staff.ts';
export type { RoleChange } from './manage-staff.ts';
export { keepTrustLevel, sessionTrustLevel } from './session-trust-level.ts';
export type { DemoPeople, DemoPerson } from './demo-people.ts';
export { demoAccountId, listDemoPeople } from './demo-person-store.ts';
export type { DemoPersonEntry } from './demo-person-store.ts';
export type { DemoStaffMember, Organisation, OrganisationRole, OrganisationUnit } from './organisation.ts';
export { resolveActor } from './resolve-actor.ts';
export { grantsOf, staffById, staffList, staffOfUnit } from './staff-store.ts';
export type { Grant, Staff, StaffListEntry } from './staff-store.ts';
export { reaches, trustLevels } from './trust-level.ts';
export type { TrustLevel } from './trust-level.ts';
export { unitById, units, unitWithParts } from './unit-store.ts';
export type { Unit } from './unit-store.ts';
