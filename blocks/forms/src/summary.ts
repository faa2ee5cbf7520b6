import { type Locale, pick } from '@amt/i18n';
import type { Answers, Facts, ProvenanceMap } from './answers.ts';
import type { CompiledForm } from './compile-form.ts';
import type { Choice, DerivedField, InputField } from './definition.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import type { NodeState } from './evaluate-root.ts';
import { formatAnswer } from './format-answer.ts';
import { messages } from './messages.ts';
import { originText } from './origin-text.ts';

export interface SummaryRow {
  /** instance path: `household.0.income` */
  readonly path: string;
  readonly label: string;
  /** as people read it; several lines for addresses, ticked values, files; empty when there is no answer */
  readonly value: string;
  /** where a prefilled value came from, in words */
  readonly origin?: string;
}

/** Answers of one page, or of one item of a repeat group (`item`). */
export interface SummarySection {
  readonly pageId: string;
  readonly title: string;
  /** instance path of the item: `household.0` */
  readonly item?: string;
  readonly rows: readonly SummaryRow[];
}
export type Summary = readonly SummarySection[];

/** All visible answers in order, in the language: for the check page, the receipt and the case page of staff. */
export function summaryOf(
  form: CompiledForm,
  answered: { readonly answers: Answers; readonly facts: Facts; readonly provenance: ProvenanceMap },
  locale: Locale,
): Summary {
  return summaryOfEvaluation(evaluate(form, answered.answers, answered.facts), answered.provenance, locale);
}

export function summaryOfEvaluation(evaluation: Evaluation, provenance: ProvenanceMap, locale: Locale): Summary {
  const sections: (SummarySection & { rows: SummaryRow[] })[] = [];
  const byPlace = new Map<string, { rows: SummaryRow[] }>();
  const sectionFor = (state: NodeState, item: string | undefined): { rows: SummaryRow[] } => {
    const pageId = state.node.page.def.id;
    const key = item ?? `page ${pageId}`;
    const known = byPlace.get(key);
    if (known) return known;
    const section = {
      pageId,
      title: item === undefined ? pick(state.node.page.def.title, locale) : itemTitle(evaluation, item, locale),
      ...(item === undefined ? {} : { item }),
      rows: [],
    };
    byPlace.set(key, section);
    sections.push(section);
    return section;
  };
  for (const state of evaluation.nodes.values()) {
    const row = rowOf(evaluation, state, provenance, locale);
    if (row) sectionFor(state, itemOf(state)).rows.push(row);
  }
  const { computed = [] } = evaluation.form.definition;
  const shown = computed.flatMap(({ id, label }) => {
    const value = evaluation.computed[id];
    return label && value !== undefined
      ? [{ path: `computed.${id}`, label: pick(label, locale), value: derivedText(evaluation, { value: { computed: id } }, value, locale) }]
      : [];
  });
  if (shown.length > 0) sections.push({ pageId: '', title: messages[locale].check.computed(), rows: shown });
  return sections;
}

/** `household.0` of `household.0.income`; of nested items the innermost. */
export function itemOf(state: NodeState): string | undefined {
  if (!state.node.owner) return undefined;
  const steps = state.path.split('.');
  const last = steps.findLastIndex((step) => /^\d+$/.test(step));
  return steps.slice(0, last + 1).join('.');
}

/** "Person 2: Erika" — the item's label, its number, and the answer that names it. */
export function itemTitle(evaluation: Evaluation, item: string, locale: Locale): string {
  const dot = item.lastIndexOf('.');
  const state = evaluation.nodes.get(item.slice(0, dot));
  const def = state?.node.def;
  if (!def || !('itemLabel' in def)) return item;
  const name = messages[locale].question.item({ label: pick(def.itemLabel, locale), number: Number(item.slice(dot + 1)) + 1 });
  const heading = def.itemTitle === undefined ? undefined : evaluation.nodes.get(`${item}.${def.itemTitle}`);
  const text = heading && valueText(evaluation, heading, locale);
  return text ? `${name}: ${text}` : name;
}

function rowOf(evaluation: Evaluation, state: NodeState, provenance: ProvenanceMap, locale: Locale): SummaryRow | undefined {
  const { def } = state.node;
  if (!('kind' in def) || def.kind === 'group' || def.kind === 'repeat' || def.kind === 'label' || def.kind === 'hidden') return undefined;
  const origin = originText(provenance[state.path], locale);
  return {
    path: state.path,
    label: pick(def.label, locale),
    value: valueText(evaluation, state, locale),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** The answer of a visible field as people read it. */
export function valueText(evaluation: Evaluation, state: NodeState, locale: Locale): string {
  const { def } = state.node;
  if (def && 'kind' in def && (def.kind === 'locked' || def.kind === 'hidden')) return derivedText(evaluation, def, state.value, locale);
  return formatAnswer(evaluation.form.definition, def as InputField | Choice, state.value, locale, yesNo(locale));
}

/** A worked-out value is shown like the field it would be, by the type of its expression. */
function derivedText(evaluation: Evaluation, def: Pick<DerivedField, 'value'>, value: NodeState['value'], locale: Locale): string {
  const type = evaluation.form.typeOf(def.value);
  const kind = type === 'money' ? 'currency' : type === 'date' ? 'date' : type === 'number' ? 'number' : 'text';
  return formatAnswer(evaluation.form.definition, { kind, id: 'value', label: { de: '' } }, value, locale, yesNo(locale));
}

function yesNo(locale: Locale): { yes: string; no: string } {
  const m = messages[locale].yesNo;
  return { yes: m.yes(), no: m.no() };
}
