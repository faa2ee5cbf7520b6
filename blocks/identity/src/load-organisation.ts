import { inTransaction } from '@amt/db';
import { configOf, type City, type Context } from '@amt/module';
import { replaceAttributes, upsertAccount } from './account-store.ts';
import { factsOf } from './bayernid-attributes.ts';
import { readDemoPeople, readOrganisation } from './city-files.ts';
import { identityConfig } from './config.ts';
import { markAsDemoPerson } from './demo-person-store.ts';
import { replaceRoles } from './role-store.ts';
import { addGrant, upsertStaff } from './staff-store.ts';
import { fromAkdbLevel, fromMeans } from './trust-level.ts';
import { replaceUnits } from './unit-store.ts';

/** Loads units and roles of the city; in demo mode also its invented staff and residents. Doing it again updates them. */
export async function loadOrganisation(ctx: Context, city: City): Promise<void> {
  const organisation = await readOrganisation(city.folder);
  const demo = configOf(ctx, identityConfig).AMT_DEMO;
  await inTransaction(ctx.db, async (tx) => {
    await replaceUnits(tx, organisation.units);
    await replaceRoles(tx, organisation.roles);
    if (!demo) return;
    for (const { roles, note, ...person } of organisation.demoStaff) {
      const staffId = await upsertStaff(tx, { ...person, demoNote: note ?? { de: '' } }, ctx.now);
      for (const { role, unit } of roles) await addGrant(tx, { staffId, roleId: role, unitId: unit }, ctx.now);
    }
  });
  if (demo) await loadDemoPeople(ctx, city);
}

async function loadDemoPeople(ctx: Context, city: City): Promise<void> {
  const { residents } = await readDemoPeople(city.folder);
  await inTransaction(ctx.db, async (tx) => {
    for (const person of residents) {
      const level = fromMeans(person.means);
      const facts = factsOf(
        Object.entries(person.attributes).map(([name, value]) => ({
          name,
          value,
          trustLevel: person.trustLevels?.[name] === undefined ? level : fromAkdbLevel(person.trustLevels[name]),
        })),
        ctx.now,
      );
      const known = await upsertAccount(tx, { bpk2: person.bPK2, trustLevel: level, ...facts }, ctx.now, 'de');
      await replaceAttributes(tx, known, 'bayernid', facts.attributes);
      await markAsDemoPerson(tx, known, person);
    }
  });
}
