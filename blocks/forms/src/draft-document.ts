import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { type Answers, type Json, isRecord } from './answers.ts';

/** A draft as one file, to keep on one's own device. Says nothing of where answers came from: what a file claims is never trusted. */
export interface DraftDocument {
  readonly format: 'amt-draft';
  readonly formatVersion: 1;
  readonly formId: string;
  /** content hash of the form's version it was filled in on */
  readonly formHash: string;
  readonly serviceId: string;
  /** ISO instant */
  readonly savedAt: string;
  readonly answers: Answers;
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  /** instance path of the field */
  readonly path: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** base64 */
  readonly content: string;
}

/** Bytes of a whole file, attachments included; larger ones are not read. */
export const mostDocumentBytes = 20_000_000;
/** Bytes of all attachments together; base64 makes them a third longer. */
export const mostAttachedBytes = 12_000_000;
const mostAttachments = 50;
const deepest = 30;

/** Fixed with the format's version, so that no file can ask for more work (RFC 7914; about 0.1 s and 64 MB). */
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 };
const algorithm = 'aes-256-gcm';

/** The file's text; with a passphrase encrypted (scrypt, AES-256-GCM). */
export async function writeDraftDocument(document: DraftDocument, passphrase: string): Promise<string> {
  const text = JSON.stringify(document, undefined, 1);
  if (passphrase === '') return text;
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(algorithm, await keyOf(passphrase, salt), nonce);
  const content = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  const { format, formatVersion } = document;
  const protection = { salt: salt.toString('base64'), nonce: nonce.toString('base64'), content: content.toString('base64') };
  return JSON.stringify({ format, formatVersion, protected: protection });
}

/** `no-draft`: not such a file; `passphrase`: it needs one, or another. */
export type DocumentFault = 'no-draft' | 'passphrase';

/** Reads a file from anywhere. It is what its shape says, and nothing in it is taken for true. */
export async function readDraftDocument(bytes: Uint8Array, passphrase: string): Promise<DraftDocument | DocumentFault> {
  const outer = parsed(bytes);
  if (!isRecord(outer) || outer['format'] !== 'amt-draft' || outer['formatVersion'] !== 1) return 'no-draft';
  if (outer['protected'] === undefined) return documentOf(outer);
  const { salt, nonce, content } = isRecord(outer['protected']) ? outer['protected'] : {};
  if (typeof salt !== 'string' || typeof nonce !== 'string' || typeof content !== 'string') return 'no-draft';
  const inner = await decrypted(passphrase, ...[salt, nonce, content].map((text) => Buffer.from(text, 'base64')));
  if (inner === undefined) return 'passphrase';
  const value = parsed(inner);
  return isRecord(value) ? documentOf(value) : 'no-draft';
}

async function decrypted(passphrase: string, salt?: Buffer, nonce?: Buffer, content?: Buffer): Promise<Buffer | undefined> {
  if (passphrase === '' || salt?.length !== 16 || nonce?.length !== 12 || content === undefined || content.length < 16) return undefined;
  const decipher = createDecipheriv(algorithm, await keyOf(passphrase, salt), nonce, { authTagLength: 16 }).setAuthTag(
    content.subarray(-16),
  );
  try {
    return Buffer.concat([decipher.update(content.subarray(0, -16)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, cost, (fault, key) => (fault ? reject(fault) : resolve(key)));
  });
}

function parsed(bytes: Uint8Array): Json | undefined {
  if (bytes.length > mostDocumentBytes) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // NUL cannot be stored as text
    return isTooDeep(text) || text.includes('\\u0000') ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** Counts brackets outside of texts, before anything walks down. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > deepest) return true;
  }
  return false;
}

function documentOf(value: Readonly<Record<string, Json>>): DraftDocument | 'no-draft' {
  const { formId, formHash, serviceId, savedAt, answers, attachments = [] } = value;
  if (
    !isName(formId) ||
    !isName(formHash) ||
    !isName(serviceId) ||
    !isName(savedAt) ||
    !isRecord(answers) ||
    !Array.isArray(attachments) ||
    attachments.length > mostAttachments
  )
    return 'no-draft';
  const list: readonly Json[] = attachments;
  const files = list.flatMap(attachmentOf);
  if (files.length < list.length) return 'no-draft';
  return {
    format: 'amt-draft',
    formatVersion: 1,
    formId,
    formHash,
    serviceId,
    savedAt,
    answers,
    attachments: files,
  };
}

function isName(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length <= 200;
}

function attachmentOf(value: Json): Attachment[] {
  if (!isRecord(value)) return [];
  const { path, fileName, mediaType, content } = value;
  if (typeof path !== 'string' || typeof fileName !== 'string' || typeof mediaType !== 'string' || typeof content !== 'string') return [];
  return path.length > 300 || fileName.length > 300 ? [] : [{ path, fileName, mediaType, content }];
}
