import type { CompiledNode, InputField } from '@amt/forms';
import { pick } from '@amt/i18n';
import { type Rectangle, millimetre } from '@amt/pdf';
import { type Body, tooltip } from './body.ts';
import type { PaperField } from './paper-fields.ts';
import type { PaperPlan, PaperQuestion } from './paper-plan.ts';
import { boxHeight, faintLine, style, type Sheet } from './sheet.ts';

/** What is typed does not touch the frame. */
const inside = (x: number, y: number, width: number, height: number): Rectangle => ({
  x: x + 2,
  y: y + 1,
  width: width - 4,
  height: height - 2,
});

interface Line {
  /** without one, the line is for a pen alone */
  readonly field?: PaperField;
  readonly label: string;
  readonly width: number;
  readonly cells?: number;
  /** printed after the box: unit, euro sign */
  readonly after?: string;
  readonly align?: 'right';
}

/** Boxes of one line each: texts, numbers, the parts of dates and addresses. */
export function linesBody(
  sheet: Sheet,
  plan: PaperPlan,
  question: PaperQuestion,
  def: InputField | undefined,
  x: number,
  bodyWidth: number,
): Body {
  const rows = lineRows(plan, question, def, bodyWidth);
  const labelled = rows.some((row) => row.some((line) => line.label !== ''));
  const rowHeight = boxHeight + (labelled ? style.part.leading : 0);
  const space = 3 * millimetre;
  const required = question.required;
  return {
    height: rows.length * rowHeight + (rows.length - 1) * 1.5 * millimetre,
    draw: (top, parent) => {
      rows.forEach((row, at) => {
        let here = x;
        const y = top + at * (rowHeight + 1.5 * millimetre);
        for (const line of row) {
          const boxTop = y + (labelled ? style.part.leading : 0);
          if (line.label !== '') sheet.place('P', line.label, y, { ...style.part, x: here, width: line.width + space }, parent);
          sheet.box(here, boxTop, line.width, boxHeight, line.cells);
          if (line.field)
            sheet.writer.fields.text({
              name: line.field.name,
              tooltip: tooltip(plan, question, line.label),
              at:
                line.cells === undefined
                  ? inside(here, boxTop, line.width, boxHeight)
                  : { x: here, y: boxTop, width: line.width, height: boxHeight },
              parent,
              required,
              ...(line.cells === undefined ? {} : { cells: line.cells, fontSize: 11 }),
              ...(line.align === undefined ? {} : { align: line.align }),
            });
          if (line.after !== undefined)
            sheet.place('P', line.after, boxTop + boxHeight / 2 - 7, { ...style.body, x: here + line.width + 4, width: 60 }, parent);
          here += line.width + space;
        }
      });
    },
  };
}

function lineRows(
  plan: PaperPlan,
  { fields, node }: PaperQuestion,
  def: InputField | undefined,
  bodyWidth: number,
): readonly (readonly Line[])[] {
  const { m } = plan;
  const space = 3 * millimetre;
  const cell = 6 * millimetre;
  const date = (field: PaperField, part: 'day' | 'month' | 'year'): Line => {
    const cells = part === 'year' ? 4 : 2;
    return { field, label: m.date[part](), width: cells * cell, cells };
  };
  const [one, two, three, four] = fields;
  if (!one) return [];
  if (node.kind === 'date' && two && three) return [[date(one, 'day'), date(two, 'month'), date(three, 'year')]];
  if (node.kind === 'datetime' && two && three && four)
    return [
      [
        date(one, 'day'),
        date(two, 'month'),
        date(three, 'year'),
        { field: four, label: m.dateTime.time(), width: bodyWidth - 8 * cell - 3 * space },
      ],
    ];
  if (node.kind === 'address' && two && three && four) {
    const number = 26 * millimetre;
    const code = 5 * cell;
    return [
      [
        { field: one, label: m.address.street(), width: bodyWidth - number - space },
        { field: two, label: m.address.houseNumber(), width: number },
      ],
      [
        { field: three, label: m.address.postalCode(), width: code, cells: 5 },
        { field: four, label: m.address.city(), width: bodyWidth - code - space },
      ],
    ];
  }
  if (node.kind === 'place' && two && three) {
    const degrees = (bodyWidth - space) / 2;
    return [
      [{ field: one, label: m.place.text(), width: bodyWidth }],
      [
        { field: two, label: m.place.lat(), width: degrees },
        { field: three, label: m.place.lon(), width: degrees },
      ],
    ];
  }
  if (node.kind === 'signature') {
    const half = (bodyWidth - space) / 2;
    return [
      [
        { field: one, label: m.signature.printedName(), width: half },
        { label: m.signature.name(), width: half },
      ],
    ];
  }
  const label = node.kind === 'time' ? m.time() : '';
  if (def?.kind === 'currency') return [[{ field: one, label, width: 42 * millimetre, after: '€', align: 'right' }]];
  if (def?.kind === 'number' || def?.kind === 'int') {
    const unit = def.unit && pick(def.unit, plan.locale);
    return [[{ field: one, label, width: 32 * millimetre, align: 'right', ...(unit === undefined ? {} : { after: unit }) }]];
  }
  if (def?.kind === 'time') return [[{ field: one, label, width: 32 * millimetre }]];
  return [[{ field: one, label, width: isShort(node) ? Math.min(bodyWidth, 45 * millimetre) : bodyWidth }]];
}

function isShort({ def }: CompiledNode): boolean {
  return 'width' in def && def.width === 'short';
}

/** A box of several lines; faint guides for those who write with a pen. */
export function areaBody(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, x: number, bodyWidth: number): Body {
  const { def } = question.node;
  const most = 'maxLength' in def && typeof def.maxLength === 'number' ? def.maxLength : 2000;
  const lines = Math.min(8, Math.max(3, Math.ceil(most / 170)));
  const height = lines * boxHeight;
  return {
    height,
    draw: (top, parent) => {
      sheet.writer.artifact('Layout', (doc) => {
        doc.lineWidth(0.5).strokeColor(faintLine);
        for (let line = 1; line < lines; line++)
          doc
            .moveTo(x + 4, top + line * boxHeight)
            .lineTo(x + bodyWidth - 4, top + line * boxHeight)
            .stroke();
      });
      sheet.box(x, top, bodyWidth, height);
      const [field] = question.fields;
      if (field)
        sheet.writer.fields.text({
          name: field.name,
          tooltip: tooltip(plan, question),
          at: inside(x, top, bodyWidth, height),
          parent,
          multiline: true,
          required: question.required,
        });
    },
  };
}
