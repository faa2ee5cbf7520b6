import type { CompiledNode, Condition } from '@amt/forms';
import { formatMoney, pick } from '@amt/i18n';
import { type TextStyle, millimetre } from '@amt/pdf';
import type { PaperOptions } from './options.ts';
import { fieldsOf } from './paper-fields.ts';
import { labelOf } from './paper-order.ts';
import type { PaperPlan } from './paper-plan.ts';
import { conditionsOf } from './skips.ts';
import { type Sheet, boxLine, columnWidth, gap, left, style } from './sheet.ts';

/** Lines to sign on with a pen: of the person who applies, and of all who must sign as well. */
export function drawSignature(sheet: Sheet, { m, form, locale, words }: PaperPlan): void {
  const height = 22 * millimetre;
  sheet.begin(m.signature.title(), height);
  const whenToSign = (when: Condition | undefined): string[] => {
    const condition = when === undefined ? undefined : words(when);
    return condition === undefined ? [] : [m.signature.onlyIf({ condition })];
  };
  const cosigners = (form.definition.steps ?? []).flatMap((step) => (step.kind === 'cosigner' ? [step] : []));
  const lines = [
    { text: undefined, name: m.signature.name() },
    ...cosigners.map((step) => ({
      text: [pick(step.declaration, locale), ...whenToSign(step.when), m.signature.needed()].join(' '),
      name: m.signature.by({ label: pick(step.title, locale) }),
    })),
  ];
  lines.forEach(({ text, name }, at) => {
    sheet.writer.keepTogether(height + (text === undefined ? 0 : sheet.height(text, style.body)));
    if (text !== undefined) sheet.flow(text, style.body);
    const line = sheet.writer.y + 13 * millimetre;
    const second = left + columnWidth + gap;
    sheet.writer.artifact('Layout', (doc) => {
      doc.lineWidth(0.7).strokeColor(boxLine);
      for (const x of [left, second])
        doc
          .moveTo(x, line)
          .lineTo(x + columnWidth, line)
          .stroke();
    });
    const below: TextStyle = { ...style.part, width: columnWidth };
    sheet.writer.fields.text({
      name: `_signed-${at}`,
      tooltip: `${name}: ${m.signature.place()}`,
      at: { x: left, y: line - 7 * millimetre, width: columnWidth, height: 7 * millimetre },
      parent: sheet.element('P'),
    });
    sheet.place('P', m.signature.place(), line + 2, { ...below, x: left });
    sheet.place('P', name, line + 2, { ...below, x: second });
    sheet.writer.y = line + 6 * millimetre;
  });
}

/** What one must know besides the questions: what to enclose, the fee, where to hand it in, on what law it rests. */
export function drawClosing(sheet: Sheet, plan: PaperPlan, options: PaperOptions): void {
  drawEnclosures(sheet, plan);
  drawFee(sheet, plan);
  drawReturn(sheet, plan, options);
  drawLaw(sheet, plan, options);
  drawLists(sheet, plan);
}

/** Below a heading at least this much of what it heads. */
const firstLines = 3 * style.body.leading;

function drawEnclosures(sheet: Sheet, { m, numbers, locale, words }: PaperPlan): void {
  const files = [...numbers].filter(([node]) => node.kind === 'file');
  if (files.length === 0) return;
  sheet.begin(m.enclose.title(), firstLines);
  sheet.flow(m.enclose.note(), style.body);
  sheet.writer.y += 3;
  sheet.list(
    files.map(([node, number]) => {
      const label = labelOf(node, locale);
      const condition = conditionsOf(node).at(-1);
      const clause = condition === undefined ? undefined : words(condition);
      if (clause !== undefined) return m.enclose.entryIf({ number, label, condition: clause });
      return 'required' in node.def && !(node.def.required ?? true)
        ? m.enclose.entryOptional({ number, label })
        : m.enclose.entry({ number, label });
    }),
    style.body,
  );
}

function drawFee(sheet: Sheet, { m, form, locale, words }: PaperPlan): void {
  const lines = form.definition.fee?.lines ?? [];
  if (lines.length === 0) return;
  sheet.begin(m.fee.title(), firstLines);
  sheet.list(
    lines.map((line) => {
      const label = pick(line.label, locale);
      const amount = typeof line.amount === 'object' && 'cents' in line.amount ? formatMoney(line.amount.cents, locale) : m.fee.computed();
      const condition = line.when === undefined ? undefined : words(line.when);
      return condition === undefined ? m.fee.line({ label, amount }) : m.fee.lineIf({ label, amount, condition });
    }),
    style.body,
  );
  sheet.flow(m.fee.note(), style.body);
}

function drawReturn(sheet: Sheet, { m }: PaperPlan, { unit, uploadUrl }: PaperOptions): void {
  const address = [unit.authority, unit.name, ...unit.address].join(', ');
  const contact = [unit.phone, unit.mail].filter((way) => way !== undefined).join(', ');
  sheet.begin(m.back.title(), firstLines);
  sheet.list(
    [
      m.back.post({ address }),
      unit.openingHours === undefined
        ? m.back.counter({ address: unit.address.join(', ') })
        : m.back.counterHours({ address: unit.address.join(', '), hours: unit.openingHours }),
      ...(uploadUrl === undefined ? [] : [m.back.upload({ url: uploadUrl })]),
      ...(contact === '' ? [] : [m.back.questions({ contact })]),
    ],
    style.body,
  );
}

/** Art. 13 GDPR: who, why, on what basis, for how long, with what rights. */
function drawLaw(sheet: Sheet, { m, form, locale, numbers }: PaperPlan, { unit }: PaperOptions): void {
  const { legalBasis, retention } = form.definition;
  sheet.begin(m.law.title(), firstLines);
  const paragraphs = [
    m.law.basis({ list: legalBasis.map(({ citation }) => citation).join(', ') }),
    m.law.responsible({ unit: [unit.authority, unit.name, ...unit.address].join(', ') }),
    m.law.retention({ months: retention.submissionMonths }),
    m.law.rights(),
  ];
  for (const text of paragraphs) {
    sheet.flow(text, style.quiet);
    sheet.writer.y += 3;
  }
  const purposes = [...numbers].flatMap(([node, number]) => {
    const { def } = node;
    const purpose = 'purpose' in def && def.purpose !== undefined ? pick(def.purpose, locale) : undefined;
    const citation = 'legalBasis' in def ? def.legalBasis?.citation : undefined;
    const label = labelOf(node, locale);
    if (purpose !== undefined)
      return [
        citation === undefined ? m.law.purpose({ number, label, purpose }) : m.law.purposeBasis({ number, label, purpose, citation }),
      ];
    return citation === undefined ? [] : [m.law.basisOnly({ number, label, citation })];
  });
  if (purposes.length === 0) return;
  sheet.flow(m.law.purposes(), style.quiet);
  sheet.writer.y += 3;
  sheet.list(purposes, style.quiet);
}

/** The choices of long lists, for those who write by hand. */
function drawLists(sheet: Sheet, plan: PaperPlan): void {
  const { m, numbers, locale, form } = plan;
  const long = [...numbers].flatMap(([node, number]) =>
    longList(plan, node).map((labels) => ({ title: m.lists.of({ number, label: labelOf(node, locale) }), labels })),
  );
  if (long.length === 0 || form.definition.pages.length === 0) return;
  sheet.begin(m.lists.title(), firstLines);
  for (const { title, labels } of long) {
    sheet.writer.keepTogether(style.heading.leading + firstLines);
    sheet.writer.y += sheet.place('H3', title, sheet.writer.y, style.heading) + 3;
    sheet.flow(labels.join(' · '), style.quiet);
    sheet.writer.y += 8;
  }
}

function longList({ form, locale }: PaperPlan, node: CompiledNode): readonly string[][] {
  return fieldsOf(form, node, node.path).flatMap((field) =>
    field.type === 'list' ? [field.options.map(({ label }) => (typeof label === 'string' ? label : pick(label, locale)))] : [],
  );
}
