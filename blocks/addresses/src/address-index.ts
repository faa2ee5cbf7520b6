import { setImmediate as breathe } from 'node:timers/promises';
import type { Db } from '@amt/db';
import { addressesOf, streetsOf, type StoredAddress } from './address-store.ts';
import { currentEdition, type AddressEdition } from './edition-store.ts';
import { StreetIndex } from './search/street-index.ts';

/** A street with what its addresses say. */
export interface IndexedStreet {
  readonly name: string;
  readonly city: string;
  /** those its addresses have, the most frequent first */
  readonly postalCodes: readonly string[];
  readonly districts: readonly string[];
  /** its addresses in the columns: from `first`, so many */
  readonly first: number;
  readonly count: number;
}

/** The addresses of one edition in memory: columns of plain numbers, about 30 bytes an address. */
export class AddressIndex {
  readonly edition: AddressEdition;
  readonly streets: readonly IndexedStreet[];
  readonly names: StreetIndex;
  readonly #columns: Columns;

  constructor(edition: AddressEdition, streets: readonly IndexedStreet[], columns: Columns) {
    this.edition = edition;
    this.streets = streets;
    this.names = new StreetIndex(streets.map(({ name }) => name));
    this.#columns = columns;
  }

  /** The addresses of a street, in the order of house numbers. */
  addressesOf({ first, count }: IndexedStreet): Omit<StoredAddress, 'streetId'>[] {
    return Array.from({ length: count }, (_, at) => this.#columns.at(first + at));
  }

  covers(postalCode: string): boolean {
    return this.#columns.texts.has(postalCode);
  }
}

/** Rows turned into columns; texts that recur are kept once. */
class Columns {
  readonly texts = new Map<string, number>([['', 0]]);
  readonly #text: string[] = [''];
  readonly #number: Uint32Array;
  readonly #suffix: Uint32Array;
  readonly #postalCode: Uint32Array;
  readonly #district: Uint32Array;
  readonly #lat: Float64Array;
  readonly #lon: Float64Array;
  length = 0;

  constructor(capacity: number) {
    this.#number = new Uint32Array(capacity);
    this.#suffix = new Uint32Array(capacity);
    this.#postalCode = new Uint32Array(capacity);
    this.#district = new Uint32Array(capacity);
    this.#lat = new Float64Array(capacity);
    this.#lon = new Float64Array(capacity);
  }

  add({ number, suffix, postalCode, district, lat, lon }: StoredAddress): void {
    const at = this.length++;
    this.#number[at] = number;
    this.#suffix[at] = this.#intern(suffix);
    this.#postalCode[at] = this.#intern(postalCode);
    this.#district[at] = this.#intern(district ?? '');
    this.#lat[at] = lat;
    this.#lon[at] = lon;
  }

  at(place: number): Omit<StoredAddress, 'streetId'> {
    const text = (column: Uint32Array): string => this.#text[column[place] ?? 0] ?? '';
    return {
      number: this.#number[place] ?? 0,
      suffix: text(this.#suffix),
      postalCode: text(this.#postalCode),
      district: text(this.#district) || null,
      lat: this.#lat[place] ?? 0,
      lon: this.#lon[place] ?? 0,
    };
  }

  #intern(text: string): number {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, this.#text.length);
    return this.#text.push(text) - 1;
  }
}

const streetsPerQuery = 400;

/** Reads an edition piece by piece, so that other requests are answered in between. */
async function readEdition(db: Db, edition: AddressEdition): Promise<AddressIndex | 'overtaken'> {
  const stored = await streetsOf(db, edition.id);
  const columns = new Columns(edition.addresses);
  const streets: IndexedStreet[] = [];
  for (let from = 0; from < stored.length; from += streetsPerQuery) {
    const piece = stored.slice(from, from + streetsPerQuery);
    const rows = await addressesOf(db, edition.id, piece[0]?.id ?? 0, piece.at(-1)?.id ?? 0);
    let row = 0;
    for (const { id, name, city } of piece) {
      const first = columns.length;
      const own: StoredAddress[] = [];
      for (let next = rows[row]; next?.streetId === id; next = rows[++row]) {
        columns.add(next);
        own.push(next);
      }
      streets.push({
        name,
        city,
        postalCodes: byFrequency(own.map(({ postalCode }) => postalCode)),
        districts: byFrequency(own.flatMap(({ district }) => district ?? [])),
        first,
        count: own.length,
      });
    }
    await breathe();
  }
  // rows go when two later editions have come in the meantime
  return columns.length === edition.addresses ? new AddressIndex(edition, streets, columns) : 'overtaken';
}

function byFrequency(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([value]) => value);
}

/** The latest editions this process has read, by id; two, so that a change does not stop those who still read the one before. */
const read = new Map<string, Promise<AddressIndex | 'overtaken'>>();
const keep = 2;

/**
 * The addresses that are valid now; undefined before the first import. Each call asks for the current edition (one row) and reads it anew
 * after a change, so that all processes answer alike from the commit on.
 */
export async function addressIndex(db: Db): Promise<AddressIndex | undefined> {
  const edition = await currentEdition(db);
  if (!edition) return undefined;
  const index = await (read.get(edition.id) ?? begin(db, edition));
  if (index !== 'overtaken') return index;
  read.delete(edition.id);
  return addressIndex(db);
}

function begin(db: Db, edition: AddressEdition): Promise<AddressIndex | 'overtaken'> {
  const reading = readEdition(db, edition);
  reading.catch(() => read.delete(edition.id));
  read.set(edition.id, reading);
  for (const old of [...read.keys()].slice(0, -keep)) read.delete(old);
  return reading;
}
