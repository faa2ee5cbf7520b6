import type { DecisionProps } from './letters/render-decision.ts';
import type { PaymentReceiptProps } from './letters/render-payment-receipt.ts';
import type { ReceiptProps } from './letters/render-receipt.ts';

// The PDF library and its typefaces come with the first letter: a process that only shows pages never needs them.

/** Confirmation of receipt: all answers, fee, uploads, what happens next. */
export async function renderReceipt(props: ReceiptProps): Promise<Uint8Array> {
  const letter = await import('./letters/render-receipt.ts');
  return letter.renderReceipt(props);
}

/** The decision (Bescheid): operative part first, then what it rests on, then how to contest it. */
export async function renderDecision(props: DecisionProps): Promise<Uint8Array> {
  const letter = await import('./letters/render-decision.ts');
  return letter.renderDecision(props);
}

/** Receipt for a paid fee. */
export async function renderPaymentReceipt(props: PaymentReceiptProps): Promise<Uint8Array> {
  const letter = await import('./letters/render-payment-receipt.ts');
  return letter.renderPaymentReceipt(props);
}
