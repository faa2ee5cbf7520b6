import { geoJsonFeatures, type ReadFeature } from '../import/geojson-features.ts';
import { isInGermany } from '../import/read-address.ts';
import type { RowFault } from '../import/row-fault.ts';
import type { Position } from '../utm.ts';

/** A closed ring without its repeated last point. */
export type Ring = readonly Position[];

/** One piece of a district: its outer ring and what is cut out of it. */
export interface DistrictArea {
  readonly number: number;
  readonly name: string;
  /** Bezirksteil, where the file is of those */
  readonly part: string | undefined;
  readonly outer: Ring;
  readonly holes: readonly Ring[];
}

/** Property names in use; the first that is there counts. Numbers of parts ("25.2") begin with that of their district. */
const numberNames = ['number', 'nummer', 'ref', 'sb_nummer', 'bezirk_nr', 'stadtbezirk_nr', 'bt_nummer'];
const districtNames = ['stadtbezirk_name', 'sb_name', 'bezirk_name', 'name'];
const longestFeature = 20_000_000;

/** The areas of a GeoJSON FeatureCollection of polygons (RFC 7946, WGS84), and what is wrong with the rest. */
export async function readDistricts(text: AsyncIterable<string>): Promise<{ areas: DistrictArea[]; faults: RowFault[] }> {
  const areas: DistrictArea[] = [];
  const faults: RowFault[] = [];
  const names = new Map<number, string>();
  for await (const feature of geoJsonFeatures(text, longestFeature)) {
    const read = readFeature(feature);
    if ('message' in read) {
      faults.push(read);
      continue;
    }
    const [first] = read.areas;
    const other = first && names.get(first.number);
    if (first && other !== undefined && other !== first.name)
      faults.push({ line: feature.line, field: 'name', message: `district ${first.number} is called "${other}" and "${first.name}"` });
    if (first) names.set(first.number, first.name);
    areas.push(...read.areas);
  }
  if (areas.length === 0 && faults.length === 0) faults.push({ line: 1, message: 'there is no district in the file' });
  return { areas, faults };
}

function readFeature({ line, value }: ReadFeature): { readonly areas: readonly DistrictArea[] } | RowFault {
  const { properties, geometry } = asObject(value);
  const given = asObject(properties);
  const numberName = numberNames.find((name) => given[name] !== undefined) ?? 'number';
  const written = given[numberName];
  const number = typeof written === 'string' ? Number.parseInt(written, 10) : typeof written === 'number' ? Math.trunc(written) : 0;
  if (!Number.isSafeInteger(number) || number < 1 || number > 10_000)
    return { line, field: numberName, message: 'is not the number of a district' };
  const name = districtNames.map((one) => given[one]).find((one) => typeof one === 'string' && one.trim() !== '');
  if (typeof name !== 'string') return { line, field: 'name', message: 'is missing' };
  const part = numberName === 'bt_nummer' && typeof given['name'] === 'string' ? given['name'].trim() : undefined;

  const { type, coordinates } = asObject(geometry);
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  if (!Array.isArray(polygons) || polygons.length === 0) return { line, field: 'geometry', message: 'is no Polygon and no MultiPolygon' };
  const areas: DistrictArea[] = [];
  for (const polygon of polygons as unknown[]) {
    const rings: Ring[] = [];
    for (const ring of Array.isArray(polygon) ? (polygon as unknown[]) : []) {
      const read = readRing(ring);
      if (typeof read === 'string') return { line, field: 'geometry', message: read };
      rings.push(read);
    }
    const [outer, ...holes] = rings;
    if (!outer) return { line, field: 'geometry', message: 'has a polygon without a ring' };
    areas.push({ number, name: name.trim(), part, outer, holes });
  }
  return { areas };
}

function readRing(value: unknown): Ring | string {
  if (!Array.isArray(value) || value.length < 4) return 'has a ring of less than four points';
  const ring: Position[] = [];
  for (const point of value as unknown[]) {
    const [lon, lat] = Array.isArray(point) ? (point as unknown[]) : [];
    if (typeof lon !== 'number' || typeof lat !== 'number') return 'has a point that is not two numbers';
    if (!isInGermany({ lat, lon })) return `has a point outside of Germany (${lon}, ${lat}); longitude comes first, in degrees (WGS84)`;
    ring.push({ lat, lon });
  }
  const [first, last] = [ring[0], ring.pop()];
  if (first?.lat !== last?.lat || first?.lon !== last?.lon) return 'has a ring that is not closed';
  return Math.abs(signedArea(ring)) < 1e-12 ? 'has a ring without area' : ring;
}

/** By the shoelace formula, in square degrees; positive when the ring runs against the clock. */
function signedArea(ring: Ring): number {
  return ring.reduce((sum, { lat, lon }, at) => {
    const next = ring[(at + 1) % ring.length] ?? { lat, lon };
    return sum + (lon * next.lat - next.lon * lat) / 2;
  }, 0);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
