import { encode, letterMask, TypedPattern } from './prefix-distance.ts';
import { streetKey, type StreetKey } from './street-key.ts';

/** How well a street fits what was typed; lower is better. */
const tier = { same: 0, begins: 1, wordBegins: 2, allWords: 3, within: 4, slips: 5 } as const;

interface Entry extends StreetKey {
  readonly name: string;
  readonly plain: string;
  readonly codes: Uint8Array;
  readonly mask: number;
}

interface Hit {
  readonly street: number;
  readonly score: number;
}

/** Street names in memory. Streets are known by their place in the list that was given. */
export class StreetIndex {
  readonly #entries: readonly Entry[];
  readonly #same = new Map<string, number[]>();

  constructor(names: readonly string[]) {
    this.#entries = names.map((name, street) => {
      const key = streetKey(name, true);
      const codes = encode(key.text);
      const same = this.#same.get(key.text);
      if (same) same.push(street);
      else this.#same.set(key.text, [street]);
      return { ...key, name, plain: name.toLowerCase(), codes, mask: letterMask(codes) };
    });
  }

  /** Streets of this name in whatever spelling; the one spelled so first. */
  named(name: string): readonly number[] {
    const found = this.#same.get(streetKey(name, true).text) ?? [];
    const wanted = name.trim().toLowerCase();
    return found.toSorted((a, b) => Number(this.#entries[b]?.plain === wanted) - Number(this.#entries[a]?.plain === wanted));
  }

  /**
   * Streets for the beginning of a name, best first: the same name; names that begin so; a word of them does; every typed word begins one
   * of theirs; the middle of a word; slips of the pen. Of equals the one that is spelled so, then the shorter one.
   */
  find(typed: string, limit: number): readonly number[] {
    const query = streetKey(typed.slice(0, 100), false);
    if (query.text === '') return [];
    const spelled = typed.trim().toLowerCase();
    const hits: Hit[] = [];
    const found = new Set<number>();
    let good = false;
    const add = (street: number, entry: Entry, place: number, slips: number): void => {
      found.add(street);
      const spelling = entry.plain.startsWith(spelled) ? 0 : 1;
      const longer = Math.min(Math.abs(entry.text.length - query.text.length), 99);
      hits.push({ street, score: ((place * 10 + slips) * 10 + spelling) * 100 + longer });
    };
    this.#entries.forEach((entry, street) => {
      const place = placeOf(query, entry);
      if (place === undefined) return;
      if (place < tier.within) good = true;
      add(street, entry, place, 0);
    });
    if (hits.length < limit) {
      const most = slipsAllowed(query.text.length, good);
      const pattern = new TypedPattern(query.text);
      this.#entries.forEach((entry, street) => {
        if (most === 0 || found.has(street) || pattern.isOutOfReach(entry.mask, most)) return;
        const slips = slipsIn(pattern, entry, most);
        if (slips <= most * 2) add(street, entry, tier.slips, slips);
      });
    }
    const nameOf = ({ street }: Hit): string => this.#entries[street]?.plain ?? '';
    return hits
      .sort((a, b) => a.score - b.score || (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : a.street - b.street))
      .slice(0, limit)
      .map(({ street }) => street);
  }
}

function placeOf(query: StreetKey, entry: Entry): number | undefined {
  const { text } = query;
  if (entry.text === text) return tier.same;
  if (entry.text.startsWith(text)) return tier.begins;
  if (entry.starts.some((start) => start > 0 && entry.text.startsWith(text, start))) return tier.wordBegins;
  if (query.words.length > 1 && eachBegins(query.words, entry.words)) return tier.allWords;
  return text.length >= 3 && entry.text.includes(text) ? tier.within : undefined;
}

/** Whether each typed word begins a word of the name of its own, in any order. */
function eachBegins(typed: readonly string[], words: readonly string[]): boolean {
  const left = [...words];
  return typed.every((word) => {
    const at = left.findIndex((candidate) => candidate.startsWith(word));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

/** Short words have many neighbours; where something fits as typed, only near misses are of interest. */
function slipsAllowed(length: number, good: boolean): number {
  if (length < 3) return 0;
  if (good || length < 6) return 1;
  return length < 10 ? 2 : 3;
}

/** Twice the number of slips, and one more where the name begins otherwise and only a later word is meant. */
function slipsIn(pattern: TypedPattern, entry: Entry, most: number): number {
  let least = most * 2 + 1;
  for (const start of entry.starts) {
    const slips = pattern.distanceTo(entry.codes, start, most);
    if (slips <= most) least = Math.min(least, slips * 2 + (start === 0 ? 0 : 1));
  }
  return least;
}
