import { type CompiledNode, type InputField } from '@amt/forms';
import { pick } from '@amt/i18n';
import { type Element, type TextStyle, ink, millimetre } from '@amt/pdf';
import type { PaperField, PaperOption } from './paper-fields.ts';
import type { PaperPlan, PaperQuestion } from './paper-plan.ts';
import { boxHeight, columnWidth, faintLine, gap, gutter, left, style, tickSide, width, type Sheet } from './sheet.ts';
import { skipAfter } from './skips.ts';

/** Something with a known height that is drawn in one piece. */
interface Body {
  readonly height: number;
  draw(top: number, parent: Element): void;
}

/** A question in its column: head (number, label, hint, instruction) and body (what is filled in), so that neighbours can share a line. */
interface Cell {
  readonly headHeight: number;
  readonly body: Body;
  draw(top: number, bodyTop: number): void;
}

const between = 3.2 * millimetre;
const afterHead = 1 * millimetre;

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
      for (const cell of cells) cell.draw(top, top + head + afterHead);
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
      sheet.writer.drawLines(heading, 'P', sheet.writer.linesOf(`${question.number}`, numberStyle), isDeclaration ? bodyTop + 0.6 * millimetre : top, numberStyle);
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

/** What a screen reader says of a field: block, number, question, part. */
function tooltip(plan: PaperPlan, question: PaperQuestion, part?: string): string {
  const asked = `${plan.m.question({ number: question.number })}: ${question.label}`;
  return [...question.spoken, part === undefined || part === '' ? asked : `${asked}, ${part}`].join(', ');
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

interface Line {
  readonly field: PaperField;
  readonly label: string;
  readonly width: number;
  readonly cells?: number;
  /** printed after the box: unit, euro sign */
  readonly after?: string;
  readonly align?: 'right';
}

/** Boxes of one line each: texts, numbers, the parts of dates and addresses. */
function linesBody(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, def: InputField | undefined, x: number, bodyWidth: number): Body {
  const rows = lineRows(plan, question, def, bodyWidth);
  const labelled = rows.some((row) => row.some((line) => line.label !== ''));
  const rowHeight = boxHeight + (labelled ? style.part.leading : 0);
  const space = 3 * millimetre;
  const required = !question.optional && question.note === undefined;
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
          sheet.writer.fields.text({
            name: line.field.name,
            tooltip: tooltip(plan, question, line.label),
            at: { x: here, y: boxTop, width: line.width, height: boxHeight },
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

function lineRows(plan: PaperPlan, { fields, node }: PaperQuestion, def: InputField | undefined, bodyWidth: number): readonly (readonly Line[])[] {
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
    return [[date(one, 'day'), date(two, 'month'), date(three, 'year'), { field: four, label: m.dateTime.time(), width: bodyWidth - 8 * cell - 3 * space }]];
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
  const label = node.kind === 'time' ? m.time() : node.kind === 'signature' ? m.signature.printedName() : '';
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
function areaBody(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, x: number, bodyWidth: number): Body {
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
          at: { x, y: top, width: bodyWidth, height },
          parent,
          multiline: true,
          required: !question.optional && question.note === undefined,
        });
    },
  };
}

function optionText(plan: PaperPlan, option: PaperOption): string {
  const { label } = option;
  return typeof label === 'string' ? plan.m[label]() : pick(label, plan.locale);
}

interface Choice {
  readonly field: PaperField;
  readonly option: PaperOption;
  readonly text: string;
  readonly after?: string;
  readonly hint?: string;
}

/** Boxes to tick with their labels, in up to three columns, and where to go on. */
function optionsBody(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, x: number, bodyWidth: number): Body {
  const choices = choicesOf(plan, question);
  const textIndent = tickSide + 2.2 * millimetre;
  const fits = (columns: number): boolean =>
    choices.every((choice) => {
      const textStyle: TextStyle = { ...style.option, width: bodyWidth / columns - textIndent - 6 };
      return sheet.writer.linesOf(choice.text, textStyle).length === 1 && choice.hint === undefined && (choice.after === undefined || columns < 3);
    });
  const columns = choices.length > 1 ? ([3, 2].find((count) => (choices.length >= count || count === 2) && fits(count)) ?? 1) : 1;
  const optionWidth = bodyWidth / columns - textIndent - 6;
  const optionStyle: TextStyle = { ...style.option, width: optionWidth };
  const quiet: TextStyle = { ...style.quiet, width: optionWidth };
  const heightOf = (choice: Choice): number =>
    Math.max(
      6.6 * millimetre,
      sheet.height(choice.text, optionStyle) +
        (choice.hint === undefined ? 0 : sheet.height(choice.hint, quiet)) +
        (choice.after === undefined ? 0 : quiet.leading) +
        2.2 * millimetre,
    );
  const rowCount = Math.ceil(choices.length / columns);
  const rowHeights = Array.from({ length: rowCount }, (_, row) => Math.max(...choices.slice(row * columns, (row + 1) * columns).map(heightOf)));
  return {
    height: rowHeights.reduce((sum, height) => sum + height, 0),
    draw: (top, parent) => {
      const list = choices.length > 1 ? sheet.writer.element('L', parent) : undefined;
      const group = radioGroup(sheet, plan, question);
      let y = top;
      choices.forEach((choice, at) => {
        if (at > 0 && at % columns === 0) y += rowHeights[at / columns - 1] ?? 0;
        const boxX = x + (at % columns) * (bodyWidth / columns);
        const entry = list ? sheet.writer.element('LBody', sheet.writer.element('LI', list)) : sheet.writer.element('P', parent);
        const boxTop = y + 0.6 * millimetre;
        sheet.box(boxX, boxTop, tickSide, tickSide);
        const spoken = plan.m.ticked({ question: tooltip(plan, question), option: choice.text });
        const placed = { at: { x: boxX, y: boxTop, width: tickSide, height: tickSide }, parent: entry, tooltip: spoken };
        if (group) group.button({ ...placed, state: choice.option.state });
        else sheet.writer.fields.checkBox({ ...placed, name: choice.field.name, state: choice.option.state });
        const textX = boxX + textIndent;
        let textTop = y + 0.6 * millimetre;
        textTop += sheet.place('Span', choice.text, textTop, { ...optionStyle, x: textX }, entry);
        if (choice.after !== undefined) textTop += sheet.place('Span', choice.after, textTop, { ...style.note, x: textX, width: optionWidth }, entry);
        if (choice.hint !== undefined) sheet.place('Span', choice.hint, textTop, { ...quiet, x: textX }, entry);
      });
    },
  };
}

function radioGroup(sheet: Sheet, plan: PaperPlan, question: PaperQuestion) {
  const [field] = question.fields;
  if (field?.type !== 'radio') return undefined;
  return sheet.writer.fields.radioGroup({
    name: field.name,
    tooltip: tooltip(plan, question),
    required: !question.optional && question.note === undefined,
  });
}

function choicesOf(plan: PaperPlan, question: PaperQuestion): readonly Choice[] {
  return question.fields.flatMap((field): Choice[] => {
    const options = field.type === 'radio' ? field.options : field.type === 'box' ? [field.option] : [];
    return options.map((option) => {
      const skip = field.type === 'radio' ? skipAfter(plan.numbers, question.node, option.value) : undefined;
      const after = skip === undefined ? undefined : `› ${skip === 'end' ? plan.m.goToEnd : plan.m.goTo({ number: skip })}`;
      return {
        field,
        option,
        text: optionText(plan, option),
        ...(after === undefined ? {} : { after }),
        ...(option.hint === undefined ? {} : { hint: pick(option.hint, plan.locale) }),
      };
    });
  });
}

/** A list to open on screen and a line to write on; what can be chosen is printed at the end. */
function listBody(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, field: PaperField & { type: 'list' }, x: number, bodyWidth: number): Body {
  const hint = plan.m.listAtEnd({ title: plan.m.lists.title() });
  const quiet: TextStyle = { ...style.quiet, x, width: bodyWidth };
  return {
    height: sheet.height(hint, quiet) + boxHeight + 2,
    draw: (top, parent) => {
      const used = sheet.place('P', hint, top, quiet, parent) + 2;
      sheet.box(x, top + used, bodyWidth, boxHeight);
      sheet.writer.fields.choice({
        name: field.name,
        tooltip: tooltip(plan, question),
        at: { x, y: top + used, width: bodyWidth, height: boxHeight },
        parent,
        required: !question.optional && question.note === undefined,
        options: field.options.map((option) => ({ value: option.state, label: optionText(plan, option) })),
      });
    },
  };
}

/** A line for each row, a box for each column; every box says its column, so that no table has to be read. */
function matrixBody(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, x: number, bodyWidth: number): Body {
  const { def } = question.node;
  const rows = question.fields.flatMap((field) => (field.type === 'radio' ? [field] : []));
  const labels = 'rows' in def ? def.rows.map((row) => pick(row.label, plan.locale)) : [];
  const labelWidth = bodyWidth * 0.4;
  const columns = rows[0]?.options.length ?? 1;
  const columnWidth = (bodyWidth - labelWidth) / columns;
  const labelStyle: TextStyle = { ...style.option, x, width: labelWidth - 6 };
  const headStyle: TextStyle = { ...style.part, width: columnWidth - 3 };
  const heads = (rows[0]?.options ?? []).map((option) => optionText(plan, option));
  const headHeight = Math.max(0, ...heads.map((text) => sheet.height(text, headStyle))) + 3;
  const heights = labels.map((text) => Math.max(6.6 * millimetre, sheet.height(text, labelStyle) + 2 * millimetre));
  return {
    height: headHeight + heights.reduce((sum, height) => sum + height, 0),
    draw: (top, parent) => {
      heads.forEach((text, at) => sheet.place('P', text, top, { ...headStyle, x: x + labelWidth + at * columnWidth }, parent));
      let y = top + headHeight;
      rows.forEach((field, row) => {
        const entry = sheet.writer.element('P', parent);
        const label = labels[row] ?? '';
        sheet.writer.drawLines(entry, 'P', sheet.writer.linesOf(label, labelStyle), y + 0.6 * millimetre, labelStyle);
        const spoken = tooltip(plan, question, label);
        const group = sheet.writer.fields.radioGroup({ name: field.name, tooltip: spoken });
        field.options.forEach((option, at) => {
          const boxX = x + labelWidth + at * columnWidth;
          sheet.box(boxX, y + 0.6 * millimetre, tickSide, tickSide);
          group.button({
            state: option.state,
            tooltip: plan.m.ticked({ question: spoken, option: heads[at] ?? '' }),
            at: { x: boxX, y: y + 0.6 * millimetre, width: tickSide, height: tickSide },
            parent: entry,
          });
        });
        y += heights[row] ?? 0;
      });
    },
  };
}
