import type { Fact, LetterBlock, TableColumn } from './letter.ts';
import type { Element, TaggedWriter, TextStyle } from '@amt/pdf';
import type { Line } from '@amt/pdf';
import { bodyBottom, ink, textLeft, textRight, textWidth } from './paper.ts';

const cell = { size: 10, leading: 14 } as const;
const padding = 4;

interface Cell {
  readonly element: Element;
  readonly type: 'TH' | 'TD';
  readonly style: TextStyle;
  readonly lines: readonly Line[];
}

/** Label and value, one row each: a table whose first cell heads the row. */
export function drawFacts(writer: TaggedWriter, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  const labelWidth = textWidth * 0.36;
  const label: TextStyle = { ...cell, x: textLeft, width: labelWidth - 10, colour: ink.quiet };
  const value: TextStyle = { ...cell, x: textLeft + labelWidth, width: textWidth - labelWidth };
  const table = writer.element('Table');
  for (const fact of facts) {
    const row = writer.element('TR', table);
    drawRow(writer, [
      { element: writer.element('TH', row, { scope: 'Row' }), type: 'TH', style: label, lines: writer.linesOf(fact.label, label) },
      { element: writer.element('TD', row), type: 'TD', style: value, lines: writer.linesOf(fact.value, value) },
    ]);
  }
  writer.y += 8;
}

/** Rows under column heads; the last row may hold totals. */
export function drawTable(writer: TaggedWriter, { columns, rows, totals }: Extract<LetterBlock, { kind: 'table' }>): void {
  const table = writer.element('Table');
  const styles = columnStyles(columns);
  const draw = (texts: readonly string[], head: boolean, bold: boolean): void => {
    const row = writer.element('TR', table);
    const cells = styles.map((column, index): Cell => {
      const style = { ...column, bold, colour: head ? ink.quiet : ink.text };
      const element = writer.element(head ? 'TH' : 'TD', row, head ? { scope: 'Column' } : {});
      return { element, type: head ? 'TH' : 'TD', style, lines: writer.linesOf(texts[index] ?? '', style) };
    });
    drawRow(writer, cells);
  };
  writer.keepTogether(3 * (cell.leading + 2 * padding));
  draw(
    columns.map((column) => column.title),
    true,
    true,
  );
  for (const row of rows) draw(row, false, false);
  if (totals) draw(totals, false, true);
  writer.y += 8;
}

function columnStyles(columns: readonly TableColumn[]): readonly TextStyle[] {
  let x = textLeft;
  return columns.map(({ share, align = 'left' }) => {
    const width = textWidth * share;
    const style: TextStyle = { ...cell, x, width: align === 'right' ? width : width - 10, align };
    x += width;
    return style;
  });
}

/** A row stays on one page; only one that is taller than a page goes on over the next, line by line. */
function drawRow(writer: TaggedWriter, cells: readonly Cell[]): void {
  const tallest = Math.max(1, ...cells.map((each) => each.lines.length));
  writer.keepTogether(tallest * cell.leading + 2 * padding);
  writer.y += padding;
  let from = 0;
  while (from < tallest) {
    const room = Math.max(1, Math.min(tallest - from, Math.floor((bodyBottom - padding - writer.y) / cell.leading)));
    for (const { element, type, style, lines } of cells) {
      const part = lines.slice(from, from + room).filter((line) => line.pieces.length > 0);
      if (part.length > 0) writer.drawLines(element, type, lines.slice(from, from + room), writer.y, style);
    }
    writer.y += room * cell.leading;
    from += room;
    if (from < tallest) writer.nextPage();
  }
  writer.y += padding;
  writer.artifact('Layout', (doc) =>
    doc.lineWidth(0.5).strokeColor(ink.line).moveTo(textLeft, writer.y).lineTo(textRight, writer.y).stroke(),
  );
}

/** What a permit is about, readable from an arm's length: small labels over large values on a panel. */
export function drawHighlights(writer: TaggedWriter, facts: readonly Fact[]): void {
  if (facts.length === 0) return;
  const size = [16, 13, 11].find((each) => highlightCells(writer, facts, each).values.every((lines) => lines.length === 1)) ?? 11;
  const { labelStyle, valueStyle, labels, values } = highlightCells(writer, facts, size);
  const labelHeight = Math.max(...labels.map((lines) => lines.length)) * 12;
  const valueHeight = Math.max(...values.map((lines) => lines.length)) * size * 1.3;
  const height = labelHeight + valueHeight + 24;

  writer.keepTogether(height);
  const top = writer.y;
  writer.artifact('Layout', (doc) => doc.roundedRect(textLeft, top, textWidth, height, 5).fill(ink.panel));
  const table = writer.element('Table');
  const heads = writer.element('TR', table);
  labels.forEach((lines, index) => {
    writer.drawLines(writer.element('TH', heads, { scope: 'Column' }), 'TH', lines, top + 11, labelStyle(index));
  });
  const row = writer.element('TR', table);
  values.forEach((lines, index) => {
    writer.drawLines(writer.element('TD', row), 'TD', lines, top + 12 + labelHeight, valueStyle(index));
  });
  writer.y = top + height + 12;
}

function highlightCells(writer: TaggedWriter, facts: readonly Fact[], size: number) {
  const inset = 14;
  const width = (textWidth - 2 * inset) / facts.length;
  const labelStyle = (index: number): TextStyle => ({
    x: textLeft + inset + index * width,
    width: width - 8,
    size: 8.5,
    leading: 12,
    colour: ink.quiet,
  });
  const valueStyle = (index: number): TextStyle => ({ ...labelStyle(index), size, leading: size * 1.3, bold: true, colour: ink.accent });
  return {
    labelStyle,
    valueStyle,
    labels: facts.map((fact, index) => writer.linesOf(fact.label, labelStyle(index))),
    values: facts.map((fact, index) => writer.linesOf(fact.value, valueStyle(index))),
  };
}
