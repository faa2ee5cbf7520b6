/** Identifiers of nodes made from identifiers of the standard; used once among siblings. */
export class SiblingIds {
  readonly #used = new Set<string>();

  /** @returns the wished id, or with `x2`, `x3` … where a sibling has it; the same input gives the same ids again */
  take(wished: string): string {
    const base = nodeId(wished);
    let id = base;
    for (let n = 2; this.#used.has(id); n++) id = `${base.slice(0, 54)}x${n}`;
    this.#used.add(id);
    return id;
  }
}

/** Letters and digits, beginning with a letter, at most 60: what an id of a node may be. */
export function nodeId(wished: string): string {
  const plain = wished
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .replace(/[^A-Za-z0-9]/g, '');
  const id = /^[A-Za-z]/.test(plain) ? plain : `n${plain}`;
  // names that every object has cannot be ids
  return (id in Object.prototype ? `${id}x` : id).slice(0, 60);
}

/** Small letters, digits and hyphens, as ids of forms and pages are. */
export function slug(words: string, longest: number): string {
  const plain = words
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(plain) ? plain : `f-${plain}`.replace(/-$/, '').slice(0, longest);
}
