import { createHash } from 'node:crypto';
import { inTransaction } from '@amt/db';
import type { Context } from '@amt/module';
import { decodeText } from '../import/decode-text.ts';
import { UnreadableFile, type RowFault } from '../import/row-fault.ts';
import { districtSource, replaceDistricts } from './district-store.ts';
import { readDistricts, type DistrictArea } from './read-districts.ts';

export interface ImportDistricts {
  /** GeoJSON: Polygon and MultiPolygon with number and name */
  readonly content: AsyncIterable<Uint8Array>;
  /** who made the shapes */
  readonly source: string;
}

export type DistrictImport =
  | { readonly kind: 'imported'; readonly districts: number; readonly areas: number; readonly holes: number }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly faults: readonly RowFault[] };

/** Puts the districts of the file in the place of those before, all or none. Needs `addresses.import`. */
export async function importDistricts(ctx: Context, { content, source }: ImportDistricts): Promise<DistrictImport> {
  ctx.require('addresses.import');
  const hash = createHash('sha256');
  const read = await readFile(decodeText(content, hash));
  if (read.faults.length > 0) return { kind: 'refused', faults: read.faults };
  const contentHash = hash.digest('hex');
  return inTransaction(ctx.db, async (tx) => {
    if ((await districtSource(tx))?.contentHash === contentHash) return { kind: 'unchanged' };
    await replaceDistricts(tx, read.areas, { source, contentHash, importedAt: ctx.now });
    return {
      kind: 'imported',
      districts: new Set(read.areas.map(({ number }) => number)).size,
      areas: read.areas.length,
      holes: read.areas.reduce((sum, { holes }) => sum + holes.length, 0),
    };
  });
}

async function readFile(text: AsyncIterable<string>): Promise<{ areas: readonly DistrictArea[]; faults: readonly RowFault[] }> {
  try {
    return await readDistricts(text);
  } catch (fault) {
    if (!(fault instanceof UnreadableFile)) throw fault;
    return { areas: [], faults: [{ line: fault.line, message: fault.message }] };
  }
}
