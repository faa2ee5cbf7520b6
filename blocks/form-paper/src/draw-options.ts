import { pick } from '@amt/i18n';
import { type TextStyle, millimetre } from '@amt/pdf';
import { type Body, tooltip } from './body.ts';
import type { PaperField, PaperOption } from './paper-fields.ts';
import type { PaperPlan, PaperQuestion } from './paper-plan.ts';
import { boxHeight, style, tickSide, type Sheet } from './sheet.ts';
import { skipAfter } from './skips.ts';

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
export function optionsBody(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, x: number, bodyWidth: number): Body {
  const choices = choicesOf(plan, question);
  const textIndent = tickSide + 2.2 * millimetre;
  const fits = (columns: number): boolean =>
    choices.every((choice) => {
      const textStyle: TextStyle = { ...style.option, width: bodyWidth / columns - textIndent - 6 };
      return (
        sheet.writer.linesOf(choice.text, textStyle).length === 1 &&
        choice.hint === undefined &&
        (choice.after === undefined || columns < 3)
      );
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
  const rowHeights = Array.from({ length: rowCount }, (_, row) =>
    Math.max(...choices.slice(row * columns, (row + 1) * columns).map(heightOf)),
  );
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
        if (choice.after !== undefined)
          textTop += sheet.place('Span', choice.after, textTop, { ...style.note, x: textX, width: optionWidth }, entry);
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
    required: question.required,
  });
}

function choicesOf(plan: PaperPlan, question: PaperQuestion): readonly Choice[] {
  return question.fields.flatMap((field): Choice[] => {
    const options = field.type === 'radio' ? field.options : field.type === 'box' ? [field.option] : [];
    return options.map((option) => {
      const skip = field.type === 'radio' ? skipAfter(plan.numbers, question.node, option.value) : undefined;
      const after = skip === undefined ? undefined : `› ${skip === 'end' ? plan.m.goToEnd() : plan.m.goTo({ number: skip })}`;
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
export function listBody(
  sheet: Sheet,
  plan: PaperPlan,
  question: PaperQuestion,
  field: PaperField & { type: 'list' },
  x: number,
  bodyWidth: number,
): Body {
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
        required: question.required,
        options: field.options.map((option) => ({ value: option.state, label: optionText(plan, option) })),
      });
    },
  };
}

/** A line for each row, a box for each column; every box says its column, so that no table has to be read. */
export function matrixBody(sheet: Sheet, plan: PaperPlan, question: PaperQuestion, x: number, bodyWidth: number): Body {
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
