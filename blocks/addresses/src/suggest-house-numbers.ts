import type { Context } from '@amt/module';
import { addressOf, type Address } from './address.ts';
import { addressIndex, type AddressIndex, type IndexedStreet } from './address-index.ts';
import { streetKey } from './search/street-key.ts';
import { formatHouseNumber, parseHouseNumber, type HouseNumber } from './house-number.ts';

export interface SuggestHouseNumbers {
  /** the street, in whatever spelling */
  readonly street: string;
  /** what was typed of the number; empty: the first ones */
  readonly typed?: string;
  /** where several places have a street of the name */
  readonly city?: string;
  readonly limit?: number;
}

export interface HouseNumberSuggestions {
  readonly addresses: readonly Address[];
  /** there is no such number: these are the nearest ones of the street */
  readonly nearest: boolean;
}

/** House numbers of a street that begin as typed, in the order of numbers; the nearest ones where none does. */
export async function suggestHouseNumbers(
  ctx: Pick<Context, 'db'>,
  { street, typed = '', city, limit = 12 }: SuggestHouseNumbers,
): Promise<HouseNumberSuggestions> {
  const index = await addressIndex(ctx.db);
  const found = index ? streetsNamed(index, street, city) : [];
  if (!index || found.length === 0) return { addresses: [], nearest: false };
  const all = found.flatMap((one) => index.addressesOf(one).map((parts) => addressOf(one, parts)));
  const wanted = compact(typed);
  const begin = all.filter(({ houseNumber }) => compact(houseNumber).startsWith(wanted));
  // the number itself stands before longer ones: 1, 1a, 10, 11
  const exact = Number.parseInt(wanted, 10);
  begin.sort((a, b) => Number(Number.parseInt(b.houseNumber, 10) === exact) - Number(Number.parseInt(a.houseNumber, 10) === exact));
  if (begin.length > 0) return { addresses: begin.slice(0, limit), nearest: false };
  const number = parseHouseNumber(typed);
  return { addresses: number ? nearestNumbers(all, number) : [], nearest: number !== undefined };
}

/** Streets of this name; of several places where none is named. */
export function streetsNamed(index: AddressIndex, name: string, city?: string): IndexedStreet[] {
  const found = index.names.named(name).flatMap((place) => index.streets[place] ?? []);
  const there = found.filter((street) => city === undefined || isSamePlace(street.city, city));
  const spelled = (there.length > 0 ? there : found)[0]?.name;
  return (there.length > 0 ? there : found).filter(({ name: other }) => other === spelled);
}

/** The three whose numbers are nearest, in the order of numbers; of equally near ones the side of the street that was meant. */
export function nearestNumbers(addresses: readonly Address[], wanted: HouseNumber): Address[] {
  const away = ({ houseNumber }: Address): number => {
    const number = Number.parseInt(houseNumber, 10);
    const otherSide = (number - wanted.number) % 2 !== 0 ? 0.5 : 0;
    return Math.abs(number - wanted.number) + otherSide + (houseNumber === formatHouseNumber(wanted) ? -1 : 0);
  };
  const order = new Map(addresses.map((address, place) => [address, place]));
  return addresses
    .toSorted((a, b) => away(a) - away(b))
    .slice(0, 3)
    .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

/** Names of places, spelled in whatever way: "Muenchen" is München. */
export function isSamePlace(one: string, other: string): boolean {
  return streetKey(one, true).text === streetKey(other, true).text;
}

function compact(houseNumber: string): string {
  return houseNumber.toLowerCase().replaceAll(/\s+/g, '');
}
