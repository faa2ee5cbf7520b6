import type { Position } from '../utm.ts';

/** A district with a point in its middle. */
export interface DistrictCentre {
  readonly number: number;
  readonly name: string;
  readonly centre: Position;
}

type Point = readonly [x: number, y: number];

/**
 * Schematic districts: each place of the outline goes to the nearest centre (Voronoi), so the pieces fill the city without gaps. Good enough
 * to show what depends on districts where official shapes may not be given away; borders are those of nobody.
 * @returns rings by district number, longitude first, closed, rounded to a metre
 */
export function schematicDistricts(centres: readonly DistrictCentre[], outline: readonly Position[]): Map<number, Point[]> {
  const squeeze = Math.cos(((outline[0]?.lat ?? 0) * Math.PI) / 180);
  const flat = ({ lat, lon }: Position): Point => [lon * squeeze, lat];
  return new Map(
    centres.map(({ number, centre }) => {
      const own = flat(centre);
      const others = centres.filter((other) => other.number !== number).map((other) => flat(other.centre));
      const cell = others.reduce((ring, other) => nearerTo(own, other, ring), outline.map(flat));
      const ring = cell.map(([x, y]): Point => [Number((x / squeeze).toFixed(5)), Number(y.toFixed(5))]);
      return [number, [...ring, ...ring.slice(0, 1)]];
    }),
  );
}

/** The part of a convex ring that is nearer to `own` than to `other`. */
function nearerTo(own: Point, other: Point, ring: readonly Point[]): Point[] {
  const [nx, ny] = [other[0] - own[0], other[1] - own[1]];
  const middle = (nx * (own[0] + other[0]) + ny * (own[1] + other[1])) / 2;
  const beyond = ([x, y]: Point): number => nx * x + ny * y - middle;
  return ring.flatMap((point, at): Point[] => {
    const next = ring[(at + 1) % ring.length] ?? point;
    const [here, there] = [beyond(point), beyond(next)];
    const kept = here <= 0 ? [point] : [];
    if (here <= 0 === there <= 0) return kept;
    const share = here / (here - there);
    return [...kept, [point[0] + share * (next[0] - point[0]), point[1] + share * (next[1] - point[1])]];
  });
}
