import type { Run } from '@amt/pdf';

export type Block =
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Run[])[] };

const bullet = /^\s*[-*•]\s+(.*)$/;
const numbered = /^\s*\d{1,3}[.)]\s+(.*)$/;

/**
 * Reads the light markup of text blocks: an empty line parts paragraphs, lines that begin with "- " or "1. " are a list,
 * `**so**` is bold. Everything else is text as it stands; nothing is ever lost and nothing can fail.
 */
export function blocksOf(markup: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let list: { ordered: boolean; items: string[] } | undefined;

  const endParagraph = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', runs: runsOf(lines.join('\n')) });
    lines = [];
  };
  const endList = (): void => {
    if (list) blocks.push({ kind: 'list', ordered: list.ordered, items: list.items.map(runsOf) });
    list = undefined;
  };

  for (const line of markup.replace(/\r\n?/g, '\n').split('\n')) {
    const item = bullet.exec(line) ?? numbered.exec(line);
    if (item) {
      endParagraph();
      const ordered = !bullet.test(line);
      if (list && list.ordered !== ordered) endList();
      list ??= { ordered, items: [] };
      list.items.push(item[1] ?? '');
    } else if (line.trim() === '') {
      endParagraph();
      endList();
    } else {
      endList();
      lines.push(line.trim());
    }
  }
  endParagraph();
  endList();
  return blocks;
}

/** `**bold**` and plain text; a lone `**` stays what it is. */
export function runsOf(text: string): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const found of text.matchAll(/\*\*(?=\S)([^*]+?)(?<=\S)\*\*/g)) {
    if (found.index > from) runs.push({ text: text.slice(from, found.index), bold: false });
    runs.push({ text: found[1] ?? '', bold: true });
    from = found.index + found[0].length;
  }
  if (from < text.length || runs.length === 0) runs.push({ text: text.slice(from), bold: false });
  return runs;
}
