import { wordsOf } from './fold.ts';
import { stem, type SearchLanguage } from './stem.ts';

/** Terms that stand for each other, per language. */
export interface Concept {
  readonly de: readonly string[];
  readonly en: readonly string[];
}

/** A term that a query brings with it without naming it. */
export interface Expansion {
  readonly language: SearchLanguage;
  readonly words: readonly string[];
}

/** Gives the expansions of a query's words. */
export type Expander = (words: readonly string[]) => readonly Expansion[];

/** Reads lines of the form `de, de = en, en`. */
export function readConcepts(text: string): Concept[] {
  return text
    .split('\n')
    .filter((line) => line.includes('='))
    .map((line) => {
      const [de = '', en = ''] = line.split('=');
      const terms = (list: string) =>
        list
          .split(',')
          .map((term) => term.trim())
          .filter((term) => term !== '');
      return { de: terms(de), en: terms(en) };
    });
}

/** Longest phrase of a concept, in words. */
const longest = 4;

const keyOf = (words: readonly string[], language: SearchLanguage): string => words.map((word) => stem(word, language)).join(' ');

/**
 * Finds phrases of concepts in a query and answers with the other terms: all of them where the phrase is particular to the concept, so
 * "Perso" brings "Personalausweis" and "identity card". Phrases match by stem, word for word.
 */
export function expander(concepts: readonly Concept[]): Expander {
  const byPhrase: Record<SearchLanguage, Map<string, number[]>> = { de: new Map(), en: new Map() };
  const prepared = concepts.map((concept) => ({
    de: concept.de.map((term) => wordsOf(term)),
    en: concept.en.map((term) => wordsOf(term)),
  }));
  prepared.forEach((concept, number) => {
    for (const language of ['de', 'en'] as const) {
      for (const term of concept[language]) {
        const key = keyOf(term, language);
        const found = byPhrase[language].get(key);
        if (found === undefined) byPhrase[language].set(key, [number]);
        else if (!found.includes(number)) found.push(number);
      }
    }
  });

  return (words) => {
    const concepts = new Set<number>();
    for (const language of ['de', 'en'] as const) {
      for (let start = 0; start < words.length; start++) {
        for (let length = Math.min(longest, words.length - start); length >= 1; length--) {
          const found = byPhrase[language].get(keyOf(words.slice(start, start + length), language));
          if (found === undefined) continue;
          for (const number of found) concepts.add(number);
          break;
        }
      }
    }
    return [...concepts].flatMap((number) => {
      const concept = prepared[number];
      if (concept === undefined) return [];
      // The administrative term is what services are called; further words of everyday life would only add noise.
      return [
        ...concept.de.slice(0, 2).map((term): Expansion => ({ language: 'de', words: term })),
        ...concept.en.slice(0, 2).map((term): Expansion => ({ language: 'en', words: term })),
      ];
    });
  };
}
