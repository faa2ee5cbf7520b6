/** Functional codes of XBezahldienste 1.0.0 that answer a PaymentRequest. */
export type FunctionalCode =
  | 'VALIDATION_ERROR'
  | 'CALCULATION_ERROR'
  | 'PAYMENT_EXISTS'
  | 'NO_VALID_ORIGINATOR_OR_ENDPOINT'
  | 'BOOKING_DATA_MISSING'
  | 'FORBIDDEN'
  | 'UNSPECIFIED';

export interface Fault {
  readonly functionalCode: FunctionalCode;
  readonly detail: string;
}

export interface CheckedItem {
  readonly description: string;
  readonly totalCents: number;
}

export interface CheckedRequest {
  readonly requestId: string;
  readonly amountCents: number;
  readonly purpose: string;
  readonly description: string;
  readonly redirectUrl: string;
  readonly items: readonly CheckedItem[];
  /** as it came, for the answer */
  readonly original: Readonly<Record<string, unknown>>;
}

const invalid = (detail: string): Fault => ({ functionalCode: 'VALIDATION_ERROR', detail });

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class Invalid extends Error {}

/** Text of the field within its limits. @throws Invalid */
function text(fields: Fields, name: string, max: number, { optional = false, pattern = /^/ } = {}): string {
  const value = fields[name];
  if (value === undefined && optional) return '';
  if (typeof value !== 'string' || (value === '' && !optional)) throw new Invalid(`${name}: a text is wanted`);
  if (value.length > max) throw new Invalid(`${name}: longer than ${max} characters`);
  if (!pattern.test(value)) throw new Invalid(`${name}: wrong characters`);
  return value;
}

/** Cents of a decimal with at most two places. @throws Invalid */
function cents(fields: Fields, name: string, { min = 0 } = {}): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Invalid(`${name}: a number is wanted`);
  const whole = Math.round(value * 100);
  if (Math.abs(value * 100 - whole) > 1e-6) throw new Invalid(`${name}: more than two decimal places`);
  if (whole < min || value > 999_999) throw new Invalid(`${name}: out of range`);
  return whole;
}

function checkItem(value: unknown): CheckedItem & { readonly adds: boolean } {
  if (!isFields(value)) throw new Invalid('items: objects are wanted');
  text(value, 'id', 36);
  text(value, 'reference', 36, { optional: true });
  const description = text(value, 'description', 250, { optional: true });
  const { quantity, taxRate, bookingData } = value;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1)
    throw new Invalid('quantity: a whole number from 1 is wanted');
  if (typeof taxRate !== 'number' || taxRate < 0 || taxRate > 100) throw new Invalid('taxRate: out of range');
  if (bookingData !== undefined && !(isFields(bookingData) && Object.values(bookingData).every((entry) => typeof entry === 'string'))) {
    throw new Invalid('bookingData: a map of texts is wanted');
  }
  const [net, tax, singleNet, singleTax] = [
    cents(value, 'totalNetAmount'),
    cents(value, 'totalTaxAmount'),
    cents(value, 'singleNetAmount'),
    cents(value, 'singleTaxAmount'),
  ];
  return { description, totalCents: net + tax, adds: net === singleNet * quantity && tax === singleTax * quantity };
}

/** Checks a PaymentRequest as the standard words it: limits of every field, then whether the sums add up. */
export function checkRequest(body: unknown): CheckedRequest | Fault {
  if (!isFields(body)) return invalid('a JSON object is wanted');
  try {
    const requestId = text(body, 'requestId', 36, { pattern: /^[\w-]+$/ });
    text(body, 'requestTimestamp', 40, { pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/ });
    if (body['currency'] !== 'EUR') throw new Invalid('currency: EUR is wanted');
    const amountCents = cents(body, 'grosAmount', { min: 1 });
    const purpose = text(body, 'purpose', 27);
    const description = text(body, 'description', 250, { optional: true });
    const redirectUrl = text(body, 'redirectUrl', 2082, { pattern: /^https?:\/\// });
    const given = body['items'];
    if (!Array.isArray(given) || given.length < 1 || given.length > 99) throw new Invalid('items: 1 to 99 are wanted');
    const items = given.map(checkItem);
    const sum = items.reduce((total, item) => total + item.totalCents, 0);
    if (sum !== amountCents || items.some((item) => !item.adds))
      return { functionalCode: 'CALCULATION_ERROR', detail: 'the items do not add up to grosAmount' };
    return { requestId, amountCents, purpose, description, redirectUrl, items, original: body };
  } catch (fault) {
    if (fault instanceof Invalid) return invalid(fault.message);
    throw fault;
  }
}
