export { renderReceipt } from './letters/render-receipt.ts';
export type { ReceiptProps } from './letters/render-receipt.ts';
export { renderDecision } from './letters/render-decision.ts';
export type { DecisionProps, Outcome } from './letters/render-decision.ts';
export { renderPaymentReceipt } from './letters/render-payment-receipt.ts';
export type { PaymentReceiptProps } from './letters/render-payment-receipt.ts';
export type { Contact, LetterProps } from './letters/letter-props.ts';
export type { Emblem, Fact, Sender } from './letter/letter.ts';
export { pdfUaFaults } from './pdf-ua-faults.ts';
