import PDFDocument from 'pdfkit';
import { ink, millimetre, pageHeight } from './a4.ts';
import { FormFields } from './form-fields.ts';
import { linesOf, type Line, type Run } from './line-breaks.ts';
import { printable, typeface } from './typeface.ts';

/** How a stretch of text looks and where it stands; lengths in points. */
export interface TextStyle {
  readonly x: number;
  readonly width: number;
  readonly size: number;
  /** distance of baselines */
  readonly leading: number;
  readonly colour?: string;
  readonly bold?: boolean;
  readonly align?: 'left' | 'right';
}

export interface DocumentMetadata {
  /** BCP 47 */
  readonly lang: string;
  readonly title: string;
  readonly author: string;
  /** for programs that look for this document */
  readonly keywords?: string;
  readonly createdAt: Temporal.Instant;
}

/** The part of each page that text flows through, in points from the upper edge. */
export interface Body {
  readonly top: number;
  readonly bottom: number;
}

export type Element = PDFKit.PDFStructureElement;
type ElementOptions = PDFKit.Mixins.StructureElementOptions;

/**
 * Writes tagged text (ISO 14289-1, PDF/UA-1) top down onto pages. Everything drawn belongs either to an element of the structure tree
 * or to an artifact; there is no third way to draw. The same calls give the same bytes.
 */
export class TaggedWriter {
  readonly #doc: PDFKit.PDFDocument;
  readonly #root: Element;
  readonly #body: Body;
  #fields: FormFields | undefined;
  /** where the next thing is drawn, points from the upper edge */
  y: number;
  /** draws what each page after the first begins with */
  onNextPage?: () => void;

  constructor(metadata: DocumentMetadata, body: Body) {
    this.#body = body;
    this.y = body.top;
    const options: PDFKit.PDFDocumentOptions = {
      pdfVersion: '1.7',
      lang: metadata.lang,
      tagged: true,
      displayTitle: true,
      bufferPages: true,
      size: 'A4',
      margin: 0,
      // No font yet: the default would be Helvetica, which is not embedded.
      font: '',
      info: {
        Title: printable(metadata.title),
        Author: printable(metadata.author),
        ...(metadata.keywords === undefined ? {} : { Keywords: metadata.keywords }),
        Creator: 'Digitales Amt',
        Producer: 'Digitales Amt',
        CreationDate: new Date(metadata.createdAt.epochMilliseconds),
        ModDate: new Date(metadata.createdAt.epochMilliseconds),
      },
    };
    // The subset exists in pdfkit 0.20, but not yet in its types.
    const doc = new PDFDocument(Object.assign(options, { subset: 'PDF/UA' }));
    doc.registerFont('regular', typeface().regular).registerFont('bold', typeface().bold);
    this.#doc = doc;
    this.#root = doc.struct('Document');
    doc.addStructure(this.#root);
  }

  /** Fields to be filled in; the document becomes a form with the first of them. */
  get fields(): FormFields {
    return (this.#fields ??= new FormFields(this.#doc));
  }

  /** number of the page at hand, from 1 */
  get pageNumber(): number {
    return this.#doc.bufferedPageRange().count;
  }

  /** points left on this page */
  get room(): number {
    return this.#body.bottom - this.y;
  }

  /** Adds an element of the structure tree at the end of `parent` (default: the document). */
  element(type: string, parent: Element = this.#root, options: ElementOptions = {}): Element {
    const element = this.#doc.struct(type, options);
    parent.add(element);
    return element;
  }

  /** Draws decoration that assistive technology leaves out: lines, backgrounds, page numbers. */
  artifact(kind: 'Layout' | 'Pagination', draw: (doc: PDFKit.PDFDocument) => void): void {
    this.#doc.markContent('Artifact', { type: kind });
    draw(this.#doc);
    this.#doc.endMarkedContent();
  }

  /** Draws something that is the content of `element` on this page. */
  content(element: Element, type: string, draw: (doc: PDFKit.PDFDocument) => void): void {
    element.add(this.#doc.markStructureContent(type));
    draw(this.#doc);
    this.#doc.endMarkedContent();
  }

  /** Text broken into lines for a style. */
  linesOf(text: string | readonly Run[], style: TextStyle): readonly Line[] {
    const runs = typeof text === 'string' ? [{ text, bold: false }] : text;
    const clean = runs.map((run) => ({ text: printable(run.text), bold: run.bold || style.bold === true }));
    return linesOf(clean, style.width, (part, bold) => this.#width(part, bold, style.size));
  }

  /** Draws lines at `top` as content of `element`; the page must have room. */
  drawLines(element: Element, type: string, lines: readonly Line[], top: number, style: TextStyle): void {
    if (lines.length === 0) return;
    this.content(element, type, () => this.#draw(lines, top, style));
  }

  /** Draws one line inside an artifact (see {@link artifact}). */
  drawDecorationText(text: string, top: number, style: TextStyle): void {
    this.#draw(this.linesOf(text, style).slice(0, 1), top, style);
  }

  /** Lets text flow from {@link y} on, over pages if need be; never leaves a single line alone on a page where two would fit. */
  flow(element: Element, type: string, text: string | readonly Run[], style: TextStyle): void {
    let rest = this.linesOf(text, style);
    while (rest.length > 0) {
      let room = Math.floor((this.#body.bottom - this.y + 0.01) / style.leading);
      if (room < rest.length && rest.length - room === 1) room -= 1;
      if (room < Math.min(2, rest.length)) {
        this.nextPage();
        continue;
      }
      this.drawLines(element, type, rest.slice(0, room), this.y, style);
      this.y += Math.min(room, rest.length) * style.leading;
      rest = rest.slice(room);
    }
  }

  /** Goes to a new page unless `height` points are left on this one. */
  keepTogether(height: number): void {
    if (this.y + height > this.#body.bottom && this.y > this.#body.top) this.nextPage();
  }

  nextPage(): void {
    this.#doc.addPage();
    this.y = this.#body.top;
    this.onNextPage?.();
  }

  /** Draws what stands on each page, closes the document and returns its bytes. */
  finish(onEachPage: (page: number, pages: number) => void): Uint8Array {
    const { count } = this.#doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#doc.switchToPage(page);
      onEachPage(page + 1, count);
    }
    this.#fields?.finish();
    this.#root.end();
    this.#doc.end();
    const parts: Uint8Array[] = [];
    for (let part: unknown = this.#doc.read(); part instanceof Uint8Array; part = this.#doc.read()) parts.push(part);
    return new Uint8Array(Buffer.concat(parts));
  }

  #width(text: string, bold: boolean, size: number): number {
    return this.#doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .widthOfString(text);
  }

  #draw(lines: readonly Line[], top: number, style: TextStyle): void {
    if (top + lines.length * style.leading > pageHeight - 4 * millimetre) throw new Error('text would leave the page');
    this.#doc.fillColor(style.colour ?? ink.text);
    lines.forEach((line, index) => {
      const last = index === lines.length - 1;
      const printedWidth = line.width - trailingSpace(line, (text, bold) => this.#width(text, bold, style.size));
      let x = style.align === 'right' ? style.x + style.width - printedWidth : style.x;
      const baseline = top + index * style.leading + style.leading * 0.76;
      for (const [position, piece] of line.pieces.entries()) {
        // A line's last word and the next line's first must not run together when the text is read aloud.
        const joins = position === line.pieces.length - 1 && !last && !/[\s\-/]$/.test(piece.text);
        this.#doc.font(piece.bold ? 'bold' : 'regular').fontSize(style.size);
        this.#doc.text(joins ? `${piece.text} ` : piece.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
        x += this.#width(piece.text, piece.bold, style.size);
      }
    });
  }
}

function trailingSpace(line: Line, measure: (text: string, bold: boolean) => number): number {
  const last = line.pieces.at(-1);
  return last ? measure(last.text, last.bold) - measure(last.text.trimEnd(), last.bold) : 0;
}
