import { createReadStream, existsSync } from 'node:fs';
import type { City, Context } from '@amt/module';
import { cityFiles } from './city-files.ts';
import { districtSource } from './district/district-store.ts';
import { importDistricts } from './district/import-districts.ts';
import { currentEdition } from './edition-store.ts';
import { importAddresses } from './import-addresses.ts';
import type { RowFault } from './import/row-fault.ts';

/**
 * Loads the addresses and districts of a city folder where nothing better is there: what was imported from an official list stays.
 * @throws Error with all faults of the files
 */
export async function loadCity(ctx: Context, { id, folder }: City): Promise<void> {
  const source = `city folder ${id}`;
  const isOurs = (current: { readonly source: string } | undefined): boolean => (current?.source ?? source) === source;
  const [list, shapes] = [cityFiles.addresses(folder), cityFiles.shapes(folder)];
  if (existsSync(list) && isOurs(await currentEdition(ctx.db))) {
    const done = await importAddresses(ctx, { content: createReadStream(list), format: 'csv', source });
    if (done.kind === 'refused') throw faulty(list, done.faults);
  }
  if (existsSync(shapes) && isOurs(await districtSource(ctx.db))) {
    const done = await importDistricts(ctx, { content: createReadStream(shapes), source });
    if (done.kind === 'refused') throw faulty(shapes, done.faults);
  }
}

function faulty(file: string, faults: readonly RowFault[]): Error {
  return new Error(faults.map(({ line, field, message }) => `${file} line ${line}${field ? `, ${field}` : ''}: ${message}`).join('\n'));
}
