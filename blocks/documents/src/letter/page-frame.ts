import type { Letter } from './letter.ts';
import type { TaggedWriter, TextStyle } from '@amt/pdf';
import { footerTop, ink, millimetre, textLeft, textRight, textWidth } from './paper.ts';
import type { LetterTexts } from './texts.ts';

const foot: TextStyle = { x: textLeft, width: textWidth * 0.42 - 10, size: 7.5, leading: 10.5, colour: ink.quiet };
const middle: TextStyle = { ...foot, x: textLeft + textWidth * 0.42, width: textWidth * 0.3 };
const right: TextStyle = { ...foot, x: textLeft + textWidth * 0.72, width: textWidth * 0.28, align: 'right' };
const head: TextStyle = { x: textLeft, width: textWidth * 0.62, size: 8, leading: 11, colour: ink.quiet };
const headRight: TextStyle = { ...head, x: textLeft + textWidth * 0.64, width: textWidth * 0.36, align: 'right' };

/** Foot of every page and head of those after the first: artifacts, for a reader of the text they only repeat what was said. */
export function drawPageFrame(writer: TaggedWriter, letter: Letter, page: number, pages: number, m: LetterTexts): void {
  const { sender } = letter;
  writer.artifact('Pagination', (doc) => {
    doc.lineWidth(0.6).strokeColor(ink.line).moveTo(textLeft, footerTop).lineTo(textRight, footerTop).stroke();
    const columns: readonly [TextStyle, readonly (string | undefined)[]][] = [
      [foot, [sender.authority, sender.unit, sender.address]],
      [middle, [sender.phone, sender.mail, sender.website]],
      [right, [letter.reference, m.page({ page, pages })]],
    ];
    for (const [style, texts] of columns) {
      texts
        .filter((text) => text !== undefined)
        .forEach((text, line) => {
          writer.drawDecorationText(
            text,
            footerTop + 6 + line * style.leading,
            line === 0 && style === foot ? { ...style, bold: true } : style,
          );
        });
    }
    if (page === 1) return;
    writer.drawDecorationText(`${sender.authority} · ${letter.subject}`, 14 * millimetre, head);
    writer.drawDecorationText(letter.reference, 14 * millimetre, headRight);
    doc
      .moveTo(textLeft, 20 * millimetre)
      .lineTo(textRight, 20 * millimetre)
      .stroke();
  });
}
