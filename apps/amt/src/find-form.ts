import { type CompiledForm, offeredForm } from '@amt/forms';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FileFault, formIn, jsonIn, readBytes } from './read-form-file.ts';
import { root } from './root.ts';
import { withHouse } from './with-house.ts';

/** A form by file, by the id of a form file of the city, or by the id of a form that the database offers. @throws FileFault */
export async function findForm(name: string): Promise<CompiledForm> {
  if (existsSync(name)) return formIn(name, jsonIn(name, await readBytes(name)));
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new FileFault(`There is no file ${name}.`);
  const ofCity = join(process.env['AMT_CITY'] ?? join(root, 'cities/muenchen'), 'forms', `${name}.json`);
  if (existsSync(ofCity)) return formIn(ofCity, jsonIn(ofCity, await readBytes(ofCity)));
  const offered = await withHouse((house) => offeredForm(house.database.db, name));
  if (!offered) throw new FileFault(`There is no file and no offered form "${name}".`);
  return offered;
}
