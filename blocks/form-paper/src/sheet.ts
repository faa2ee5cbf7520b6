import { type DocumentMetadata, type Element, type TextStyle, TaggedWriter, ink, millimetre, pageHeight } from '@amt/pdf';
import { type PageCode, drawPageCode } from './page-code.ts';

/** Measures of the sheet in points: A4, a column for numbers before the labels, two columns of questions. */
export const left = 20 * millimetre;
export const width = 172 * millimetre;
export const right = left + width;
export const gap = 7 * millimetre;
export const columnWidth = (width - gap) / 2;
/** questions begin with their number, everything else of them stands beyond it */
export const gutter = 8 * millimetre;
export const boxHeight = 8 * millimetre;
export const tickSide = 4.2 * millimetre;

/** Boxes to write in: 4.5:1 against white, so that their border is seen (WCAG 1.4.11). */
export const boxLine = '#6b7683';
export const faintLine = '#dde2e8';

const bodyTop = 29 * millimetre;
const bodyBottom = pageHeight - 21 * millimetre;

export const style = {
  title: { x: left, width: 108 * millimetre, size: 20, leading: 25, bold: true, colour: ink.accent },
  lead: { x: left, width: 108 * millimetre, size: 10, leading: 14 },
  section: { x: left + 3 * millimetre, width: width - 6 * millimetre, size: 12, leading: 16, bold: true, colour: ink.accent },
  heading: { x: left, width, size: 10.5, leading: 14, bold: true, colour: ink.accent },
  body: { x: left, width, size: 9.5, leading: 13.5 },
  quiet: { x: left, width, size: 8.5, leading: 11.5, colour: ink.quiet },
  note: { x: left, width, size: 8.5, leading: 11.5, bold: true, colour: ink.accent },
  label: { x: left, width, size: 9.5, leading: 12.5, bold: true },
  part: { x: left, width, size: 7.5, leading: 10, colour: ink.quiet },
  option: { x: left, width, size: 9.5, leading: 12.5 },
} as const satisfies Record<string, TextStyle>;

/** The pages of a paper form. What belongs together is asked to stay together: nothing is drawn across the end of a page but running text. */
export class Sheet {
  readonly writer: TaggedWriter;
  readonly #code: PageCode;
  /** element that what comes next belongs to */
  section: Element | undefined;

  constructor(metadata: DocumentMetadata, code: PageCode) {
    this.writer = new TaggedWriter(metadata, { top: bodyTop, bottom: bodyBottom });
    this.#code = code;
    this.writer.onNextPage = () => this.drawCode();
  }

  drawCode(): void {
    drawPageCode(this.writer, this.#code, this.writer.pageNumber, right);
  }

  element(type: string, parent: Element | undefined = this.section): Element {
    return this.writer.element(type, parent);
  }

  height(text: string, textStyle: TextStyle): number {
    return this.writer.linesOf(text, textStyle).length * textStyle.leading;
  }

  /** Text that must not be parted, at a place; returns its height. */
  place(type: string, text: string, top: number, textStyle: TextStyle, parent: Element | undefined = this.section): number {
    const lines = this.writer.linesOf(text, textStyle);
    this.writer.drawLines(this.writer.element(type, parent), type, lines, top, textStyle);
    return lines.length * textStyle.leading;
  }

  /** Running text from here on, over pages if need be. */
  flow(text: string, textStyle: TextStyle, parent: Element | undefined = this.section): void {
    this.writer.flow(this.writer.element('P', parent), 'P', text, textStyle);
  }

  list(items: readonly string[], textStyle: TextStyle): void {
    if (items.length === 0) return;
    const list = this.element('L');
    const indent = 4 * millimetre;
    const label: TextStyle = { ...textStyle, width: indent };
    const text: TextStyle = { ...textStyle, x: textStyle.x + indent, width: textStyle.width - indent };
    for (const item of items) {
      this.writer.keepTogether(textStyle.leading * Math.min(3, this.writer.linesOf(item, text).length));
      const entry = this.writer.element('LI', list);
      this.writer.drawLines(this.writer.element('Lbl', entry), 'Lbl', this.writer.linesOf('•', label), this.writer.y, label);
      this.writer.flow(this.writer.element('LBody', entry), 'LBody', item, text);
      this.writer.y += 2;
    }
    this.writer.y += 3;
  }

  /** Begins a section: its heading on a quiet band stays with `following` points of what comes after it. */
  begin(title: string, following: number): void {
    const titleHeight = this.height(title, style.section);
    const band = titleHeight + 2.4 * millimetre;
    this.writer.keepTogether(5 * millimetre + band + 3 * millimetre + following);
    if (this.writer.y > bodyTop + 1) this.writer.y += 5 * millimetre;
    this.section = this.writer.element('Sect');
    const top = this.writer.y;
    this.writer.artifact('Layout', (doc) =>
      doc
        .rect(left, top, width, band)
        .fill(ink.panel)
        .rect(left, top, 1.2 * millimetre, band)
        .fill(ink.accent),
    );
    this.place('H2', title, top + 1.2 * millimetre, style.section);
    this.writer.y = top + band + 3 * millimetre;
  }

  /** Frame of a place to write in, with separators for `cells` signs. */
  box(x: number, top: number, boxWidth: number, height: number, cells = 1): void {
    this.writer.artifact('Layout', (doc) => {
      doc.lineWidth(0.7).strokeColor(boxLine).rect(x, top, boxWidth, height).stroke();
      doc.lineWidth(0.5);
      for (let cell = 1; cell < cells; cell++) {
        const at = x + (boxWidth * cell) / cells;
        doc
          .moveTo(at, top + height * 0.45)
          .lineTo(at, top + height)
          .stroke();
      }
    });
  }
}
