import { centsToDecimal, splitTax } from '../money.ts';

/** Field limits of XBezahldienste 1.0.0, section PaymentRequest. Amounts are decimals with two places. */
export const limits = {
  purpose: 27,
  description: 250,
  redirectUrl: 2082,
  amountCents: 99_999_900,
} as const;

export interface PaymentItem {
  readonly id: string;
  readonly reference: string;
  readonly description: string;
  /** percent */
  readonly taxRate: number;
  readonly quantity: number;
  readonly totalNetAmount: number;
  readonly totalTaxAmount: number;
  readonly singleNetAmount: number;
  readonly singleTaxAmount: number;
  readonly bookingData: Readonly<Record<string, string>>;
}

/** Body of `POST /paymenttransaction/{originatorId}/{endPointId}`. We send no `requestor`: the provider needs no name of ours. */
export interface PaymentRequest {
  readonly requestId: string;
  /** RFC 3339 */
  readonly requestTimestamp: string;
  readonly currency: 'EUR';
  /** the standard spells it with one s */
  readonly grosAmount: number;
  readonly purpose: string;
  readonly description: string;
  readonly redirectUrl: string;
  readonly items: readonly PaymentItem[];
}

export interface ClaimToPay {
  readonly requestId: string;
  readonly at: Temporal.Instant;
  readonly amountCents: number;
  readonly taxRatePercent: number;
  /** Kassenzeichen */
  readonly reference: string;
  readonly purpose: string;
  readonly redirectUrl: string;
  /** what the city's cash system needs to book it, e.g. budget line */
  readonly bookingData: Readonly<Record<string, string>>;
}

/** Cut by characters as people count them, so that no letter is torn apart. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('de').segment(text)) {
    if (kept.length + segment.length > length) break;
    kept += segment;
  }
  return kept.trimEnd();
}

/**
 * The claim as a request: one item, so that net and tax of the items add up to the gross amount by construction (no `CALCULATION_ERROR`).
 * The purpose on the bank statement begins with the claim reference, by which the city's cash office finds the money.
 * @throws RangeError when a field cannot be brought within the standard's limits.
 */
export function paymentRequestOf(claim: ClaimToPay): PaymentRequest {
  if (claim.amountCents <= 0 || claim.amountCents > limits.amountCents) throw new RangeError('amount outside the limits of XBezahldienste');
  if (claim.redirectUrl.length > limits.redirectUrl) throw new RangeError('redirectUrl longer than XBezahldienste allows');
  if (!/^[\w-]{1,36}$/.test(claim.requestId)) throw new RangeError('requestId outside the limits of XBezahldienste');
  const { netCents, taxCents } = splitTax(claim.amountCents, claim.taxRatePercent);
  const [net, tax] = [centsToDecimal(netCents), centsToDecimal(taxCents)];
  return {
    requestId: claim.requestId,
    requestTimestamp: claim.at.toString({ smallestUnit: 'second' }),
    currency: 'EUR',
    grosAmount: centsToDecimal(claim.amountCents),
    purpose: shorten(`${claim.reference} ${claim.purpose}`, limits.purpose),
    description: shorten(claim.purpose, limits.description),
    redirectUrl: claim.redirectUrl,
    items: [
      {
        id: '1',
        reference: claim.reference,
        description: shorten(claim.purpose, limits.description),
        taxRate: claim.taxRatePercent,
        quantity: 1,
        totalNetAmount: net,
        totalTaxAmount: tax,
        singleNetAmount: net,
        singleTaxAmount: tax,
        bookingData: { ...claim.bookingData },
      },
    ],
  };
}
