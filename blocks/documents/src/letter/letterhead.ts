import type { Emblem, Letter } from './letter.ts';
import type { TaggedWriter, TextStyle } from '@amt/pdf';
import {
  addresseeTop,
  addressWidth,
  foldMarks,
  informationLeft,
  informationTop,
  informationWidth,
  ink,
  millimetre,
  pageWidth,
  punchMark,
  returnAddressTop,
  subjectTop,
  textLeft,
  textRight,
  textWidth,
} from './paper.ts';
import type { LetterTexts } from './texts.ts';

/** A gate with two towers: stands where the city has no emblem of its own in its data. */
const gate: Emblem = {
  path: 'M8 96V34l15-16 15 16v12h24V34l15-16 15 16v62H62V74a12 12 0 0 0-24 0v22ZM18 42v12h10V42ZM72 42v12h10V42Z',
  colour: ink.accent,
};

const name: TextStyle = { x: textLeft + 20 * millimetre, width: 120 * millimetre, size: 14, leading: 18, bold: true, colour: ink.accent };
const unit: TextStyle = { ...name, size: 10, leading: 14, bold: false, colour: ink.quiet };
const returnAddress: TextStyle = { x: textLeft, width: addressWidth, size: 7, leading: 9, colour: ink.quiet };
const addressee: TextStyle = { x: textLeft, width: addressWidth, size: 10.5, leading: 14 };
const label: TextStyle = { x: informationLeft, width: 25 * millimetre, size: 8.5, leading: 12, colour: ink.quiet };
const value: TextStyle = { x: informationLeft + 26 * millimetre, width: informationWidth - 26 * millimetre, size: 9, leading: 12 };
const subject: TextStyle = { x: textLeft, width: textWidth, size: 17, leading: 23, bold: true, colour: ink.accent };

/** Draws the first page down to the subject line and sets the writer below it. */
export function drawFirstPage(writer: TaggedWriter, letter: Letter, m: LetterTexts): void {
  drawEmblem(writer, letter, m);
  const authorityLines = writer.linesOf(letter.sender.authority, name);
  writer.drawLines(writer.element('P'), 'P', authorityLines, 13.5 * millimetre, name);
  writer.drawLines(
    writer.element('P'),
    'P',
    writer.linesOf(letter.sender.unit, unit).slice(0, 2),
    13.5 * millimetre + authorityLines.length * name.leading + 1,
    unit,
  );
  writer.artifact('Layout', (doc) => {
    doc.rect(0, 0, pageWidth, 2.2 * millimetre).fill(ink.accent);
    doc
      .lineWidth(0.6)
      .strokeColor(ink.line)
      .moveTo(textLeft, 36 * millimetre)
      .lineTo(textRight, 36 * millimetre)
      .stroke();
    for (const mark of foldMarks)
      doc
        .lineWidth(0.4)
        .moveTo(5 * millimetre, mark)
        .lineTo(9 * millimetre, mark)
        .stroke();
    doc
      .lineWidth(0.4)
      .moveTo(5 * millimetre, punchMark)
      .lineTo(11 * millimetre, punchMark)
      .stroke();
  });
  drawAddress(writer, letter);
  const end = drawInformation(writer, letter);
  writer.y = Math.max(subjectTop, end + 8 * millimetre);
  writer.flow(writer.element('H1'), 'H1', letter.subject, subject);
  writer.y += 9;
}

function drawEmblem(writer: TaggedWriter, letter: Letter, m: LetterTexts): void {
  const emblem = letter.sender.emblem ?? gate;
  const side = 15 * millimetre;
  const top = 12.5 * millimetre;
  const figure = writer.element('Figure', undefined, {
    alt: m.emblem({ authority: letter.sender.authority }),
    bbox: [textLeft, top, textLeft + side, top + side],
  });
  writer.content(figure, 'Figure', (doc) => {
    doc
      .save()
      .translate(textLeft, top)
      .scale(side / 100)
      .path(emblem.path)
      .fill(emblem.colour, 'even-odd')
      .restore();
  });
}

function drawAddress(writer: TaggedWriter, { sender, recipient }: Letter): void {
  if (recipient.length === 0) return;
  const back = writer.linesOf(`${sender.authority} · ${sender.address}`, returnAddress).slice(0, 1);
  writer.drawLines(writer.element('P'), 'P', back, returnAddressTop, returnAddress);
  writer.artifact('Layout', (doc) => {
    doc
      .lineWidth(0.4)
      .strokeColor(ink.line)
      .moveTo(textLeft, returnAddressTop + 10.5)
      .lineTo(textLeft + addressWidth, returnAddressTop + 10.5)
      .stroke();
  });
  // The address field of form B holds six lines; longer names wrap and take what is left.
  const lines = recipient.flatMap((line) => writer.linesOf(line, addressee)).slice(0, 6);
  writer.drawLines(writer.element('P'), 'P', lines, addresseeTop, addressee);
}

/** Returns where the block ends. */
function drawInformation(writer: TaggedWriter, letter: Letter): number {
  if (letter.information.length === 0) return informationTop;
  const table = writer.element('Table');
  let top = informationTop;
  for (const fact of letter.information) {
    const labels = writer.linesOf(fact.label, label);
    const values = writer.linesOf(fact.value, value);
    const row = writer.element('TR', table);
    writer.drawLines(writer.element('TH', row, { scope: 'Row' }), 'TH', labels, top, label);
    writer.drawLines(writer.element('TD', row), 'TD', values, top, value);
    top += Math.max(labels.length * label.leading, values.length * value.leading) + 2.5;
  }
  return top;
}
