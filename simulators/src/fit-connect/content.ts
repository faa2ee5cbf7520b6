import { createHash, randomUUID } from 'node:crypto';
import { compactDecrypt, CompactEncrypt, importJWK, type JWK } from 'jose';
import type { Destination, OpenedSubmission, Submission } from './state.ts';

export async function encrypted(key: JWK, content: Uint8Array, mediaType: string): Promise<string> {
  const { key_ops: _operations, ...bare } = key;
  return new CompactEncrypt(content)
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: key.kid ?? '', cty: mediaType })
    .encrypt(await importJWK(bare, 'RSA-OAEP-256'));
}

async function opened(key: JWK, jwe: string): Promise<Uint8Array> {
  return (await compactDecrypt(jwe, await importJWK(key, 'RSA-OAEP-256'))).plaintext;
}

const sha512 = (content: Uint8Array): string => createHash('sha512').update(content).digest('hex');
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

interface SentMetadata {
  readonly $schema?: string;
  readonly contentStructure?: {
    readonly data?: { readonly hash?: { readonly content?: string } };
    readonly attachments?: readonly { attachmentId: string; filename?: string; mimeType: string; hash?: { content?: string } }[];
  };
}

/** What the authority does with a submission: opens everything and compares every hash. */
export async function openSubmission({ privateKeys }: Destination, submission: Submission): Promise<OpenedSubmission> {
  if (!privateKeys) throw new Error('the emulator has no keys of this destination');
  const metadata = JSON.parse(text(await opened(privateKeys.decryption, submission.encryptedMetadata ?? ''))) as SentMetadata;
  const data = await opened(privateKeys.decryption, submission.encryptedData ?? '');
  const faults: string[] = [];
  if (!metadata.$schema?.includes('/metadata/2.1.0/')) faults.push('metadata are not of version 2.1.0');
  if (metadata.contentStructure?.data?.hash?.content !== sha512(data)) faults.push('hash of the data');
  const listed = metadata.contentStructure?.attachments ?? [];
  if (
    listed
      .map(({ attachmentId }) => attachmentId)
      .toSorted()
      .join() !== submission.announced.toSorted().join()
  )
    faults.push('attachments are not those announced');
  const attachments = [];
  for (const { attachmentId, filename = '', mimeType, hash } of listed) {
    const content = await opened(privateKeys.decryption, submission.attachments.get(attachmentId) ?? '');
    if (hash?.content !== sha512(content)) faults.push(`hash of ${filename}`);
    attachments.push({ id: attachmentId, filename, mimeType, content });
  }
  const { submissionId, destinationId } = submission;
  return {
    submissionId,
    destinationId,
    metadata: metadata as Record<string, unknown>,
    data: JSON.parse(text(data)) as unknown,
    attachments,
    faults,
  };
}

/** What a sender can do wrong, for tests of receivers. */
export type SenderFault =
  | 'none'
  | 'bad-data-hash'
  | 'bad-attachment-hash'
  | 'wrong-key'
  | 'wrong-schema'
  | 'no-json'
  | 'no-metadata'
  | 'missing-attachment'
  | 'damaged';

export interface ToSend {
  readonly destinationId: string;
  readonly data: unknown;
  readonly attachments?: readonly { readonly filename: string; readonly mimeType: string; readonly content: Uint8Array }[];
  readonly replyMail?: string;
  readonly fault?: SenderFault;
}

/** Encrypts a submission as a portal would. @param foreignKey used for the fault `wrong-key` */
export async function sealed(
  { publicKeys, schemaUri, leikaKey }: Destination,
  { data, attachments = [], replyMail, fault = 'none', destinationId }: ToSend,
  foreignKey: JWK,
): Promise<Submission> {
  const key = fault === 'wrong-key' ? { ...foreignKey, kid: publicKeys[0]?.kid ?? '' } : publicKeys[0];
  if (key === undefined) throw new Error('the destination has no key');
  const bytes = new TextEncoder().encode(fault === 'no-json' ? '{"unfinished":' : JSON.stringify(data));
  const wrong = '0'.repeat(128);
  const listed = attachments.map((one) => ({ ...one, attachmentId: randomUUID() }));
  const metadata = {
    $schema: 'https://schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json',
    contentStructure: {
      data: {
        submissionSchema: { schemaUri: fault === 'wrong-schema' ? 'urn:unknown' : schemaUri, mimeType: 'application/json' },
        hash: { type: 'sha512', content: fault === 'bad-data-hash' ? wrong : sha512(bytes) },
      },
      attachments: listed.map(({ attachmentId, filename, mimeType, content }) => ({
        attachmentId,
        purpose: 'attachment',
        filename,
        mimeType,
        hash: { type: 'sha512', content: fault === 'bad-attachment-hash' ? wrong : sha512(content) },
      })),
    },
    ...(replyMail === undefined ? {} : { replyChannel: { eMail: { address: replyMail, usePgp: false } } }),
  };
  const sent = new Map<string, string>();
  for (const { attachmentId, content, mimeType } of listed) sent.set(attachmentId, await encrypted(key, content, mimeType));
  if (fault === 'missing-attachment') for (const id of [...sent.keys()].slice(0, 1)) sent.delete(id);
  const encryptedData = await encrypted(key, bytes, 'application/json');
  return {
    submissionId: randomUUID(),
    caseId: randomUUID(),
    destinationId,
    publicService: { identifier: `urn:de:fim:leika:leistung:${leikaKey}` },
    announced: listed.map(({ attachmentId }) => attachmentId),
    attachments: sent,
    encryptedMetadata: await encrypted(
      key,
      new TextEncoder().encode(fault === 'no-metadata' ? '{"contentStructure":{}}' : JSON.stringify(metadata)),
      'application/json',
    ),
    encryptedData: fault === 'damaged' ? `${encryptedData.slice(0, -8)}AAAAAAAA` : encryptedData,
    state: 'submitted',
    events: [],
    announcedAt: new Date(),
  };
}
