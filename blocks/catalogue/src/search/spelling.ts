/** Finds the words of a vocabulary that a mistyped word may have meant. */
export interface Spelling {
  has(word: string): boolean;
  /** The nearest word within the distance the length allows, or undefined. */
  near(word: string): string | undefined;
  /** Words that begin so, the most used first. */
  startingWith(prefix: string, limit: number): string[];
}

/** One slip in a word of four to seven letters, two in a longer one; shorter words are taken as they are. */
const allowed = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** `words` with how often each is used: of equally near words the more used one wins. */
export function spelling(words: ReadonlyMap<string, number>): Spelling {
  const sorted = [...words.keys()].sort();
  const byPiece = new Map<string, number[]>();
  sorted.forEach((word, number) => {
    for (const piece of piecesOf(word)) {
      const list = byPiece.get(piece);
      if (list) list.push(number);
      else byPiece.set(piece, [number]);
    }
  });
  const shared = new Uint16Array(sorted.length);

  function near(word: string): string | undefined {
    const limit = allowed(word.length);
    if (limit === 0) return undefined;
    const touched: number[] = [];
    const pieces = piecesOf(word);
    for (const piece of pieces) {
      for (const number of byPiece.get(piece) ?? []) {
        if (shared[number] === 0) touched.push(number);
        shared[number] = (shared[number] ?? 0) + 1;
      }
    }
    // One slip spoils at most three pieces of two letters (a swap); what shares fewer pieces cannot be near enough.
    const enough = Math.max(1, pieces.length - 3 * limit);
    let best: string | undefined;
    let bestDistance = limit + 1;
    for (const number of touched) {
      const candidate = sorted[number] ?? '';
      if ((shared[number] ?? 0) >= enough && Math.abs(candidate.length - word.length) <= limit) {
        const distance = editDistance(word, candidate, limit);
        if (
          distance < bestDistance ||
          (distance === bestDistance && best !== undefined && (words.get(candidate) ?? 0) > (words.get(best) ?? 0))
        ) {
          best = candidate;
          bestDistance = distance;
        }
      }
      shared[number] = 0;
    }
    return bestDistance <= limit ? best : undefined;
  }

  function startingWith(prefix: string, limit: number): string[] {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (const word of sorted.slice(low)) {
      if (!word.startsWith(prefix)) break;
      found.push(word);
    }
    return found.sort((x, y) => (words.get(y) ?? 0) - (words.get(x) ?? 0)).slice(0, limit);
  }

  return { has: (word) => words.has(word), near, startingWith };
}

function piecesOf(word: string): string[] {
  const marked = `_${word}_`;
  return Array.from({ length: marked.length - 1 }, (_, i) => marked.slice(i, i + 2));
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); `limit + 1` stands for "too far". */
export function editDistance(from: string, to: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= to.length; j++) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + change);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = above;
    above = row;
  }
  return Math.min(above[to.length] ?? limit + 1, limit + 1);
}
