import { Ajv2020 } from 'ajv/dist/2020.js';
import { Type, type Static } from 'typebox';
import { sha512, type ContentHash } from './hash.ts';

/** Metadata of a submission, version 2.1.0: what lies in it, hashes, how to reply, who vouches, what was paid. */
export const metadataSchemaUri = 'https://schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json';

const Hash = Type.Object({ type: Type.Literal('sha512'), content: Type.String({ pattern: '^[0-9a-fA-F]{128}$' }) });
const short = Type.String({ minLength: 1, maxLength: 500 });

/** What we read of it; parts that we have no use for may stand beside. */
const Metadata = Type.Object({
  $schema: Type.String({ pattern: '^https://schema\\.fitko\\.de/fit-connect/metadata/2\\.\\d{1,3}\\.\\d{1,3}/metadata\\.schema\\.json$' }),
  contentStructure: Type.Object({
    data: Type.Object({
      submissionSchema: Type.Object({ schemaUri: short, mimeType: Type.Enum(['application/json', 'application/xml']) }),
      hash: Hash,
    }),
    attachments: Type.Optional(
      Type.Array(
        Type.Object({
          attachmentId: Type.String({ pattern: '^[0-9a-fA-F-]{36}$' }),
          purpose: Type.Enum(['attachment', 'form', 'report', 'data']),
          filename: Type.Optional(Type.String({ maxLength: 500 })),
          description: Type.Optional(Type.String({ maxLength: 2000 })),
          mimeType: Type.String({ pattern: '^[\\w.+-]{1,100}/[\\w.+-]{1,100}$' }),
          hash: Hash,
        }),
        { maxItems: 100 },
      ),
    ),
  }),
  replyChannel: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  authenticationInformation: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 20 })),
  paymentInformation: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 20 })),
});
export type Metadata = Static<typeof Metadata>;

const check = new Ajv2020({ strict: false }).compile<Metadata>(Metadata);

/** @returns undefined when the bytes are no metadata of version 2 */
export function readMetadata(bytes: Uint8Array): Metadata | undefined {
  const value = parseJson(bytes);
  return check(value) ? value : undefined;
}

/** JSON in UTF-8, read strictly. @returns undefined when it is none */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

export interface SentAttachment {
  readonly attachmentId: string;
  readonly filename: string;
  readonly mimeType: string;
  readonly hash: ContentHash;
  /** `form`: the whole submission as a document; `attachment`: what the person enclosed */
  readonly purpose: 'form' | 'attachment';
}

export interface MetadataToSend {
  readonly schemaUri: string;
  readonly data: Uint8Array;
  readonly attachments: readonly SentAttachment[];
  readonly mail: string | undefined;
  /** level the person was identified with; undefined: not signed in */
  readonly trustLevel: string | undefined;
  readonly payment: { readonly reference: string; readonly paidAt: Temporal.Instant; readonly cents: number } | undefined;
  readonly reference: string;
  readonly submittedOn: Temporal.PlainDate;
}

export function metadataToSend(what: MetadataToSend): Record<string, unknown> {
  const { schemaUri, data, attachments, mail, trustLevel, payment } = what;
  return {
    $schema: metadataSchemaUri,
    contentStructure: { data: { submissionSchema: { schemaUri, mimeType: 'application/json' }, hash: sha512(data) }, attachments },
    ...(mail === undefined ? {} : { replyChannel: { eMail: { address: mail, usePgp: false } } }),
    ...(trustLevel === undefined ? {} : { authenticationInformation: [identificationReport(trustLevel)] }),
    ...(payment === undefined
      ? {}
      : {
          paymentInformation: [
            {
              transactionReference: payment.reference,
              transactionId: payment.reference,
              transactionTimestamp: payment.paidAt.toString(),
              paymentMethod: 'OTHER',
              status: 'PAYED',
              grossAmount: payment.cents / 100,
            },
          ],
        }),
    additionalReferenceInfo: { senderReference: what.reference, applicationDate: what.submittedOn.toString() },
  };
}

/** Who was identified stands in the data; here only how well. */
function identificationReport(trustLevel: string): Record<string, string> {
  return {
    type: 'identificationReport',
    version: '1.0.0',
    content: Buffer.from(JSON.stringify({ levelOfAssurance: trustLevel })).toString('base64url'),
  };
}
