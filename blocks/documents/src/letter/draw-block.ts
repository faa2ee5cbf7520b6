import { drawFacts, drawHighlights, drawTable } from './draw-table.ts';
import type { LetterBlock } from './letter.ts';
import type { Element, TaggedWriter, TextStyle } from '@amt/pdf';
import { blocksOf, runsOf } from './markup.ts';
import { ink, textLeft, textWidth } from './paper.ts';

const body: TextStyle = { x: textLeft, width: textWidth, size: 10.5, leading: 15 };
const headings: Record<2 | 3, TextStyle & { before: number; after: number }> = {
  2: { ...body, size: 12.5, leading: 17, bold: true, colour: ink.accent, before: 12, after: 4 },
  3: { ...body, size: 10.5, leading: 15, bold: true, before: 8, after: 3 },
};
const statement: TextStyle = { ...body, x: textLeft + 14, width: textWidth - 14, size: 11.5, leading: 16.5 };
const note: TextStyle = { ...body, size: 8.5, leading: 12, colour: ink.quiet };

const paragraphGap = 7;

/** Draws one block of the body from the writer's place on. */
export function drawBlock(writer: TaggedWriter, block: LetterBlock): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(writer, block.level, block.text);
    case 'text':
      return drawMarkup(writer, block.markup, body);
    case 'statement':
      return drawStatement(writer, block.markup);
    case 'steps':
      return drawList(writer, true, block.steps.map(runsOf), body);
    case 'highlights':
      return drawHighlights(writer, block.facts);
    case 'facts':
      return drawFacts(writer, block.facts);
    case 'table':
      return drawTable(writer, block);
    case 'closing':
      writer.keepTogether(4 * body.leading);
      writer.y += 10;
      return drawMarkup(writer, block.markup, body);
    case 'note':
      writer.y += 6;
      return drawMarkup(writer, block.markup, note);
  }
}

/** A heading stays with at least two lines of what it heads. */
function drawHeading(writer: TaggedWriter, level: 2 | 3, text: string): void {
  const { before, after, ...style } = headings[level];
  const height = writer.linesOf(text, style).length * style.leading;
  writer.keepTogether(before + height + after + 3 * body.leading);
  writer.y += before;
  writer.flow(writer.element(`H${level}`), `H${level}`, text, style);
  writer.y += after;
}

function drawMarkup(writer: TaggedWriter, markup: string, style: TextStyle, parent?: Element): void {
  for (const block of blocksOf(markup)) {
    if (block.kind === 'list') drawList(writer, block.ordered, block.items, style, parent);
    else {
      writer.flow(writer.element('P', parent), 'P', block.runs, style);
      writer.y += paragraphGap * (style.leading / body.leading);
    }
  }
}

function drawList(
  writer: TaggedWriter,
  ordered: boolean,
  items: readonly ReturnType<typeof runsOf>[],
  style: TextStyle,
  parent?: Element,
): void {
  const indent = ordered ? 20 : 14;
  const list = writer.element('L', parent);
  const label: TextStyle = { ...style, width: indent };
  const text: TextStyle = { ...style, x: style.x + indent, width: style.width - indent };
  items.forEach((runs, index) => {
    writer.keepTogether(style.leading * Math.min(2, writer.linesOf(runs, text).length));
    const item = writer.element('LI', list);
    writer.drawLines(writer.element('Lbl', item), 'Lbl', writer.linesOf(ordered ? `${index + 1}.` : '•', label), writer.y, label);
    writer.flow(writer.element('LBody', item), 'LBody', runs, text);
    writer.y += 2.5;
  });
  writer.y += paragraphGap - 2.5;
}

/** The bar beside the text is drawn when its height is known; where a page ends in between, it is left out. */
function drawStatement(writer: TaggedWriter, markup: string): void {
  const lines = blocksOf(markup).reduce(
    (sum, block) => sum + (block.kind === 'paragraph' ? writer.linesOf(block.runs, statement).length : block.items.length),
    0,
  );
  writer.keepTogether(Math.min(lines, 12) * statement.leading + paragraphGap);
  const top = writer.y;
  drawMarkup(writer, markup, statement);
  const bottom = writer.y - paragraphGap;
  if (bottom > top) writer.artifact('Layout', (doc) => doc.rect(textLeft, top, 3, bottom - top).fill(ink.accent));
  writer.y += 4;
}
