const marks = /\p{M}/gu;

/**
 * One spelling for all: lower case, no accents, ss for ß, and a/o/u for ä/ae, ö/oe, ü/ue, so that "Führungszeugnis",
 * "Fuehrungszeugnis" and "Fuhrungszeugnis" are the same word. `ue` after a vowel or q stays ("Steuer", "Quelle").
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(marks, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ae', 'a')
    .replaceAll('oe', 'o')
    .replace(/(?<![aeiouq])ue/g, 'u');
}

/** Folded words of a text: runs of letters and digits, at least two characters; at most `limit` of them. */
export function wordsOf(text: string, limit = Number.POSITIVE_INFINITY): string[] {
  const words: string[] = [];
  for (const [word] of fold(text).matchAll(/[\p{L}\p{N}]{2,}/gu)) {
    if (words.length >= limit) break;
    words.push(word);
  }
  return words;
}
