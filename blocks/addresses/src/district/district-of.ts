import type { Context } from '@amt/module';
import { isInGermany } from '../import/read-address.ts';
import type { Position } from '../utm.ts';
import { areasNear, districtList, type District, type NearArea } from './district-store.ts';

export interface DistrictHit extends District {
  /** Bezirksteil, where the shapes are of those */
  readonly part: string | null;
  /** the place lies on or within some metres of the border: another district may be as right */
  readonly onBorder: boolean;
}

/** In millionths of a degree, about ten metres: what positions and generalised borders are wrong by. */
const tolerance = 100;
/** What rounding may put between a place and the border it lies on: a tenth of a millimetre. */
const same = 1e-3;

/**
 * The district a place lies in. On a common border it is the one with the lower number; in a gap of some metres between two, or as close
 * outside of the city, the nearest. Undefined outside of all.
 */
export async function districtOf(ctx: Pick<Context, 'db'>, position: Position): Promise<DistrictHit | undefined> {
  if (!isInGermany(position)) return undefined;
  const near = await areasNear(ctx.db, position, tolerance);
  const gaps = near.map((area) => ({ area, gap: gapTo(area), border: Math.min(area.toBorder, area.toHole ?? Infinity) }));
  const [best] = gaps.filter(({ gap }) => gap <= tolerance).sort((a, b) => a.gap - b.gap || a.area.number - b.area.number);
  if (!best) return undefined;
  const { number, name, part } = best.area;
  return { number, name, part, onBorder: gaps.some(({ border }) => border <= tolerance) };
}

/** 0 inside of an area and on its borders. */
function gapTo({ inside, toBorder, inHole, toHole }: NearArea): number {
  if (!inside) return toBorder;
  const deepInHole = inHole && toHole !== null && toHole > same;
  return deepInHole ? toHole : 0;
}

/** All districts, by number; empty before the first import. */
export function districts(ctx: Pick<Context, 'db'>): Promise<District[]> {
  return districtList(ctx.db);
}
