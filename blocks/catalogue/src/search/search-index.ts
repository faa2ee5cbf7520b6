import { eachTerm, gramsOf, queryWords } from './analyse.ts';
import { splitter, type Splitter } from './decompound.ts';
import type { Expander, Expansion } from './expansion.ts';
import { fold, wordsOf } from './fold.ts';
import { addScores, buildPostings, type Postings } from './postings.ts';
import { spelling, type Spelling } from './spelling.ts';
import { stem, type SearchLanguage } from './stem.ts';

/** The texts of a document in one language; the order of the fields is the order of their weight. */
export interface DocumentTexts {
  readonly title: string;
  readonly synonyms: readonly string[];
  readonly lead: string;
  readonly body: string;
}

export interface SearchDocument {
  readonly id: string;
  readonly de: DocumentTexts;
  readonly en: DocumentTexts;
  /** 0 to 1: how much it is used; lifts a document by a tenth at most */
  readonly popularity: number;
}

export interface SearchHit {
  readonly id: string;
  readonly score: number;
}

export interface SearchResult {
  /** best first */
  readonly hits: readonly SearchHit[];
  /** how many were found, beyond the limit too */
  readonly total: number;
  /** the query as it was probably meant; absent when every word is known */
  readonly didYouMean?: string;
}

/** Title before synonyms before lead before the rest (dialog between precision and recall: a name that fits beats any mention). */
const fieldWeights = { title: 4, synonyms: 3, lead: 1.5, body: 0.5 } as const;
/** Share of the 4-gram score; grows to `unknownGramShare` with the share of words nobody has written before. */
const gramShare = 0.3;
const unknownGramShare = 1;
/** The other language's texts, for those who search in another language than the page's. */
const otherLanguage = 0.6;
const expansionWeight = 0.45;
const correctionWeight = 0.7;
/** A document that shares no word with the query must share this part of its letters' weight. */
const leastGramCover = 0.45;
/** What scores below this part of the best is not shown. */
const leastOfBest = 0.12;

interface LanguageIndex {
  readonly words: Postings;
  readonly grams: Postings;
}

/** The index of one edition of the catalogue; immutable, a few typed arrays. */
export class SearchIndex {
  readonly #documents: readonly SearchDocument[];
  readonly #split: Splitter;
  readonly #expand: Expander;
  readonly #indexes: Readonly<Record<SearchLanguage, LanguageIndex>>;
  readonly #spelling: Spelling;

  constructor(documents: readonly SearchDocument[], expand: Expander) {
    this.#documents = documents;
    this.#expand = expand;
    this.#split = splitter(
      documents.flatMap((document) => [document.de.title, ...document.de.synonyms, document.de.lead].flatMap((text) => wordsOf(text))),
    );
    this.#indexes = { de: this.#build('de'), en: this.#build('en') };
    this.#spelling = spelling(vocabularyOf(documents));
  }

  /** Words of titles, synonyms and leads that continue what is being typed. */
  complete(prefix: string, limit: number): string[] {
    return this.#spelling.startingWith(fold(prefix), limit);
  }

  search(query: string, language: SearchLanguage, limit: number): SearchResult {
    const words = queryWords(query, language);
    if (words.length === 0 || this.#documents.length === 0) return { hits: [], total: 0 };
    const corrections = new Map<string, string>();
    const unknown = words.filter((word) => !this.#knows(word));
    for (const word of unknown) {
      const near = this.#spelling.near(word);
      if (near !== undefined) corrections.set(word, near);
    }
    const scores = new Float32Array(this.#documents.length);
    const certain = new Float32Array(this.#documents.length);
    const cover = new Float32Array(this.#documents.length);
    const meant = words.map((word) => corrections.get(word) ?? word);
    const share = gramShare + (unknownGramShare - gramShare) * (unknown.length / words.length);
    for (const side of ['de', 'en'] as const) {
      const weight = side === language ? 1 : otherLanguage;
      this.#addWords(meant, corrections, side, weight, certain);
      this.#addGrams(words, side, weight * share, scores, cover);
    }
    for (const expansion of this.#expand(meant)) this.#addExpansion(expansion, language, certain);
    const ranked = this.#rank(scores, certain, cover);
    const didYouMean =
      corrections.size === 0
        ? undefined
        : wordsOf(query)
            .map((word) => corrections.get(word) ?? word)
            .join(' ');
    const hits = ranked.slice(0, limit).map((number) => ({ id: this.#documents[number]?.id ?? '', score: scores[number] ?? 0 }));
    return { hits, total: ranked.length, ...(didYouMean === undefined ? {} : { didYouMean }) };
  }

  #knows(word: string): boolean {
    return (
      this.#spelling.has(word) ||
      this.#indexes.de.words.terms.has(stem(word, 'de')) ||
      this.#indexes.en.words.terms.has(stem(word, 'en')) ||
      this.#split(word).some((part) => this.#indexes.de.words.terms.has(stem(part, 'de')))
    );
  }

  #addWords(
    words: readonly string[],
    corrections: ReadonlyMap<string, string>,
    language: SearchLanguage,
    weight: number,
    scores: Float32Array,
  ): void {
    const corrected = new Set(corrections.values());
    for (const word of words) {
      const factor = corrected.has(word) ? weight * correctionWeight : weight;
      addScores(this.#indexes[language].words, stem(word, language), factor, scores);
      if (language === 'en') continue;
      const parts = this.#split(word);
      for (const part of parts) addScores(this.#indexes.de.words, stem(part, 'de'), (factor * 0.6) / Math.sqrt(parts.length), scores);
    }
  }

  /** A phrase counts only where all of its words are: "building permit" must not bring the parking permit. */
  #addExpansion({ language, words }: Expansion, queryLanguage: SearchLanguage, scores: Float32Array): void {
    const weight = (expansionWeight * (language === queryLanguage ? 1 : otherLanguage)) / Math.sqrt(words.length);
    const [first, ...others] = words.map((word) => {
      const found = new Float32Array(this.#documents.length);
      addScores(this.#indexes[language].words, stem(word, language), weight, found);
      return found;
    });
    first?.forEach((score, document) => {
      if (score === 0 || others.some((found) => found[document] === 0)) return;
      scores[document] = others.reduce((sum, found) => sum + (found[document] ?? 0), (scores[document] ?? 0) + score);
    });
  }

  #addGrams(words: readonly string[], language: SearchLanguage, weight: number, scores: Float32Array, cover: Float32Array): void {
    const { grams } = this.#indexes[language];
    const all = words.flatMap((word) => gramsOf(word));
    const rarest = Math.log(1 + this.#documents.length);
    const idf = (gram: string): number => {
      const number = grams.terms.get(gram);
      return number === undefined ? rarest : (grams.idf[number] ?? 0);
    };
    const whole = all.reduce((sum, gram) => sum + idf(gram), 0);
    for (const gram of all) {
      const number = grams.terms.get(gram);
      if (number === undefined) continue;
      const part = idf(gram) / whole;
      const end = grams.starts[number + 1] ?? 0;
      for (let i = grams.starts[number] ?? 0; i < end; i++) {
        const document = grams.documents[i] ?? 0;
        scores[document] = (scores[document] ?? 0) + weight * (grams.weights[i] ?? 0);
        cover[document] = (cover[document] ?? 0) + part;
      }
    }
  }

  /** Numbers of the documents worth showing, best first; their scores are left in `scores`. */
  #rank(scores: Float32Array, certain: Float32Array, cover: Float32Array): number[] {
    let best = 0;
    for (let number = 0; number < scores.length; number++) {
      const sure = certain[number] ?? 0;
      const found = sure > 0 || (cover[number] ?? 0) >= leastGramCover;
      const score = found ? (sure + (scores[number] ?? 0)) * (1 + 0.1 * (this.#documents[number]?.popularity ?? 0)) : 0;
      scores[number] = score;
      if (score > best) best = score;
    }
    const ranked: number[] = [];
    if (best === 0) return ranked;
    for (let number = 0; number < scores.length; number++) if ((scores[number] ?? 0) >= best * leastOfBest) ranked.push(number);
    // documents stand in the order of their ids, so equal scores keep a stable order
    return ranked.sort((x, y) => (scores[y] ?? 0) - (scores[x] ?? 0) || x - y);
  }

  #build(language: SearchLanguage): LanguageIndex {
    const words = this.#documents.map((document) => {
      const terms = new Map<string, number>();
      eachField(document[language], (text, weight) => {
        eachTerm(text, language, this.#split, (term, part) => terms.set(term, (terms.get(term) ?? 0) + weight * part));
      });
      return terms;
    });
    const grams = this.#documents.map((document) => {
      const terms = new Map<string, number>();
      eachField(document[language], (text, weight) => {
        if (weight < 1) return; // running text holds nearly every piece: it would only drown the names
        for (const word of queryWords(text, language)) for (const gram of gramsOf(word)) terms.set(gram, (terms.get(gram) ?? 0) + weight);
      });
      return terms;
    });
    return { words: buildPostings(words), grams: buildPostings(grams) };
  }
}

function eachField(texts: DocumentTexts, take: (text: string, weight: number) => void): void {
  take(texts.title, fieldWeights.title);
  for (const synonym of texts.synonyms) take(synonym, fieldWeights.synonyms);
  take(texts.lead, fieldWeights.lead);
  take(texts.body, fieldWeights.body);
}

function vocabularyOf(documents: readonly SearchDocument[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const document of documents) {
    for (const texts of [document.de, document.en]) {
      for (const text of [texts.title, ...texts.synonyms, texts.lead]) {
        for (const word of wordsOf(text)) if (word.length >= 4) words.set(word, (words.get(word) ?? 0) + 1);
      }
    }
  }
  return words;
}
