import { baseNouns } from './base-nouns.ts';
import { wordsOf } from './fold.ts';
import { stem } from './stem.ts';

/** Letters between the parts of a compound: Antrag-s-frist, Hund-e-steuer, Bewohner-park. */
const links = ['', 's', 'es', 'n', 'en', 'e', 'er'] as const;
const shortestPart = 3;
const longestWord = 60;

/** Splits a folded German word into its parts, those of parts included; `[]` where the lexicon cannot cover the whole word. */
export type Splitter = (word: string) => readonly string[];

/**
 * Makes a splitter that knows the base list and the given words. Only covers of the whole word count (with linking letters between
 * parts), the one with the fewest and longest parts wins; so no stray syllable becomes a term.
 */
export function splitter(vocabulary: Iterable<string>): Splitter {
  const lexicon = new Set<string>();
  for (const word of wordsOf(baseNouns)) lexicon.add(word);
  // Short words of running texts ("ein", "von", "ich") would cut words where no seam is.
  for (const word of vocabulary) if (word.length >= 5) lexicon.add(word);
  const stems = new Set([...lexicon].map((word) => stem(word, 'de')));
  const memory = new Map<string, readonly string[]>();

  const isPart = (part: string): boolean => lexicon.has(part) || (part.length > shortestPart && stems.has(stem(part, 'de')));

  /** Fewest parts that cover `word` from `start`; undefined if none do. `whole` forbids the trivial cover. */
  function cover(word: string, start: number, found: Map<number, readonly string[] | undefined>): readonly string[] | undefined {
    if (found.has(start)) return found.get(start);
    let best: readonly string[] | undefined;
    for (let end = word.length; end >= start + shortestPart; end--) {
      if (start === 0 && end === word.length) continue;
      const part = word.slice(start, end);
      if (end === word.length) {
        if (isPart(part)) best = shorter(best, [part]);
        continue;
      }
      if (!lexicon.has(part)) continue;
      for (const link of links) {
        if (!word.startsWith(link, end)) continue;
        const rest = cover(word, end + link.length, found);
        if (rest !== undefined) best = shorter(best, [part, ...rest]);
      }
    }
    found.set(start, best);
    return best;
  }

  function split(word: string): readonly string[] {
    if (word.length < 2 * shortestPart || word.length > longestWord) return [];
    const known = memory.get(word);
    if (known !== undefined) return known;
    const parts = cover(word, 0, new Map()) ?? [];
    const all = parts.flatMap((part) => [part, ...split(part)]);
    if (memory.size < 50_000) memory.set(word, all);
    return all;
  }
  return split;
}

/** Of two covers of equal length the one found first stays: it begins with the longer part. */
function shorter(best: readonly string[] | undefined, other: readonly string[]): readonly string[] {
  return best === undefined || other.length < best.length ? other : best;
}
