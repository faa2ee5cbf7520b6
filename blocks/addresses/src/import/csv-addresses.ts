import { csvRows, type CsvRow } from './csv-rows.ts';
import { fieldNamed, type FieldName, type RawAddress } from './raw-address.ts';
import { UnreadableFile, type RowFault } from './row-fault.ts';

/** The rows of a CSV list. @throws UnreadableFile when the header does not name what an address needs */
export async function* csvAddresses(text: AsyncIterable<string>): AsyncGenerator<RawAddress | RowFault> {
  let columns: Columns | undefined;
  for await (const row of csvRows(text)) {
    if (!columns) columns = readHeader(row);
    else yield readRow(row, columns);
  }
  if (!columns) throw new UnreadableFile(1, 'the file is empty');
}

interface Columns {
  readonly count: number;
  readonly places: readonly (readonly [FieldName, number])[];
  readonly names: Readonly<Partial<Record<FieldName, string>>>;
}

function readHeader({ line, cells }: CsvRow): Columns {
  const places = new Map<FieldName, number>();
  const names: Partial<Record<FieldName, string>> = {};
  cells.forEach((name, place) => {
    const field = fieldNamed(name);
    if (field === undefined) return;
    if (places.has(field)) throw new UnreadableFile(line, `two columns for the same: "${names[field] ?? ''}" and "${name}"`);
    places.set(field, place);
    names[field] = name;
  });
  const missing = (['street', 'houseNumber', 'postalCode', 'city'] as const).filter((field) => !places.has(field));
  if (missing.length > 0)
    throw new UnreadableFile(line, `the header has no column for ${missing.map((field) => german[field]).join(', ')}`);
  const has = (...fields: FieldName[]): boolean => fields.every((field) => places.has(field));
  if (!has('lat', 'lon') && !has('easting', 'northing'))
    throw new UnreadableFile(line, 'the header has no columns for the position: Breite and Länge, or Rechtswert and Hochwert');
  return { count: cells.length, places: [...places], names };
}

const german = { street: 'Straße', houseNumber: 'Hausnummer', postalCode: 'PLZ', city: 'Ort' } as const;

function readRow({ line, cells }: CsvRow, { count, places, names }: Columns): RawAddress | RowFault {
  if (cells.length !== count) return { line, message: `${cells.length} cells, but the header has ${count}` };
  const values: Partial<Record<FieldName, string>> = {};
  for (const [field, place] of places) {
    const value = cells[place] ?? '';
    if (value !== '') values[field] = value;
  }
  return { line, values, names };
}
