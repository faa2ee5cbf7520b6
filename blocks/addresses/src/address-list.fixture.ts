import type { Context } from '@amt/module';
import { generateAddresses } from './generate-addresses.ts';
import { importAddresses, type AddressImport } from './import-addresses.ts';

/** Text as a file would give it. */
export async function* asFile(...pieces: readonly (string | Iterable<string>)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces.flatMap((one) => (typeof one === 'string' ? [one] : [...one]))) yield Buffer.from(piece);
}

/** A small list with streets, numbers, letters, a range, two places and two postal codes. */
export const smallList = [
  'street,housenumber,postcode,city,district,lat,lon',
  ...[1, 2, 3, '3a', 4, 10, 11, 12, '14-18'].map(
    (number, at) => `Sendlinger Straße,${number},80331,München,Altstadt-Lehel,${48.135 + at / 10_000},11.569`,
  ),
  'Leopoldstraße,1,80802,München,,48.1560,11.5820',
  'Leopoldstraße,244,80807,München,,48.1755,11.5860',
  'Leopoldstraße,246,80807,München,,48.1757,11.5861',
  'Hauptstraße,1,85579,Neubiberg,,48.0745,11.6600',
  'Hauptstraße,7,85521,Ottobrunn,,48.0640,11.6650',
  '',
].join('\n');

export function importText(ctx: Context, text: string, more: { source?: string; skipFaulty?: boolean } = {}): Promise<AddressImport> {
  return importAddresses(ctx, { content: asFile(text), format: 'csv', source: 'test', ...more });
}

/** A list in which every address has the same postal code: readers can see whether two editions mix. */
export function listOf(postalCode: string, streets = 40): string {
  const [header = '', ...rows] = [...generateAddresses({ streets, addresses: streets * 10, format: 'csv' })];
  return header + rows.join('').replaceAll(/;\d{5};/g, `;${postalCode};`);
}
