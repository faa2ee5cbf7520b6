import { formatHouseNumber } from '../house-number.ts';
import { csvAddresses } from './csv-addresses.ts';
import { geoJsonAddresses } from './geojson-addresses.ts';
import { readAddress, type ListedAddress } from './read-address.ts';
import { UnreadableFile, type RowFault } from './row-fault.ts';

export type ListFormat = 'csv' | 'geojson';

/** By the name of the file; undefined for others. */
export function formatOf(fileName: string): ListFormat | undefined {
  if (/\.(?:csv|txt|tsv)$/i.test(fileName)) return 'csv';
  return /\.(?:geo)?json$/i.test(fileName) ? 'geojson' : undefined;
}

/** A row that can be taken, or what is wrong with it. */
export type ListRow = { readonly address: ListedAddress } | { readonly faults: readonly RowFault[] };

/**
 * The rows of an official list, judged one by one; the second of two equal addresses is faulty.
 * @throws UnreadableFile where the rest of the file cannot be read
 */
export async function* readList(text: AsyncIterable<string>, format: ListFormat): AsyncGenerator<ListRow> {
  const lines = new Map<string, number>();
  for await (const raw of format === 'csv' ? csvAddresses(text) : geoJsonAddresses(text)) {
    const read = 'message' in raw ? [raw] : readAddress(raw);
    if (!('street' in read)) {
      yield { faults: read };
      continue;
    }
    const written = `${read.street} ${formatHouseNumber(read)}, ${read.postalCode} ${read.city}`;
    const other = lines.get(written);
    if (other === undefined) {
      lines.set(written, raw.line);
      yield { address: read };
    } else yield { faults: [{ line: raw.line, message: `${written} stands in line ${other} already` }] };
  }
  if (lines.size === 0) throw new UnreadableFile(1, 'there is no address in the file');
}
