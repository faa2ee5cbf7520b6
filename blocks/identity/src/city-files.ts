import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { DemoPeople } from './demo-people.ts';
import { Organisation } from './organisation.ts';

/** A fault in a file of a city: where (JSON pointer) and what, in words for whoever writes the file. */
export interface CityFault {
  readonly path: string;
  readonly message: string;
}

const schemaFaults = (schema: TSchema, json: unknown): CityFault[] =>
  [...Value.Errors(schema, json)].map(({ instancePath, message }) => ({
    path: instancePath || '/',
    message,
  }));

const twice = (ids: readonly string[]): string[] => ids.filter((id, at) => ids.indexOf(id) !== at);

/** All faults of an `organisation.json`; an empty list means it can be loaded. */
export function checkOrganisation(json: unknown): readonly CityFault[] {
  if (!Value.Check(Organisation, json)) return schemaFaults(Organisation, json);
  const { units, roles, demoStaff } = json;
  const unitIds = units.map(({ id }) => id);
  const roleIds = roles.map(({ id }) => id);
  const faults: CityFault[] = [
    ...twice(unitIds).map((id) => ({ path: '/units', message: `unit "${id}" stands there twice` })),
    ...twice(roleIds).map((id) => ({ path: '/roles', message: `role "${id}" stands there twice` })),
    ...twice(demoStaff.map(({ subject }) => subject)).map((id) => ({
      path: '/demoStaff',
      message: `"${id}" stands there twice`,
    })),
  ];
  units.forEach(({ parent }, at) => {
    // parents come first, so that the tree is whole at every line and cannot hold a cycle
    if (parent !== undefined && !unitIds.slice(0, at).includes(parent)) {
      faults.push({
        path: `/units/${at}/parent`,
        message: `"${parent}" must be a unit that stands above this one`,
      });
    }
  });
  demoStaff.forEach(({ roles: granted }, at) => {
    granted.forEach(({ role, unit }, nth) => {
      if (!roleIds.includes(role))
        faults.push({
          path: `/demoStaff/${at}/roles/${nth}/role`,
          message: `there is no role "${role}"`,
        });
      if (!unitIds.includes(unit))
        faults.push({
          path: `/demoStaff/${at}/roles/${nth}/unit`,
          message: `there is no unit "${unit}"`,
        });
    });
  });
  return faults;
}

/** All faults of a `demo-people.json`. */
export function checkDemoPeople(json: unknown): readonly CityFault[] {
  if (!Value.Check(DemoPeople, json)) return schemaFaults(DemoPeople, json);
  return twice(json.residents.map(({ bPK2 }) => bPK2)).map((id) => ({
    path: '/residents',
    message: `bPK2 "${id}" stands there twice`,
  }));
}

async function read<S extends TSchema>(file: string, check: (json: unknown) => readonly CityFault[]): Promise<Static<S>> {
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  const faults = check(json);
  if (faults.length > 0) throw new Error(`${file}: ${faults.map(({ path, message }) => `${path} ${message}`).join('; ')}`);
  return json as Static<S>;
}

/** Reads `<city>/organisation.json`. @throws when it does not hold, with all faults. */
export function readOrganisation(cityFolder: string): Promise<Organisation> {
  return read<typeof Organisation>(join(cityFolder, 'organisation.json'), checkOrganisation);
}

/** Reads `<city>/demo-people.json`. @throws when it does not hold, with all faults. */
export function readDemoPeople(cityFolder: string): Promise<DemoPeople> {
  return read<typeof DemoPeople>(join(cityFolder, 'demo-people.json'), checkDemoPeople);
}
