import { formatDate, pick, type Locale, type LocalizedText } from '@amt/i18n';
import type { CaseOutcome } from './case-type.ts';

/** What the placeholders of a decision's text stand for. */
export interface DecisionFacts {
  readonly fileReference: string;
  readonly service: string;
  readonly applicant: string;
  /** day of the decision */
  readonly date: Temporal.PlainDate;
  /** answers as the applicant sees them, by field path */
  readonly answers: ReadonlyMap<string, string>;
  /** typed value of the date answer that `validity.fromAnswer` names */
  readonly wishedStart?: Temporal.PlainDate | undefined;
}

export interface DecisionText {
  readonly title: string;
  readonly operative: readonly string[];
  readonly reasons: readonly string[];
  readonly remedy: readonly string[];
  readonly validFrom?: Temporal.PlainDate;
  readonly validUntil?: Temporal.PlainDate;
}

/** The text of an outcome in a language with its placeholders filled; what was not answered prints as an en dash. */
export function decisionText(outcome: CaseOutcome, facts: DecisionFacts, locale: Locale): DecisionText {
  const validity = validityOf(outcome, facts);
  const values: Record<string, string> = {
    fileReference: facts.fileReference,
    service: facts.service,
    applicant: facts.applicant,
    date: formatDate(facts.date, locale),
    validFrom: validity ? formatDate(validity.from, locale) : '–',
    validUntil: validity ? formatDate(validity.until, locale) : '–',
  };
  const fill = (text: LocalizedText): string =>
    pick(text, locale).replace(
      /\{(answer:)?([a-zA-Z0-9_.[\]-]+)\}/g,
      (_, answer: string | undefined, name: string) => (answer ? facts.answers.get(name) : values[name]) ?? '–',
    );
  return {
    title: fill(outcome.title),
    operative: outcome.operative.map(fill),
    reasons: outcome.reasons.map(fill),
    remedy: outcome.remedy.map(fill),
    ...(validity ? { validFrom: validity.from, validUntil: validity.until } : {}),
  };
}

/** From the wished start, but never before the decision; the last day is the day before the same date months later (§ 188 BGB). */
function validityOf(outcome: CaseOutcome, facts: DecisionFacts): { from: Temporal.PlainDate; until: Temporal.PlainDate } | undefined {
  if (!outcome.validity) return undefined;
  const wished = outcome.validity.fromAnswer === undefined ? undefined : facts.wishedStart;
  const from = wished && Temporal.PlainDate.compare(wished, facts.date) > 0 ? wished : facts.date;
  return { from, until: from.add({ months: outcome.validity.months }).subtract({ days: 1 }) };
}
