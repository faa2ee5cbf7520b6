import { sql, type Db, type Tx } from '@amt/db';
import '../tables.ts';
import type { Position } from '../utm.ts';
import type { DistrictArea, Ring } from './read-districts.ts';

/** Stadtbezirk. */
export interface District {
  readonly number: number;
  readonly name: string;
}

export interface DistrictSource {
  readonly source: string;
  readonly contentHash: string;
  readonly importedAt: Temporal.Instant;
}

/** All districts, by number. */
export function districtList(db: Db): Promise<District[]> {
  return db.selectFrom('addresses.district').select(['number', 'name']).orderBy('number').execute();
}

export function districtSource(db: Db | Tx): Promise<DistrictSource | undefined> {
  return db.selectFrom('addresses.districtSource').select(['source', 'contentHash', 'importedAt']).executeTakeFirst();
}

/**
 * Shapes are kept in millionths of a degree. PostgreSQL's geometric operators take what is less than 1e-6 for zero, areas included: in
 * degrees, a place twenty metres beside a slanting edge of five hundred would count as lying on it.
 */
const perDegree = 1e6;

/** An area near a place. All distances in millionths of a degree, to the ring. */
export interface NearArea extends District {
  readonly part: string | null;
  readonly inside: boolean;
  readonly toBorder: number;
  /** whether a hole of the area holds the place; its border counts */
  readonly inHole: boolean;
  readonly toHole: number | null;
}

/** Areas whose bounds come as near to the place as `tolerance` (millionths of a degree). */
export async function areasNear(db: Db, { lat, lon }: Position, tolerance: number): Promise<NearArea[]> {
  const [x, y] = [lon * perDegree, lat * perDegree];
  const { rows } = await sql<NearArea>`
    select d.number, d.name, a.part, a.shape @> p.here as inside, p.here <-> path(a.shape) as "toBorder",
      coalesce(h.holds, false) as "inHole", h.away as "toHole"
    from (select point(${x}::float8, ${y}::float8) as here,
        polygon(box(point(${x - tolerance}::float8, ${y - tolerance}::float8), point(${x + tolerance}::float8, ${y + tolerance}::float8))) as around) p
      join addresses.district_area a on a.shape && p.around
      join addresses.district d on d.number = a.district_number
      left join lateral (
        select bool_or(hole.shape @> p.here) as holds, min(p.here <-> path(hole.shape)) as away
        from addresses.district_hole hole where hole.area_id = a.id) h on true
    order by d.number, a.id`.execute(db);
  return rows;
}

/** Puts these areas in the place of all that were there. */
export async function replaceDistricts(tx: Tx, areas: readonly DistrictArea[], facts: DistrictSource): Promise<void> {
  // one import at a time; who reads sees the old rows until the commit
  await sql`lock table addresses.district in share row exclusive mode`.execute(tx);
  await tx.deleteFrom('addresses.district').execute();
  const names = new Map(areas.map(({ number, name }) => [number, name]));
  await tx
    .insertInto('addresses.district')
    .values([...names].map(([number, name]) => ({ number, name })))
    .execute();
  for (const [index, { number, part, outer, holes }] of areas.entries()) {
    const id = index + 1;
    await tx
      .insertInto('addresses.districtArea')
      .values({ id, districtNumber: number, part: part ?? null, shape: polygonText(outer) })
      .execute();
    if (holes.length > 0)
      await tx
        .insertInto('addresses.districtHole')
        .values(holes.map((hole) => ({ areaId: id, shape: polygonText(hole) })))
        .execute();
  }
  await tx
    .insertInto('addresses.districtSource')
    .values(facts)
    .onConflict((conflict) => conflict.column('onlyRow').doUpdateSet(facts))
    .execute();
}

function polygonText(ring: Ring): string {
  return `(${ring.map(({ lat, lon }) => `(${lon * perDegree},${lat * perDegree})`).join(',')})`;
}
