import type { Db } from '@amt/db';
import { sql } from '@amt/db';

/** Outlines of the districts for a map, as GeoJSON (RFC 7946). */
export interface DistrictShapes {
  readonly type: 'FeatureCollection';
  readonly features: readonly {
    readonly type: 'Feature';
    readonly properties: { readonly number: number; readonly name: string };
    readonly geometry: { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly [number, number])[])[] };
  }[];
}

/** More corners than a small map can show are left out; every ring keeps its first and last. */
const mostCorners = 120;

export async function districtShapes(db: Db): Promise<DistrictShapes> {
  const { rows } = await sql<{ number: number; name: string; outer: string; holes: string[] }>`
    select d.number, d.name, a.shape::text as outer, array(select h.shape::text from addresses.district_hole h where h.area_id = a.id) as holes
    from addresses.district_area a join addresses.district d on d.number = a.district_number order by d.number, a.id`.execute(db);
  return {
    type: 'FeatureCollection',
    features: rows.map(({ number, name, outer, holes }) => ({
      type: 'Feature',
      properties: { number, name },
      geometry: { type: 'Polygon', coordinates: [outer, ...holes].map(ringOf) },
    })),
  };
}

/** `((11575500,48137400),…)` in millionths of a degree, closed as GeoJSON wants it. */
function ringOf(text: string): (readonly [number, number])[] {
  const corners = [...text.matchAll(/\((-?[\d.e+]+),(-?[\d.e+]+)\)/g)].map(([, x, y]) => [Number(x) / 1e6, Number(y) / 1e6] as const);
  const step = Math.ceil(corners.length / mostCorners);
  const kept = corners.filter((_, i) => i % step === 0);
  const [first] = kept;
  return first ? [...kept, first] : [];
}
