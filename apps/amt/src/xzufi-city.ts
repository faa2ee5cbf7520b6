import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { XzufiCity } from '@amt/catalogue-standards';
import { FileFault } from './read-form-file.ts';

/** Who gives the ids of a city folder's services, and the area they hold in. @throws FileFault without `keys.ars` in city.json */
export function xzufiCity(folder: string): XzufiCity {
  const file = join(folder, 'city.json');
  const { id, keys } = JSON.parse(readFileSync(file, 'utf8')) as { readonly id?: unknown; readonly keys?: { readonly ars?: unknown } };
  const ars = keys?.ars;
  if (typeof id !== 'string' || typeof ars !== 'string' || !/^\d{12}$/.test(ars))
    throw new FileFault(`${file} /keys/ars: must be the ARS of the city, 12 digits`);
  return { agency: id, ars };
}
