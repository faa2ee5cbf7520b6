import { type TaggedWriter, millimetre } from '@amt/pdf';
import bwip from 'bwip-js/node';

/** What is printed on every page to find the form again. */
export interface PageCode {
  readonly formId: string;
  readonly version: string;
  readonly hash: string;
  readonly locale: string;
  /** said instead of the drawing */
  readonly alternative: (page: number) => string;
}

const side = 13 * millimetre;
const top = 11 * millimetre;

/** What the code says: `amt-form:<id>:<version>:<language>:<first 12 digits of the hash>:<page>`. */
export function pageCodeText({ formId, version, hash, locale }: Omit<PageCode, 'alternative'>, page: number): string {
  return ['amt-form', formId, version, locale, hash.slice(0, 12), page].join(':');
}

/** Data Matrix (ISO/IEC 16022, ECC 200) in the upper corner that ends at `right`: tells a scanned page which sheet it is, and which page of it. */
export function drawPageCode(writer: TaggedWriter, code: PageCode, page: number, right: number): void {
  const [symbol] = bwip.raw('datamatrix', pageCodeText(code, page), {});
  if (!symbol || !('pixs' in symbol)) throw new Error('no data matrix');
  const { pixs, pixx } = symbol;
  const module = side / pixx;
  const x = right - side;
  const figure = writer.element('Figure', undefined, { alt: code.alternative(page), bbox: [x, top, x + side, top + side] });
  writer.content(figure, 'Figure', (doc) => {
    for (let row = 0; row * pixx < pixs.length; row++) {
      for (let from = 0; from < pixx; from++) {
        if (pixs[row * pixx + from] !== 1) continue;
        let to = from + 1;
        while (to < pixx && pixs[row * pixx + to] === 1) to++;
        doc.rect(x + from * module, top + row * module, (to - from) * module, module);
        from = to;
      }
    }
    doc.fill('#000000');
  });
}
