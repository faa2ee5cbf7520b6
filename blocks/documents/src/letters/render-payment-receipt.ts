import { formatDateTime, formatMoney } from '@amt/i18n';
import { renderLetter } from '../letter/render-letter.ts';
import type { Fact } from '../letter/letter.ts';
import { messages } from '../messages.ts';
import { closingOf, informationOf, salutationOf, type LetterProps } from './letter-props.ts';

export interface PaymentReceiptProps extends LetterProps {
  readonly name?: string;
  /** Kassenzeichen */
  readonly paymentReference: string;
  readonly positions: readonly { readonly description: string; readonly amountCents: number }[];
  readonly paidAt: Temporal.Instant;
  readonly payer?: string;
  readonly method?: string;
  /** number at the payment provider */
  readonly transaction?: string;
}

/** Receipt for a paid fee; the total is the sum of the positions. */
export function renderPaymentReceipt(props: PaymentReceiptProps): Uint8Array {
  const { locale, positions, paidAt } = props;
  const m = messages[locale].paymentReceipt;
  const total = formatMoney(
    positions.reduce((sum, position) => sum + position.amountCents, 0),
    locale,
  );
  const details: (Fact | false)[] = [
    { label: m.reference(), value: props.paymentReference },
    props.payer !== undefined && { label: m.payer(), value: props.payer },
    props.method !== undefined && { label: m.method(), value: props.method },
    props.transaction !== undefined && { label: m.transaction(), value: props.transaction },
  ];
  return renderLetter({
    locale,
    sender: props.sender,
    recipient: props.recipient,
    information: informationOf(props),
    subject: m.subject(),
    title: m.title({ reference: props.paymentReference }),
    reference: props.fileReference,
    createdAt: props.issuedAt,
    blocks: [
      salutationOf(props, props.name),
      { kind: 'statement', markup: m.statement({ amount: total, paidOn: formatDateTime(paidAt, locale) }) },
      {
        kind: 'table',
        columns: [
          { title: m.position(), share: 0.75 },
          { title: m.amount(), share: 0.25, align: 'right' },
        ],
        rows: positions.map(({ description, amountCents }) => [description, formatMoney(amountCents, locale)]),
        totals: [m.total(), total],
      },
      { kind: 'heading', level: 2, text: m.details() },
      { kind: 'facts', facts: details.filter((fact) => fact !== false) },
      ...closingOf(props),
      { kind: 'note', markup: m.noTaxInvoice() },
    ],
  });
}
