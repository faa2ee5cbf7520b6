import type { Placed } from './form-of-xdf.ts';
import { plainId } from './readable-prose.ts';

/**
 * The node that a rule means by a FIM id. Groups are used in several places, so the nearest element around the rule decides; where two are equally
 * near, none is taken.
 */
export class ElementFinder {
  readonly #byId = new Map<string, Placed[]>();

  constructor(placed: readonly Placed[]) {
    for (const one of placed) {
      const key = plainId(one.id);
      this.#byId.set(key, [...(this.#byId.get(key) ?? []), one]);
    }
  }

  /** @param around FIM ids from the top down to the element the rule hangs on */
  find(id: string, around: readonly string[]): Placed | undefined {
    const candidates = this.#byId.get(plainId(id)) ?? [];
    if (candidates.length < 2) return candidates[0];
    for (let depth = around.length; depth > 0; depth--) {
      const near = candidates.filter((one) => around.slice(0, depth).every((step, i) => one.around[i] === step));
      if (near.length === 1) return near[0];
      if (near.length > 1) return undefined;
    }
    return undefined;
  }

  /** By the ids from the element the rule hangs on: `self.G1.F2`. */
  along(steps: readonly string[], around: readonly string[]): Placed | undefined {
    const wanted = [...around, ...steps].map(plainId).join('.');
    const candidates = (this.#byId.get(plainId(steps.at(-1) ?? around.at(-1) ?? '')) ?? []).filter(
      (one) => one.around.map(plainId).join('.') === wanted,
    );
    return candidates.length === 1 ? candidates[0] : undefined;
  }
}
