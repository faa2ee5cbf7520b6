import type { Context } from '@amt/module';
import { addressOf, type Address } from './address.ts';
import { addressIndex, type AddressIndex, type IndexedStreet } from './address-index.ts';
import { isWithin, parseHouseNumber, type HouseNumber } from './house-number.ts';
import { isSamePlace, nearestNumbers, streetsNamed } from './suggest-house-numbers.ts';
import { suggestionOf, type StreetSuggestion } from './suggest-streets.ts';

/** An address as somebody typed it. */
export interface TypedAddress {
  readonly street: string;
  readonly houseNumber: string;
  readonly postalCode?: string;
  readonly city?: string;
}

export type FoundAddress =
  /** it is in the list; `differs` names what the list writes otherwise (spelling of the street aside) */
  | { readonly kind: 'found'; readonly address: Address; readonly differs: readonly ('postalCode' | 'city')[] }
  | { readonly kind: 'number-unknown'; readonly street: StreetSuggestion; readonly nearest: readonly Address[] }
  | { readonly kind: 'street-unknown'; readonly suggestions: readonly StreetSuggestion[] }
  /** the list does not say anything about this place: another postal code, or no list was imported */
  | { readonly kind: 'not-covered' };

/** Holds a typed address against the list; whether an unknown one may stand is for the caller to say. */
export async function findAddress(ctx: Pick<Context, 'db'>, typed: TypedAddress): Promise<FoundAddress> {
  const index = await addressIndex(ctx.db);
  if (!index) return { kind: 'not-covered' };
  const postalCode = typed.postalCode?.trim() ?? '';
  if (postalCode !== '' && !index.covers(postalCode)) return { kind: 'not-covered' };

  const streets = streetsNamed(index, typed.street, typed.city);
  const [street] = streets;
  if (!street) {
    const suggestions = index.names.find(typed.street, 3).flatMap((place) => index.streets[place] ?? []);
    return { kind: 'street-unknown', suggestions: suggestions.map(suggestionOf) };
  }
  const number = parseHouseNumber(typed.houseNumber);
  const found = number ? withNumber(index, streets, number) : [];
  const address = found.find((candidate) => candidate.postalCode === postalCode) ?? found[0];
  if (address) return { kind: 'found', address, differs: differences(address, postalCode, typed.city ?? '') };

  const all = index.addressesOf(street).map((parts) => addressOf(street, parts));
  return { kind: 'number-unknown', street: suggestionOf(street), nearest: number ? nearestNumbers(all, number) : [] };
}

/** The number itself, else the range that holds it. */
function withNumber(index: AddressIndex, streets: readonly IndexedStreet[], wanted: HouseNumber): Address[] {
  const matching = (fits: (one: HouseNumber) => boolean): Address[] =>
    streets.flatMap((street) =>
      index
        .addressesOf(street)
        .filter(fits)
        .map((parts) => addressOf(street, parts)),
    );
  const same = matching(({ number, suffix }) => number === wanted.number && suffix === wanted.suffix);
  return same.length > 0 || wanted.suffix !== '' ? same : matching((one) => isWithin(one, wanted.number));
}

function differences(address: Address, postalCode: string, city: string): ('postalCode' | 'city')[] {
  return [
    ...(postalCode !== '' && postalCode !== address.postalCode ? (['postalCode'] as const) : []),
    ...(city.trim() !== '' && !isSamePlace(city, address.city) ? (['city'] as const) : []),
  ];
}
