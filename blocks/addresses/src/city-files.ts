import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { District } from './district/district-store.ts';
import { readDistricts } from './district/read-districts.ts';
import { schematicDistricts } from './district/schematic-districts.ts';
import { decodeText } from './import/decode-text.ts';
import { readList } from './import/read-list.ts';
import { UnreadableFile, type RowFault } from './import/row-fault.ts';

/** A fault of a city's file: which file, where in it, what. */
export interface CityFault {
  readonly file: string;
  readonly path: string;
  readonly message: string;
}

/** What a city folder may hold for this block; each file may be missing. */
export const cityFiles = {
  /** a list of addresses of its own, for the demonstration */
  addresses: (folder: string): string => join(folder, 'addresses.csv'),
  /** the districts and, where their shapes are schematic, their centres and the outline of the city */
  districts: (folder: string): string => join(folder, 'districts.json'),
  /** the shapes of the districts */
  shapes: (folder: string): string => join(folder, 'districts.geojson'),
};

/** Judges the addresses and districts of a city folder. */
export async function checkAddresses(folder: string): Promise<readonly CityFault[]> {
  const [list, shapes, named] = [cityFiles.addresses(folder), cityFiles.shapes(folder), cityFiles.districts(folder)];
  const found: CityFault[] = [];
  if (existsSync(list)) found.push(...(await faultsOf(list, (text) => addressFaults(text))));
  if (!existsSync(shapes)) return found;
  let names: readonly District[] = [];
  if (existsSync(named))
    try {
      names = (await readDistrictCentres(folder)).districts;
    } catch (fault) {
      found.push({ file: named, path: '/', message: fault instanceof Error ? fault.message : String(fault) });
    }
  return [...found, ...(await faultsOf(shapes, (text) => shapeFaults(text, names)))];
}

async function faultsOf(file: string, judge: (text: AsyncIterable<string>) => Promise<readonly RowFault[]>): Promise<CityFault[]> {
  const toCity = ({ line, field, message }: RowFault): CityFault => ({ file, path: `line ${line}${field ? `, ${field}` : ''}`, message });
  try {
    return (await judge(decodeText(createReadStream(file), createHash('sha256')))).map(toCity);
  } catch (fault) {
    if (fault instanceof UnreadableFile) return [toCity({ line: fault.line, message: fault.message })];
    throw fault;
  }
}

async function addressFaults(text: AsyncIterable<string>): Promise<readonly RowFault[]> {
  const faults: RowFault[] = [];
  for await (const row of readList(text, 'csv')) if ('faults' in row) faults.push(...row.faults);
  return faults;
}

async function shapeFaults(text: AsyncIterable<string>, named: readonly District[]): Promise<readonly RowFault[]> {
  const { areas, faults } = await readDistricts(text);
  const shaped = new Map(areas.map(({ number, name }) => [number, name]));
  const different = named.filter(({ number, name }) => shaped.get(number) !== name);
  return [
    ...faults,
    ...different.map(({ number, name }) => ({ line: 1, message: `district ${number} "${name}" of districts.json has no shape here` })),
  ];
}

const Place = Type.Object({ lat: Type.Number({ minimum: 47, maximum: 55.2 }), lon: Type.Number({ minimum: 5.5, maximum: 15.5 }) });
/** `districts.json`: names and numbers, and rough centres and the outline (convex) that schematic shapes are drawn from. */
const Districts = Type.Object({
  outline: Type.Array(Place, { minItems: 3 }),
  districts: Type.Array(Type.Object({ number: Type.Integer({ minimum: 1 }), name: Type.String({ minLength: 1 }), centre: Place }), {
    minItems: 1,
  }),
});

/** @throws UnreadableFile when the file is no JSON or says something else */
async function readDistrictCentres(folder: string): Promise<Static<typeof Districts>> {
  try {
    return Value.Parse(Districts, JSON.parse(await readFile(cityFiles.districts(folder), 'utf8')));
  } catch (fault) {
    throw new UnreadableFile(1, fault instanceof Error ? fault.message : String(fault));
  }
}

/** The text of `districts.geojson` that follows from `districts.json`. */
export async function schematicShapes(folder: string): Promise<string> {
  const { districts, outline } = await readDistrictCentres(folder);
  const rings = schematicDistricts(districts, outline);
  const features = districts.map(({ number, name }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { number, name },
      geometry: { type: 'Polygon', coordinates: [rings.get(number)] },
    }),
  );
  const note = 'Schematic: drawn from centre points, not from surveyed borders. Written by blocks/addresses/src/generate-shapes.ts';
  return `{"type":"FeatureCollection","description":${JSON.stringify(note)},"features":[\n${features.join(',\n')}\n]}\n`;
}
