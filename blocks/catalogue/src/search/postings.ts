/** Terms of one document with their weighted frequencies. */
export type TermWeights = ReadonlyMap<string, number>;

/**
 * An inverted index whose BM25 weights are computed once: a query only adds numbers.
 * Lists lie one behind the other in two typed arrays; `starts[t]` to `starts[t + 1]` is the list of term t.
 */
export interface Postings {
  readonly terms: ReadonlyMap<string, number>;
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  readonly weights: Float32Array;
  readonly idf: Float32Array;
}

const k1 = 1.2;
const b = 0.5;

/** Builds the index; the position of a document in the list is its number. */
export function buildPostings(documents: readonly TermWeights[]): Postings {
  const terms = new Map<string, number>();
  const lists: { document: number; frequency: number }[][] = [];
  const lengths = new Float64Array(documents.length);
  documents.forEach((weights, document) => {
    for (const [term, frequency] of weights) {
      let number = terms.get(term);
      if (number === undefined) {
        number = lists.length;
        terms.set(term, number);
        lists.push([]);
      }
      lists[number]?.push({ document, frequency });
      lengths[document] = (lengths[document] ?? 0) + frequency;
    }
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length);
  const size = lists.reduce((sum, list) => sum + list.length, 0);
  const made = {
    terms,
    starts: new Uint32Array(lists.length + 1),
    documents: new Uint32Array(size),
    weights: new Float32Array(size),
    idf: new Float32Array(lists.length),
  };
  let at = 0;
  lists.forEach((list, term) => {
    const idf = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5));
    made.idf[term] = idf;
    made.starts[term] = at;
    for (const { document, frequency } of list) {
      const norm = k1 * (1 - b + (b * (lengths[document] ?? 0)) / average);
      made.documents[at] = document;
      made.weights[at] = (idf * frequency * (k1 + 1)) / (frequency + norm);
      at++;
    }
  });
  made.starts[lists.length] = at;
  return made;
}

/** Adds `factor` times the weight of the term to each document that has it; false when no document has. */
export function addScores(postings: Postings, term: string, factor: number, scores: Float32Array): boolean {
  const number = postings.terms.get(term);
  if (number === undefined) return false;
  const end = postings.starts[number + 1] ?? 0;
  for (let i = postings.starts[number] ?? 0; i < end; i++) {
    const document = postings.documents[i] ?? 0;
    scores[document] = (scores[document] ?? 0) + factor * (postings.weights[i] ?? 0);
  }
  return true;
}
