import type { Context } from '@amt/module';
import { addressIndex, type AddressIndex, type IndexedStreet } from './address-index.ts';

export interface StreetSuggestion {
  readonly street: string;
  readonly city: string;
  /** postal codes of its addresses, the most frequent first; one: it can be filled in */
  readonly postalCodes: readonly string[];
  /** Stadtbezirke it runs through, as far as the list names them */
  readonly districts: readonly string[];
}

export interface StreetSuggestions {
  readonly streets: readonly StreetSuggestion[];
  /** a house number that was typed behind the street: "Sendlinger Str. 5" */
  readonly houseNumber?: string;
}

const nothing: StreetSuggestions = { streets: [] };
const withNumber = /^(.*[^\s\d,].*?)[\s,]+(\d{1,5}\s?[a-z]?)$/i;

/**
 * Streets for what someone has begun to type, best first; see `StreetIndex.find` for the order. Nothing for less than two letters and
 * before the first import.
 */
export async function suggestStreets(
  ctx: Pick<Context, 'db'>,
  typed: string,
  { limit = 8 }: { readonly limit?: number } = {},
): Promise<StreetSuggestions> {
  if (typed.trim().length < 2) return nothing;
  const index = await addressIndex(ctx.db);
  return index ? suggestFrom(index, typed, limit) : nothing;
}

function suggestFrom(index: AddressIndex, typed: string, limit: number): StreetSuggestions {
  const [, street = '', houseNumber = ''] = withNumber.exec(typed.trim()) ?? [];
  // some names hold numbers themselves: "Straße des 17. Juni"
  const whole = index.names.find(typed, limit);
  const parted = street === '' ? [] : index.names.find(street, limit);
  const chosen = parted.length > 0 && (whole.length === 0 || index.names.named(typed).length === 0) ? parted : whole;
  const streets = chosen.flatMap((place) => index.streets[place] ?? []).map(suggestionOf);
  return chosen === parted && parted.length > 0 ? { streets, houseNumber } : { streets };
}

export function suggestionOf({ name, city, postalCodes, districts }: IndexedStreet): StreetSuggestion {
  return { street: name, city, postalCodes, districts };
}
