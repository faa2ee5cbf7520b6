/** A stretch of text in one weight; `\n` inside is a forced line break. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
}

/** One printed line: pieces in reading order, each in one weight. */
export interface Line {
  readonly pieces: readonly Run[];
  /** points */
  readonly width: number;
}

/** Width in points of a text in a weight. */
export type Measure = (text: string, bold: boolean) => number;

const graphemes = new Intl.Segmenter('de', { granularity: 'grapheme' });

/**
 * Breaks runs into lines of at most `width` points, after spaces, hyphens and slashes; a word that alone is wider than the line is cut
 * between graphemes, so that no text ever leaves the page.
 */
export function linesOf(runs: readonly Run[], width: number, measure: Measure): readonly Line[] {
  const lines: Line[] = [];
  let pieces: Run[] = [];
  let used = 0;

  const endLine = (): void => {
    lines.push({ pieces: merged(pieces), width: used });
    pieces = [];
    used = 0;
  };
  const place = (text: string, bold: boolean): void => {
    pieces.push({ text, bold });
    used += measure(text, bold);
  };

  for (const run of runs) {
    for (const [index, part] of run.text.split('\n').entries()) {
      if (index > 0) endLine();
      for (const word of part.match(/[^\s\-/]*[-/]+|[^\s\-/]*\s+|[^\s\-/]+/g) ?? []) {
        const bare = measure(word.trimEnd(), run.bold);
        if (used > 0 && used + bare > width) endLine();
        if (bare <= width) place(word, run.bold);
        else
          for (const cut of cutWord(word, run.bold, width, measure)) {
            if (used > 0 && used + measure(cut, run.bold) > width) endLine();
            place(cut, run.bold);
          }
      }
    }
  }
  if (pieces.length > 0 || lines.length === 0) endLine();
  return lines;
}

function cutWord(word: string, bold: boolean, width: number, measure: Measure): string[] {
  const cuts: string[] = [];
  let current = '';
  for (const { segment } of graphemes.segment(word)) {
    if (current !== '' && measure(current + segment, bold) > width) {
      cuts.push(current);
      current = '';
    }
    current += segment;
  }
  if (current !== '') cuts.push(current);
  return cuts;
}

/** Neighbours of one weight become one piece, so that ligatures and kerning work across words. */
function merged(pieces: readonly Run[]): readonly Run[] {
  const out: Run[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last && last.bold === piece.bold) out[out.length - 1] = { text: last.text + piece.text, bold: last.bold };
    else out.push(piece);
  }
  return out;
}
