import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { City } from '@amt/module';
import { Type, type Static } from 'typebox';
import { Ajv2020 } from 'ajv/dist/2020.js';

const Text = Type.Object({ de: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) });
const Address = Type.Object({ street: Type.String(), postalCode: Type.String(), city: Type.String() });

/** What the house itself reads of `<city>/city.json`; the file may say more. */
export const CityFacts = Type.Object({
  id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
  name: Text,
  shortName: Text,
  contact: Type.Object({ phone: Type.String(), mail: Type.String(), address: Address }),
});
export type CityFacts = Static<typeof CityFacts>;

const ajv = new Ajv2020({ allErrors: true });

/** Reads the facts of a city folder. @throws Error that names the file and what is wrong with it */
export function readCity(folder: string): { city: City; facts: CityFacts } {
  const file = join(folder, 'city.json');
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!ajv.validate<CityFacts>(CityFacts, value)) throw new Error(`${file}: ${ajv.errorsText(ajv.errors)}`);
  return { city: { id: value.id, folder }, facts: value };
}
