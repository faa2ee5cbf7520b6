import snowball from 'snowball-stemmers';

export type SearchLanguage = 'de' | 'en';

const stemmers = { de: snowball.newStemmer('german'), en: snowball.newStemmer('english') };
const known: Record<SearchLanguage, Map<string, string>> = { de: new Map(), en: new Map() };

/** Queries come from outside, so the memory of stems is bounded. */
const maxKnown = 50_000;

/** Snowball stem of a folded word. */
export function stem(word: string, language: SearchLanguage): string {
  const memory = known[language];
  const found = memory.get(word);
  if (found !== undefined) return found;
  const made = stemmers[language].stem(word);
  if (memory.size < maxKnown) memory.set(word, made);
  return made;
}
