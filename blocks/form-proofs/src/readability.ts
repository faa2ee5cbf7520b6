/** What makes a text long-winded, counted. */
export interface TextMeasure {
  readonly words: number;
  /** words of the longest sentence */
  readonly longestSentence: number;
  /** Björnsson's LIX: mean sentence length plus share of words of more than six letters in percent; over 60 is for experts */
  readonly lix: number;
  /** first Wiener Sachtextformel (Bamberger and Vanecek 1984): school year that copes with it, 4 to 15 */
  readonly wiener: number;
  /** Flesch Reading Ease for English: 100 = easy, below 30 = for academics */
  readonly flesch: number;
}

const abbreviations = new Set([
  'abs',
  'art',
  'nr',
  'buchst',
  'bzw',
  'ca',
  'str',
  'st',
  'dr',
  'prof',
  'vgl',
  'ggf',
  'inkl',
  'usw',
  'etc',
  'evtl',
  'tel',
  'no',
  'mr',
  'ms',
  'mrs',
]);

/** Sentences end at a mark before a capital or a figure, not at abbreviations and ordinals ("Abs. 1", "27. März", "z. B."). */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split(/\n+/)) {
    let begin = 0;
    for (const { 0: found, 1: mark = '', index } of line.matchAll(/([.!?:;])[)”“"]?\s+(?=[„“"(]?[\p{Lu}\d])/gu)) {
      const before = /([\p{L}\d]+)$/u.exec(line.slice(begin, index))?.[1] ?? '';
      if (mark === '.' && (before.length < 2 || abbreviations.has(before.toLowerCase()) || /^\d{1,2}$/.test(before))) continue;
      sentences.push(line.slice(begin, index + found.length));
      begin = index + found.length;
    }
    sentences.push(line.slice(begin));
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => /\p{L}/u.test(sentence));
}

export const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}·’'-]*/gu) ?? [];

/** Groups of vowels; in English a silent e at the end is none. */
function syllables(word: string, language: 'de' | 'en'): number {
  const groups = word.toLowerCase().match(/[aeiouyäöüáéíóúàèìòù]+/g)?.length ?? 0;
  return Math.max(1, language === 'en' && groups > 1 && /[^aeiouy]e$/i.test(word) ? groups - 1 : groups);
}

export function measureText(text: string, language: 'de' | 'en'): TextMeasure {
  const sentences = sentencesOf(text).map(wordsOf);
  const words = sentences.flat();
  const count = Math.max(1, words.length);
  const counted = words.map((word) => syllables(word, language));
  const share = (number: number): number => (number * 100) / count;
  const mean = count / Math.max(1, sentences.length);
  const long = share(words.filter((word) => word.length > 6).length);
  const many = share(counted.filter((number) => number >= 3).length);
  const single = share(counted.filter((number) => number === 1).length);
  return {
    words: words.length,
    longestSentence: Math.max(0, ...sentences.map((sentence) => sentence.length)),
    lix: mean + long,
    wiener: 0.1935 * many + 0.1672 * mean + 0.1297 * long - 0.0327 * single - 0.875,
    flesch: 206.835 - 1.015 * mean - 84.6 * (counted.reduce((a, b) => a + b, 0) / count),
  };
}

/** "wird … geprüft": a form of werden and a participle in one sentence. */
export function passiveOf(sentence: string): string | undefined {
  const auxiliary = /\b(wird|werden|wurde|wurden|worden)\b/iu.exec(sentence)?.[1];
  const participle = /(?<!\p{L})((?:\p{L}{2,5})?ge\p{Ll}{2,}(?:t|en)|(?:be|ver|er|ent|zer)\p{Ll}{2,}t)(?!\p{L})/u.exec(sentence)?.[1];
  return auxiliary !== undefined && participle !== undefined ? `${auxiliary} … ${participle}` : undefined;
}
