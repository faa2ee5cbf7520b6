/**
 * Spellings of street names brought to one: case, accents, ß and ss, ä and ae and a, doubled letters, hyphens and spaces, Str. and Straße,
 * St. and Sankt, Pl. and Platz, Dr. and Doktor. Names of a list and what people type go through the same.
 */
export interface StreetKey {
  /** letters a to z and digits only, words run together: "Karl-Theodor-Straße" = `karltheodorstrase` */
  readonly text: string;
  /** where each word begins in `text` */
  readonly starts: readonly number[];
  readonly words: readonly string[];
}

const letters: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'a', œ: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };

/** `whole`: nothing is being typed any more, so that the last word is not the beginning of a longer one. */
export function streetKey(name: string, whole: boolean): StreetKey {
  const written = fold(name);
  const found = [...written.matchAll(/[a-z0-9]+/g)];
  const words = found.map((match, index) => {
    const ended = whole || index < found.length - 1 || written.charAt(match.index + match[0].length) !== '';
    return ended ? spelledOut(match[0]) : match[0];
  });
  let text = '';
  const starts: number[] = [];
  for (const word of words) {
    const joined = squash(text + word);
    // where a word begins with the letter the one before ends with, they share it
    starts.push(joined.length - squash(word).length);
    text = joined;
  }
  return { text, starts, words: words.map(squash) };
}

function fold(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßøæœłđðþı]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/['’`´]/g, '')
    .replaceAll('ae', 'a')
    .replaceAll('oe', 'o')
    .replaceAll(/(?<![aeiouq])ue/g, 'u');
}

const whole: Readonly<Record<string, string>> = { st: 'sankt', str: 'strasse', pl: 'platz', doktor: 'dr', professor: 'prof' };

function spelledOut(word: string): string {
  return whole[word] ?? (word.length > 4 && word.endsWith('str') ? `${word}asse` : word);
}

/** Doubled letters are what people get wrong most; digits are not touched. */
function squash(text: string): string {
  return text.replaceAll(/([a-z])\1+/g, '$1');
}
