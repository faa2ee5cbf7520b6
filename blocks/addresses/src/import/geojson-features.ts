import { UnreadableFile } from './row-fault.ts';

/** One feature, still to be judged. */
export interface ReadFeature {
  /** where it begins */
  readonly line: number;
  readonly value: unknown;
}

const [quote, backslash, lineFeed, openBrace, closeBrace, openBracket, closeBracket, comma] = [34, 92, 10, 123, 125, 91, 93, 44];

/**
 * The members of `features` of a GeoJSON FeatureCollection (RFC 7946), one by one as the text comes; the file never lies in memory whole.
 * @param longest characters of one feature
 * @throws UnreadableFile when it is no such file or ends in the middle
 */
export async function* geoJsonFeatures(text: AsyncIterable<string>, longest: number): AsyncGenerator<ReadFeature> {
  const scanner = new FeatureScanner(longest);
  for await (const chunk of text) yield* scanner.read(chunk);
  scanner.end();
}

/** Counts brackets outside of strings; what lies between the braces of a feature is left to JSON.parse. */
class FeatureScanner {
  readonly #longest: number;
  #line = 1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** the string that was read last in the root object, in case it is the key before `[` */
  #key = '';
  #place: 'before' | 'root' | 'features' | 'feature' | 'after' = 'before';
  #found = false;
  #feature = '';
  #begun = 1;

  constructor(longest: number) {
    this.#longest = longest;
  }

  *read(chunk: string): Generator<ReadFeature> {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (code === lineFeed) this.#line++;
      if (this.#inString) this.#readString(code, chunk.charAt(at));
      else if (code === quote) this.#beginString();
      else if (code === openBrace || code === openBracket) {
        if (this.#open(code)) from = at;
      } else if (code === closeBrace || code === closeBracket) {
        if (this.#close()) {
          yield this.#parse(this.#feature + chunk.slice(from, at + 1));
          this.#feature = '';
        }
      } else this.#other(code);
    }
    if (this.#place !== 'feature') return;
    this.#feature += chunk.slice(from);
    if (this.#feature.length > this.#longest) throw new UnreadableFile(this.#begun, `a feature of more than ${this.#longest} characters`);
  }

  end(): void {
    if (this.#place === 'before') throw new UnreadableFile(1, 'the file is empty');
    if (this.#place !== 'after') throw new UnreadableFile(this.#line, 'the file ends in the middle');
    if (!this.#found) throw new UnreadableFile(1, 'there is no list "features": not a GeoJSON FeatureCollection');
  }

  #readString(code: number, letter: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (code === backslash) this.#escaped = true;
    else if (code === quote) {
      this.#inString = false;
      return;
    }
    if (this.#place === 'root' && this.#depth === 1 && this.#key.length < 20) this.#key += letter;
  }

  #beginString(): void {
    if (this.#place === 'before' || this.#place === 'after' || this.#place === 'features') throw this.#unexpected('"');
    this.#inString = true;
    if (this.#place === 'root' && this.#depth === 1) this.#key = '';
  }

  /** @returns whether a feature begins here */
  #open(code: number): boolean {
    const brace = code === openBrace;
    if (this.#place === 'after' || (this.#place === 'before' && !brace) || (this.#place === 'features' && !brace))
      throw this.#unexpected(brace ? '{' : '[');
    this.#depth++;
    if (this.#place === 'before') this.#place = 'root';
    else if (this.#place === 'root' && this.#depth === 2 && !brace && this.#key === 'features') {
      this.#place = 'features';
      this.#found = true;
    } else if (this.#place === 'features') {
      this.#place = 'feature';
      this.#begun = this.#line;
      return true;
    }
    return false;
  }

  /** @returns whether a feature ends here */
  #close(): boolean {
    if (this.#place === 'before' || this.#place === 'after') throw this.#unexpected('}');
    this.#depth--;
    if (this.#place === 'feature' && this.#depth === 2) {
      this.#place = 'features';
      return true;
    }
    if (this.#place === 'features') this.#place = 'root';
    else if (this.#depth === 0) this.#place = 'after';
    return false;
  }

  #other(code: number): void {
    const blank = code === 32 || code === 9 || code === 13 || code === lineFeed;
    if (blank || this.#place === 'root' || this.#place === 'feature' || (this.#place === 'features' && code === comma)) return;
    throw this.#unexpected(String.fromCharCode(code));
  }

  #unexpected(letter: string): UnreadableFile {
    return new UnreadableFile(this.#line, `unexpected ${JSON.stringify(letter)}: not a GeoJSON FeatureCollection`);
  }

  #parse(text: string): ReadFeature {
    try {
      return { line: this.#begun, value: JSON.parse(text) as unknown };
    } catch (fault) {
      throw new UnreadableFile(this.#begun, `not JSON: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }
}
