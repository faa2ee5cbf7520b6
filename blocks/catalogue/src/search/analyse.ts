import type { Splitter } from './decompound.ts';
import { wordsOf } from './fold.ts';
import { stem, type SearchLanguage } from './stem.ts';
import { stopWords } from './stop-words.ts';

/** A part of a compound counts less than the word itself. */
const partWeight = 0.5;

/** Calls back with every term of a text: the stem of each word and of its parts. */
export function eachTerm(text: string, language: SearchLanguage, split: Splitter, take: (term: string, weight: number) => void): void {
  for (const word of wordsOf(text)) {
    if (stopWords[language].has(word)) continue;
    take(stem(word, language), 1);
    if (language === 'de') for (const part of split(word)) take(stem(part, language), partWeight);
  }
}

/** Four-letter pieces of a folded word with its edges marked; a word of three letters is one piece. */
export function gramsOf(word: string): string[] {
  const marked = `_${word}_`;
  if (marked.length <= 4) return [marked];
  const grams: string[] = [];
  for (let i = 0; i + 4 <= marked.length; i++) grams.push(marked.slice(i, i + 4));
  return grams;
}

/** Words of a query that carry meaning. Where all are stop words ("München"), they are all there is. */
export function queryWords(query: string, language: SearchLanguage): string[] {
  const words = wordsOf(query, 16).filter((word) => word.length <= 60);
  const meaningful = words.filter((word) => !stopWords[language].has(word));
  return meaningful.length > 0 ? meaningful : words;
}
