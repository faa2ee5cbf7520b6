import { Ajv2020 } from 'ajv/dist/2020.js';
import { Type, type Static } from 'typebox';

/** Result of a transaction at the provider; the standard spells it `PAYED`. */
const status = Type.Union([Type.Literal('INITIAL'), Type.Literal('PAYED'), Type.Literal('FAILED'), Type.Literal('CANCELED')]);

/** What we read of an answer; unknown fields are left alone, missing or wrong ones make the answer unreadable. */
const paymentTransactionSchema = Type.Object({
  paymentInformation: Type.Object({
    transactionId: Type.String({ minLength: 1, maxLength: 100 }),
    transactionRedirectUrl: Type.Optional(Type.String({ pattern: '^https?://', maxLength: 2082 })),
    transactionReference: Type.Optional(Type.String({ maxLength: 200 })),
    transactionTimestamp: Type.Optional(Type.String({ maxLength: 40 })),
    /** giropay, card ... : taken as text, because the list of methods changes faster than the standard */
    paymentMethod: Type.Optional(Type.String({ maxLength: 50 })),
    paymentMethodDetail: Type.Optional(Type.String({ maxLength: 200 })),
    status,
    statusDetail: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  paymentRequest: Type.Object({
    requestId: Type.String({ maxLength: 36 }),
    currency: Type.String({ maxLength: 3 }),
    grosAmount: Type.Number(),
  }),
});

export type PaymentTransaction = Static<typeof paymentTransactionSchema>;
export type ProviderStatus = PaymentTransaction['paymentInformation']['status'];

/** `problem+json` of the standard (RFC 9457 with `functionalCode`). */
const problemSchema = Type.Object({ functionalCode: Type.String({ maxLength: 60 }) });

const ajv = new Ajv2020({ strict: true });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The transaction in an answer's body, or `undefined` when it is not one. */
export function readTransaction(body: string): PaymentTransaction | undefined {
  const value = parse(body);
  return ajv.validate<PaymentTransaction>(paymentTransactionSchema, value) ? value : undefined;
}

/** The functional code of a refusal, `UNSPECIFIED` where the body tells none. */
export function readFunctionalCode(body: string): string {
  const value = parse(body);
  return ajv.validate<Static<typeof problemSchema>>(problemSchema, value) ? value.functionalCode : 'UNSPECIFIED';
}
