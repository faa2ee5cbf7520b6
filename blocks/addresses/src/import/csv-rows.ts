import { UnreadableFile } from './row-fault.ts';

/** A row of a CSV file; `line` is where it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A longer row is no row: a quotation mark was left open, or the file is something else. */
const longestRow = 20_000;

/**
 * Rows of a CSV file (RFC 4180) as the text comes: cells in quotation marks may hold delimiters, line ends and doubled quotation marks.
 * Lines end with LF, CRLF or CR; empty lines are left out. The delimiter is the one of `;` `,` and tab that the first line has most of.
 * @throws UnreadableFile for a quotation mark that is never closed or followed by text
 */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  let waiting = '';
  let reader: RowReader | undefined;
  for await (const chunk of text) {
    if (reader) {
      yield* reader.read(chunk);
      continue;
    }
    waiting += chunk;
    const firstLine = /^[\r\n]*([^\r\n]+)[\r\n]/.exec(waiting)?.[1];
    if (firstLine === undefined && waiting.length > longestRow) throw new UnreadableFile(1, 'the first line has no end');
    if (firstLine === undefined) continue;
    reader = new RowReader(delimiterOf(firstLine));
    yield* reader.read(waiting);
  }
  if (!reader) {
    reader = new RowReader(delimiterOf(waiting));
    yield* reader.read(waiting);
  }
  yield* reader.end();
}

function delimiterOf(line: string): string {
  const unquoted = line.replaceAll(/"[^"]*"/g, '');
  const count = (delimiter: string): number => unquoted.split(delimiter).length;
  return [';', ',', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

class RowReader {
  readonly #delimiter: string;
  #line = 1;
  #begun = 1;
  #cells: string[] = [];
  #cell = '';
  #length = 0;
  /** `closed`: a quotation mark has just been read in a quoted cell; another one makes it a letter */
  #state: 'plain' | 'quoted' | 'closed' = 'plain';
  #afterReturn = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  *read(text: string): Generator<CsvRow> {
    for (const letter of text) {
      const lineFeedOfPair = letter === '\n' && this.#afterReturn;
      this.#afterReturn = letter === '\r';
      if (lineFeedOfPair && this.#state !== 'quoted') continue;
      const endsLine = letter === '\n' || letter === '\r';
      if (endsLine && !lineFeedOfPair) this.#line++;
      if (this.#state === 'quoted') {
        if (letter === '"') this.#state = 'closed';
        else this.#add(letter);
      } else if (letter === this.#delimiter) this.#endCell();
      else if (endsLine) yield* this.#endRow();
      else if (letter === '"' && this.#state === 'closed') {
        this.#add(letter);
        this.#state = 'quoted';
      } else if (this.#state === 'closed') {
        if (letter === ' ') continue;
        throw new UnreadableFile(this.#begun, 'text after a closing quotation mark; a quotation mark in a cell is written twice');
      } else if (letter === '"' && this.#cell.trim() === '') {
        this.#cell = '';
        this.#state = 'quoted';
      } else this.#add(letter);
    }
  }

  *end(): Generator<CsvRow> {
    if (this.#state === 'quoted') throw this.#unclosed();
    yield* this.#endRow();
  }

  #unclosed(): UnreadableFile {
    return new UnreadableFile(this.#begun, 'a quotation mark is never closed');
  }

  #add(letter: string): void {
    this.#cell += letter;
    if (++this.#length <= longestRow) return;
    throw this.#state === 'quoted' ? this.#unclosed() : new UnreadableFile(this.#begun, 'the line is too long to be a row');
  }

  #endCell(): void {
    this.#cells.push(this.#cell.trim());
    this.#cell = '';
    this.#state = 'plain';
    this.#length++;
  }

  *#endRow(): Generator<CsvRow> {
    this.#endCell();
    const row = { line: this.#begun, cells: this.#cells };
    this.#cells = [];
    this.#length = 0;
    this.#begun = this.#line;
    if (row.cells.some((cell) => cell !== '')) yield row;
  }
}
