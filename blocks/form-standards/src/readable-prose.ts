/** A mention of an element in prose: `das Datenfeld F60000243 „Straße“`. */
const mention =
  /(?:\b(?:das|die|der|dem|den|des)\s+)?(?:(?:Daten)?feld(?:gruppe)?(?:es|s)?\s+)?\b([FG]\d{1,11})\b(?:\s*\(?[„"»]([^“"”«]{1,200})[“"”«]\)?)?/giu;

/** Ids of building blocks that a rule in prose names, each once, as 3.0 writes them. */
export function elementsInProse(prose: string): string[] {
  return [...new Set([...prose.matchAll(mention)].map(([, id = '']) => plainId(id)))];
}

/**
 * A rule in prose in words that people understand who do not know the catalogue: what it names by id is named by its label. What `labelOf` does not
 * know keeps the name that stands beside the id, or the id.
 */
export function readableProse(prose: string, labelOf: (id: string) => string | undefined): string {
  return prose
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(mention, (words, id: string, name: string | undefined) => {
      const label = labelOf(plainId(id)) ?? name;
      return label === undefined ? words : `„${label}“`;
    });
}

/** Rules of 3.0 still name elements as 2.0 did: `F60000243` is `F60000000243`. */
export function plainId(id: string): string {
  return id.replace(/^([A-Z]\d{2})(\d{6})$/, '$1000$2');
}
