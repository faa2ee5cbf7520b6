import { formatHouseNumber } from './house-number.ts';
import type { Position } from './utm.ts';

/** An address of the city's list, as pages and machines get it. */
export interface Address extends Position {
  readonly street: string;
  /** "12", "12a", "12-14", "12 1/2" */
  readonly houseNumber: string;
  readonly postalCode: string;
  readonly city: string;
  /** Stadtbezirk as the list names it; null where it does not (ask `districtOf` then) */
  readonly district: string | null;
}

interface AddressParts extends Position {
  readonly number: number;
  readonly suffix: string;
  readonly postalCode: string;
  readonly district: string | null;
}

export function addressOf(street: { readonly name: string; readonly city: string }, parts: AddressParts): Address {
  const { postalCode, district, lat, lon } = parts;
  return { street: street.name, houseNumber: formatHouseNumber(parts), postalCode, city: street.city, district, lat, lon };
}
