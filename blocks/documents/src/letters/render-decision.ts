import { formatDate, formatMoney } from '@amt/i18n';
import { renderLetter } from '../letter/render-letter.ts';
import type { Fact, LetterBlock } from '../letter/letter.ts';
import { messages } from '../messages.ts';
import { closingOf, informationOf, salutationOf, type LetterProps } from './letter-props.ts';

export type Outcome = 'granted' | 'partlyGranted' | 'refused' | 'withdrawn' | 'information';

/** Texts marked "markup" know paragraphs, lists ("- ", "1. ") and `**bold**`. */
export interface DecisionProps extends LetterProps {
  readonly outcome: Outcome;
  /** the service's title in the letter's language */
  readonly service: string;
  /** how the person is greeted */
  readonly name?: string;
  readonly appliedOn?: Temporal.PlainDate;
  /** Tenor: what is decided (markup) */
  readonly operativePart: string;
  /** shown large, e.g. zone and registration mark of a permit; at most three are readable beside each other */
  readonly highlights?: readonly Fact[];
  readonly validity?: { readonly from?: Temporal.PlainDate; readonly until?: Temporal.PlainDate };
  readonly facts?: readonly Fact[];
  /** Nebenbestimmungen, § 36 VwVfG (markup, one each) */
  readonly conditions?: readonly string[];
  /** § 39 VwVfG (markup); may be left out where the application is granted in full */
  readonly reasons?: string;
  readonly legalBasis: readonly string[];
  readonly feeCents?: number;
  /** Rechtsbehelfsbelehrung, § 37 Abs. 6 VwVfG (markup) */
  readonly remedy?: string;
  readonly annexes?: readonly string[];
}

/** The decision (Bescheid): operative part first, then what it rests on, then how to contest it. */
export function renderDecision(props: DecisionProps): Uint8Array {
  const { locale, service, outcome, fileReference } = props;
  const m = messages[locale].decision;
  const title = m.title({ kind: m.kind[outcome](), service });
  const applied: Fact[] = props.appliedOn
    ? [{ label: messages[locale].letter.yourMessage(), value: formatDate(props.appliedOn, locale) }]
    : [];
  return renderLetter({
    locale,
    sender: props.sender,
    recipient: props.recipient,
    information: informationOf(props, applied),
    subject: title,
    title,
    reference: fileReference,
    createdAt: props.issuedAt,
    blocks: [
      salutationOf(props, props.name),
      { kind: 'statement', markup: props.operativePart },
      { kind: 'highlights', facts: [...(props.highlights ?? []), ...validityFacts(props)] },
      ...section(m.facts(), props.facts?.length ? { kind: 'facts', facts: props.facts } : undefined),
      ...section(m.conditions(), props.conditions?.length ? { kind: 'steps', steps: props.conditions } : undefined),
      ...section(m.reasons(), text(props.reasons)),
      ...section(m.legalBasis(), text(props.legalBasis.map((norm) => `- ${norm}`).join('\n'))),
      ...section(m.fee(), props.feeCents === undefined ? undefined : text(formatMoney(props.feeCents, locale))),
      ...section(m.remedy(), text(props.remedy)),
      ...closingOf(props),
      ...section(m.annexes(), text(props.annexes?.map((annex) => `- ${annex}`).join('\n'))),
    ],
  });
}

function validityFacts({ locale, validity }: DecisionProps): readonly Fact[] {
  const m = messages[locale].decision;
  const rows: Fact[] = [];
  if (validity?.from) rows.push({ label: m.validFrom(), value: formatDate(validity.from, locale) });
  if (validity?.until) rows.push({ label: m.validUntil(), value: formatDate(validity.until, locale) });
  return rows;
}

function text(markup: string | undefined): LetterBlock | undefined {
  return markup === undefined || markup.trim() === '' ? undefined : { kind: 'text', markup };
}

/** A heading with its content, or nothing at all. */
function section(title: string, content: LetterBlock | undefined): readonly LetterBlock[] {
  return content ? [{ kind: 'heading', level: 2, text: title }, content] : [];
}
