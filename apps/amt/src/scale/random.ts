/** A stream of numbers that the seed alone decides (mulberry32): the same seed fills a database the same way. */
export class Random {
  #state: number;

  constructor(seed: string, number: number) {
    // FNV-1a of the text, then one step of it per number
    let hash = 0x811c9dc5;
    for (const character of `${seed}:${number}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    this.#state = hash >>> 0;
  }

  /** 0 to below 2³² */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** 0 to below `bound` */
  below(bound: number): number {
    return this.next() % bound;
  }

  /** True in so many of a hundred cases. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** @throws RangeError when there is nothing to pick from */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  /** A UUID of version 7 whose time part is the number, so that rows lie on disk in the order they were made. */
  uuid(number: number): string {
    const time = (Date.UTC(2020) + number).toString(16).padStart(12, '0');
    const digits = [this.next(), this.next(), this.next()].map((part) => part.toString(16).padStart(8, '0')).join('');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(0, 3)}-8${digits.slice(3, 6)}-${digits.slice(6, 18)}`;
  }
}
