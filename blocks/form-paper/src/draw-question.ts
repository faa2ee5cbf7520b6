import type { InputField } from '@amt/forms';
import { type TextStyle, ink, millimetre } from '@amt/pdf';
import type { Body } from './body.ts';
import { areaBody, linesBody } from './draw-lines.ts';
import { listBody, matrixBody, optionsBody } from './draw-options.ts';
import type { PaperPlan, PaperQuestion } from './paper-plan.ts';
import { columnWidth, gap, gutter, left, style, width, type Sheet } from './sheet.ts';

const between = 3.2 * millimetre;
const afterHead = 1 * millimetre;

/** A question in its column: head (number, label, hint, instruction) and body (what is filled in), so that neighbours can share a line. */
interface Cell {
  readonly headHeight: number;
  readonly body: Body;
  draw(top: number, bodyTop: number): void;
}

/** Whether two questions may share a line: both narrow, both of one look, neither with an instruction of its own. */
export function mayShareLine(first: PaperQuestion, second: PaperQuestion): boolean {
  const look = lookOf(first);
  return look !== 'wide' && look === lookOf(second) && first.note === undefined && second.note === undefined;
}

/** Signs of a label that stay within two lines of half the width. */
const shortLabel = 70;

function lookOf({ node, label, hint = '' }: PaperQuestion): 'line' | 'tick' | 'wide' {
  const { def } = node;
  if (!('kind' in def)) return 'wide';
  switch (def.kind) {
    case 'text':
    case 'text-latin':
      return (def.width !== undefined ? def.width !== 'full' : (def.maxLength ?? 100) <= 60) ? 'line' : 'wide';
    case 'name':
    case 'email':
    case 'phone':
    case 'date':
    case 'datetime':
    case 'time':
    case 'int':
    case 'number':
    case 'currency':
      return 'line';
    case 'bool':
    case 'file':
      return label.length <= shortLabel && hint.length <= shortLabel ? 'tick' : 'wide';
    default:
      return 'wide';
  }
}

/** One or two questions beside each other; never parted by the end of a page. */
export function rowOf(
  sheet: Sheet,
  plan: PaperPlan,
  questions: readonly PaperQuestion[],
): { readonly height: number; draw(top: number): void } {
  const cells = questions.map((question, at) => {
    const half = questions.length > 1 || lookOf(question) === 'line';
    return cellOf(sheet, plan, question, left + at * (columnWidth + gap), half ? columnWidth : width);
  });
  const head = Math.max(...cells.map((cell) => cell.headHeight));
  const body = Math.max(...cells.map((cell) => cell.body.height));
  return {
    height: head + afterHead + body + between,
    draw: (top) => {
      cells.forEach((cell, at) => {
        // Lines to write on stand at one height, whether or not their parts have labels above them.
        const question = questions[at];
        const lower = question && lookOf(question) === 'line' ? body - cell.body.height : 0;
        cell.draw(top, top + head + afterHead + lower);
      });
    },
  };
}

function cellOf(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, x: number, cellWidth: number): Cell {
  const inner = { x: x + gutter, width: cellWidth - gutter };
  const labelStyle: TextStyle = { ...style.label, ...inner };
  const label = question.optional ? `${question.label} ${plan.m.optional()}` : question.label;
  const isDeclaration = question.node.kind === 'declaration';
  const texts: readonly [string, TextStyle][] = [
    ...(isDeclaration ? [] : [[label, labelStyle] as const]),
    ...(question.hint === undefined ? [] : [[question.hint, { ...style.quiet, ...inner }] as const]),
    ...(question.note === undefined ? [] : [[question.note, { ...style.note, ...inner }] as const]),
  ].map(([text, textStyle]) => [text, textStyle]);
  const headHeight = texts.reduce((sum, [text, textStyle]) => sum + sheet.height(text, textStyle), 0);
  const body = bodyOf(sheet, plan, question, inner.x, inner.width);
  const numberStyle: TextStyle = { ...style.label, x, width: gutter, colour: ink.accent };
  return {
    headHeight,
    body,
    draw: (top, bodyTop) => {
      const element = sheet.element('Div');
      const heading = sheet.writer.element('P', element);
      sheet.writer.drawLines(
        heading,
        'P',
        sheet.writer.linesOf(`${question.number}`, numberStyle),
        isDeclaration ? bodyTop + 0.6 * millimetre : top,
        numberStyle,
      );
      let y = top;
      for (const [text, textStyle] of texts) {
        const lines = sheet.writer.linesOf(text, textStyle);
        sheet.writer.drawLines(text === label ? heading : sheet.writer.element('P', element), 'P', lines, y, textStyle);
        y += lines.length * textStyle.leading;
      }
      body.draw(bodyTop, element);
    },
  };
}

function bodyOf(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, x: number, bodyWidth: number): Body {
  const { fields, node } = question;
  const { def } = node;
  const [first] = fields;
  if (!first) return { height: 0, draw: () => {} };
  if (node.kind === 'matrix') return matrixBody(sheet, plan, question, x, bodyWidth);
  if (first.type === 'radio' || first.type === 'box') return optionsBody(sheet, plan, question, x, bodyWidth);
  if (first.type === 'list') return listBody(sheet, plan, question, first, x, bodyWidth);
  if (node.kind === 'textarea') return areaBody(sheet, plan, question, x, bodyWidth);
  return linesBody(sheet, plan, question, 'kind' in def ? (def as InputField) : undefined, x, bodyWidth);
}
