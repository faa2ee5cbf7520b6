import type { CompiledForm } from '@amt/forms';
import { type Locale, pick } from '@amt/i18n';
import { type TextStyle, ink, millimetre, pageHeight } from '@amt/pdf';
import { drawClosing, drawSignature } from './draw-closing.ts';
import { mayShareLine, rowOf } from './draw-question.ts';
import { paperKeywords } from './form-mark.ts';
import type { PaperOptions } from './options.ts';
import { type PaperNote, type PaperPart, type PaperPlan, type PaperQuestion, type PaperSection, planPaper } from './paper-plan.ts';
import { Sheet, boxLine, columnWidth, left, right, style, width } from './sheet.ts';

/** The sheet itself; see the door. */
export function drawPaperForm(form: CompiledForm, locale: Locale, options: PaperOptions): Uint8Array {
  const { definition, hash } = form;
  const plan = planPaper(form, locale, options.sentence);
  const title = pick(definition.title, locale);
  const { unit } = options;
  const sheet = new Sheet(
    {
      lang: locale === 'en' ? 'en-GB' : 'de-DE',
      title,
      author: `${unit.authority}, ${unit.name}`,
      createdAt: options.createdAt,
      keywords: paperKeywords({ formId: definition.id, version: definition.version, hash, locale }),
    },
    {
      formId: definition.id,
      version: definition.version,
      hash,
      locale,
      alternative: (page) => plan.m.frame.code({ page, form: definition.id, version: definition.version }),
    },
  );
  drawFirstPage(sheet, plan, title, options);
  for (const section of plan.sections) drawSection(sheet, plan, section);
  drawSignature(sheet, plan);
  drawClosing(sheet, plan, options);
  for (const extra of plan.extraSheets) {
    sheet.writer.nextPage();
    drawSection(sheet, plan, extra);
  }
  return sheet.writer.finish((page, pages) => drawFrame(sheet, plan, title, unit.authority, page, pages));
}

function drawFirstPage(sheet: Sheet, plan: PaperPlan, title: string, { unit }: PaperOptions): void {
  const { writer } = sheet;
  const { description } = plan.form.definition;
  const authority: TextStyle = { ...style.section, x: left, width: 120 * millimetre };
  const quiet: TextStyle = { ...style.quiet, width: 120 * millimetre };
  let top = 11 * millimetre;
  top += sheet.place('P', unit.authority, top, authority);
  sheet.place('P', [unit.name, ...unit.address].join(' · '), top, quiet);
  sheet.drawCode();
  writer.y = 33 * millimetre;
  const head = writer.y;
  writer.flow(writer.element('H1'), 'H1', title, style.title);
  writer.y += 3;
  if (description !== undefined) writer.flow(writer.element('P'), 'P', pick(description, plan.locale), style.lead);
  const stampWidth = 52 * millimetre;
  const stampHeight = 26 * millimetre;
  const stampX = right - stampWidth;
  writer.artifact('Layout', (doc) =>
    doc.lineWidth(0.7).dash(2.5, { space: 2 }).strokeColor(boxLine).rect(stampX, head, stampWidth, stampHeight).stroke().undash(),
  );
  sheet.place('P', plan.m.frame.stamp(), head + 4, { ...style.part, x: stampX + 5, width: stampWidth - 10 });
  writer.y = Math.max(writer.y, head + stampHeight) + 4 * millimetre;
  writer.flow(writer.element('P'), 'P', plan.m.howTo(), style.body);
  writer.y += 2;
}

function drawSection(sheet: Sheet, plan: PaperPlan, section: PaperSection): void {
  const rows = rowsOf(section.parts);
  const intro = section.intro === undefined ? 0 : sheet.height(section.intro, style.body) + 4;
  const note = section.note === undefined ? 0 : sheet.height(section.note, style.note) + 6;
  sheet.begin(section.title, intro + note + leadHeight(sheet, plan, rows, 0));
  if (section.note !== undefined) {
    sheet.flow(section.note, style.note);
    sheet.writer.y += 4;
  }
  if (section.intro !== undefined) {
    sheet.flow(section.intro, style.body);
    sheet.writer.y += 5;
  }
  rows.forEach((row, at) => drawRow(sheet, plan, rows, row, at));
}

type Row = PaperPart | readonly [PaperQuestion, PaperQuestion];

/** Puts two narrow questions that follow each other onto one line. */
function rowsOf(parts: readonly PaperPart[]): readonly Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < parts.length; at++) {
    const [part, next] = [parts[at], parts[at + 1]];
    if (!part) continue;
    if (part.kind === 'question' && next?.kind === 'question' && mayShareLine(part, next)) {
      rows.push([part, next]);
      at++;
    } else rows.push(part);
  }
  return rows;
}

/** How much of what begins at a row must not be parted: headings stay with the first question below them. */
function leadHeight(sheet: Sheet, plan: PaperPlan, rows: readonly Row[], from: number): number {
  let height = 0;
  for (const row of rows.slice(from)) {
    if ('kind' in row && row.kind === 'heading') height += headingHeight(sheet, row.text, row.hint, row.note);
    else if ('kind' in row && row.kind === 'note') return height + noteHeight(sheet, row);
    else return height + questionRow(sheet, plan, row).height;
  }
  return height;
}

const questionRow = (sheet: Sheet, plan: PaperPlan, row: PaperQuestion | readonly [PaperQuestion, PaperQuestion]) =>
  rowOf(sheet, plan, 'kind' in row ? [row] : row);

function drawRow(sheet: Sheet, plan: PaperPlan, rows: readonly Row[], row: Row, at: number): void {
  const { writer } = sheet;
  writer.keepTogether(leadHeight(sheet, plan, rows, at));
  if ('kind' in row && row.kind === 'heading') {
    writer.y += headingBefore;
    writer.y += sheet.place('H3', row.text, writer.y, style.heading);
    if (row.hint !== undefined) writer.y += sheet.place('P', row.hint, writer.y, style.quiet);
    if (row.note !== undefined) writer.y += sheet.place('P', row.note, writer.y, style.note);
    writer.y += headingAfter;
  } else if ('kind' in row && row.kind === 'note') drawNote(sheet, row);
  else {
    const body = questionRow(sheet, plan, row);
    body.draw(writer.y);
    writer.y += body.height;
  }
}

const headingBefore = 5;
const headingAfter = 6;

function headingHeight(sheet: Sheet, text: string, hint: string | undefined, note: string | undefined): number {
  return (
    headingBefore +
    sheet.height(text, style.heading) +
    (hint === undefined ? 0 : sheet.height(hint, style.quiet)) +
    (note === undefined ? 0 : sheet.height(note, style.note)) +
    headingAfter
  );
}

const noteStyle: TextStyle = { ...style.body, x: left + 3 * millimetre, width: columnWidth * 2 };

function noteHeight(sheet: Sheet, note: PaperNote): number {
  return sheet.height(note.text, note.tone === 'plain' ? style.quiet : noteStyle) + 10;
}

function drawNote(sheet: Sheet, note: PaperNote): void {
  const { writer } = sheet;
  const plain = note.tone === 'plain';
  const height = sheet.place('P', note.text, writer.y, plain ? style.quiet : noteStyle);
  const top = writer.y;
  if (!plain) writer.artifact('Layout', (doc) => doc.rect(left, top, 1.2, height).fill(ink.accent));
  writer.y += height + 10;
}

/** Foot of every page, head of those after the first: artifacts, they only repeat what was said. */
function drawFrame(sheet: Sheet, plan: PaperPlan, title: string, authority: string, page: number, pages: number): void {
  const { writer } = sheet;
  const { id, version } = plan.form.definition;
  const foot = pageHeight - 15 * millimetre;
  const quiet: TextStyle = { ...style.part, width: width * 0.7 };
  writer.artifact('Pagination', (doc) => {
    doc.lineWidth(0.6).strokeColor(ink.line).moveTo(left, foot).lineTo(right, foot).stroke();
    writer.drawDecorationText(`${plan.m.frame.version({ form: id, version })} · ${plan.form.hash.slice(0, 12)}`, foot + 5, quiet);
    writer.drawDecorationText(plan.m.frame.page({ page, pages }), foot + 5, {
      ...quiet,
      x: left + width * 0.7,
      width: width * 0.3,
      align: 'right',
    });
    if (page === 1) return;
    writer.drawDecorationText(authority, 13 * millimetre, { ...quiet, bold: true });
    writer.drawDecorationText(title, 13 * millimetre + 11, quiet);
  });
}
