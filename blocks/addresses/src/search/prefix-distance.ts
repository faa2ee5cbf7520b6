/** Letters of a key as numbers 1 to 36, for {@link TypedPattern}. */
export function encode(key: string): Uint8Array {
  const codes = new Uint8Array(key.length);
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    codes[at] = code >= 97 ? code - 96 : code - 21;
  }
  return codes;
}

/** Which letters occur, as bits (all digits share one). */
export function letterMask(codes: Uint8Array): number {
  let mask = 0;
  for (const code of codes) mask |= 1 << Math.min(code, 27);
  return mask;
}

/** Longer patterns are cut: numbers in JavaScript have 32 bits to calculate with. */
const longest = 31;

/**
 * What was typed, prepared to be compared with many names: how many slips (a letter wrong, missing, too much, or two exchanged) lie
 * between it and the beginning of a name. H. Hyyrö's bit-parallel optimal string alignment (2003), after G. Myers (1999).
 */
export class TypedPattern {
  readonly length: number;
  readonly #mask: number;
  readonly #positions = new Int32Array(64);

  constructor(key: string) {
    const codes = encode(key.slice(0, longest));
    this.length = codes.length;
    this.#mask = letterMask(codes);
    codes.forEach((code, at) => (this.#positions[code] = (this.#positions[code] ?? 0) | (1 << at)));
  }

  /** Whether so many of its letters do not occur at all that more than `most` slips are certain. */
  isOutOfReach(mask: number, most: number): boolean {
    let missing = this.#mask & ~mask;
    let count = 0;
    while (missing !== 0 && count <= most) {
      missing &= missing - 1;
      count++;
    }
    return count > most;
  }

  /** The least distance to any beginning of `codes` from `start` on; `most + 1` when it is more than `most`. */
  distanceTo(codes: Uint8Array, start: number, most: number): number {
    const last = 1 << (this.length - 1);
    const end = Math.min(codes.length, start + this.length + most);
    let [positive, negative, diagonal, before] = [-1, 0, 0, 0];
    let score = this.length;
    let best = score;
    for (let at = start; at < end; at++) {
      const match = this.#positions[codes[at] ?? 0] ?? 0;
      const exchanged = ((~diagonal & match) << 1) & before;
      diagonal = (((match & positive) + positive) ^ positive) | match | negative | exchanged;
      let up = negative | ~(diagonal | positive);
      let down = diagonal & positive;
      if ((up & last) !== 0) score++;
      else if ((down & last) !== 0) score--;
      if (score < best) best = score;
      up = (up << 1) | 1;
      down <<= 1;
      positive = down | ~(diagonal | up);
      negative = up & diagonal;
      before = match;
    }
    return Math.min(best, most + 1);
  }
}
