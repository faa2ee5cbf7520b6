import type { Font } from 'fontkit';

/** What pdfkit 0.20 takes beyond what @types/pdfkit 0.17 knows. */
declare global {
  namespace PDFKit.Mixins {
    interface StructureElementOptions {
      /** of a header cell */
      scope?: 'Row' | 'Column' | 'Both';
      /** of a figure: left, top, right, bottom in points from the upper left corner */
      bbox?: [number, number, number, number];
    }
    interface PDFFont {
      registerFont(name: string, src: Font): this;
    }
  }
}
