import type { Context } from '@amt/module';
import { addressOf, type Address } from './address.ts';
import { nearestOf } from './address-store.ts';
import { currentEdition } from './edition-store.ts';
import { isInGermany } from './import/read-address.ts';
import { toUtm, type Position } from './utm.ts';

export interface NearestAddress {
  readonly address: Address;
  /** as the crow flies */
  readonly metres: number;
}

/**
 * The address next to a place, no further away than `maxMetres` (default 500); undefined where there is none, which is so outside of the
 * city. Asked of PostgreSQL's index on points.
 */
export async function nearestAddress(
  ctx: Pick<Context, 'db'>,
  position: Position,
  { maxMetres = 500 }: { readonly maxMetres?: number } = {},
): Promise<NearestAddress | undefined> {
  if (!isInGermany(position)) return undefined;
  const edition = await currentEdition(ctx.db);
  const found = edition && (await nearestOf(ctx.db, edition.id, toUtm(position)));
  if (!found || found.metres > maxMetres) return undefined;
  return { address: addressOf(found, found), metres: found.metres };
}
