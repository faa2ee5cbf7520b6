import { formatDateTime, formatFileSize, formatMoney } from '@amt/i18n';
import { renderLetter } from '../letter/render-letter.ts';
import type { Fact, LetterBlock } from '../letter/letter.ts';
import { messages } from '../messages.ts';
import { closingOf, informationOf, salutationOf, type LetterProps } from './letter-props.ts';

export interface ReceiptProps extends LetterProps {
  /** the service's title in the letter's language */
  readonly service: string;
  readonly receivedAt: Temporal.Instant;
  /** how the person is greeted; leave out where the form asked for no name */
  readonly name?: string;
  /** the answers as the person saw them before sending */
  readonly sections: readonly { readonly title: string; readonly answers: readonly Fact[] }[];
  readonly uploads?: readonly { readonly fileName: string; /** bytes */ readonly size: number }[];
  readonly payment?: { readonly amountCents: number; readonly paidAt: Temporal.Instant; readonly method?: string };
  /** sentences with light markup */
  readonly nextSteps: readonly string[];
}

/** Confirmation of receipt (Eingangsbestätigung, § 71b Abs. 3 VwVfG) with all that was answered. */
export function renderReceipt(props: ReceiptProps): Uint8Array {
  const { locale, service, receivedAt, fileReference } = props;
  const m = messages[locale].receipt;
  return renderLetter({
    locale,
    sender: props.sender,
    recipient: props.recipient,
    information: informationOf(props),
    subject: m.subject({ service }),
    title: m.title({ service }),
    reference: fileReference,
    createdAt: props.issuedAt,
    blocks: [
      salutationOf(props, props.name),
      { kind: 'statement', markup: m.statement({ receivedAt: formatDateTime(receivedAt, locale), reference: fileReference }) },
      { kind: 'heading', level: 2, text: m.nextSteps() },
      { kind: 'steps', steps: props.nextSteps },
      ...paymentBlocks(props),
      { kind: 'heading', level: 2, text: m.answers() },
      { kind: 'text', markup: m.answersIntro() },
      ...props.sections.flatMap(({ title, answers }): LetterBlock[] => [
        { kind: 'heading', level: 3, text: title },
        { kind: 'facts', facts: answers.map(({ label, value }) => ({ label, value: value.trim() === '' ? m.noAnswer() : value })) },
      ]),
      ...uploadBlocks(props),
      ...closingOf(props),
    ],
  });
}

function paymentBlocks({ locale, payment }: ReceiptProps): readonly LetterBlock[] {
  if (!payment) return [];
  const m = messages[locale].receipt;
  const facts: Fact[] = [
    { label: m.paid(), value: formatMoney(payment.amountCents, locale) },
    { label: m.paidOn(), value: formatDateTime(payment.paidAt, locale) },
  ];
  if (payment.method !== undefined) facts.push({ label: m.paymentMethod(), value: payment.method });
  return [
    { kind: 'heading', level: 2, text: m.payment() },
    { kind: 'facts', facts },
  ];
}

function uploadBlocks({ locale, uploads = [] }: ReceiptProps): readonly LetterBlock[] {
  if (uploads.length === 0) return [];
  const m = messages[locale].receipt;
  return [
    { kind: 'heading', level: 2, text: m.uploads() },
    {
      kind: 'table',
      columns: [
        { title: m.uploadName(), share: 0.8 },
        { title: m.uploadSize(), share: 0.2, align: 'right' },
      ],
      rows: uploads.map(({ fileName, size }) => [fileName, formatFileSize(size, locale)]),
    },
  ];
}
