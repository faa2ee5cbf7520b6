import { geoJsonFeatures, type ReadFeature } from './geojson-features.ts';
import { fieldNamed, type FieldName, type RawAddress } from './raw-address.ts';
import type { RowFault } from './row-fault.ts';

/** The features of a GeoJSON list: points with properties named as columns are. Coordinates beyond degrees are metres in EPSG:25832. */
export async function* geoJsonAddresses(text: AsyncIterable<string>): AsyncGenerator<RawAddress | RowFault> {
  for await (const feature of geoJsonFeatures(text, 100_000)) yield readFeature(feature);
}

function readFeature({ line, value }: ReadFeature): RawAddress | RowFault {
  const feature = isObject(value) ? value : {};
  const { properties, geometry } = feature;
  if (!isObject(properties)) return { line, field: 'properties', message: 'is missing' };
  const point = isObject(geometry) && geometry['type'] === 'Point' ? geometry['coordinates'] : undefined;
  const [x, y] = Array.isArray(point) ? (point as unknown[]) : [];
  if (typeof x !== 'number' || typeof y !== 'number') return { line, field: 'geometry', message: 'is not a point' };

  const values: Partial<Record<FieldName, string>> = {};
  const names: Partial<Record<FieldName, string>> = {};
  for (const [name, given] of Object.entries(properties)) {
    const field = fieldNamed(name);
    if (field === undefined || (typeof given !== 'string' && typeof given !== 'number')) continue;
    const text = String(given).trim();
    if (text === '' || values[field] !== undefined) continue;
    values[field] = text;
    names[field] = name;
  }
  for (const field of ['lat', 'lon', 'easting', 'northing'] as const) {
    delete values[field];
    names[field] = 'coordinates';
  }
  const metres = Math.abs(x) > 180;
  values[metres ? 'easting' : 'lon'] = String(x);
  values[metres ? 'northing' : 'lat'] = String(y);
  return { line, values, names };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
