import type { Json } from '@amt/forms';
import type { AuthenticationTags } from '../progress.ts';
import { ApiFault, type FitConnectApi, type RemoteSubmission } from './api.ts';
import { decryptWith, NotDecryptable, tagOf } from './encryption.ts';
import { hashMatches } from './hash.ts';
import { parseJson, readMetadata, type Metadata } from './metadata.ts';
import type { OwnKeys } from './own-keys.ts';
import { problem } from './problems.ts';
import { sameTags, type EventProblem } from './security-event.ts';

/** All that came, in memory, every hash checked. */
export interface OpenedSubmission {
  readonly metadata: Metadata;
  readonly answers: Readonly<Record<string, Json>>;
  readonly attachments: readonly {
    readonly fileName: string;
    readonly mediaType: string;
    readonly purpose: 'attachment' | 'form' | 'report' | 'data';
    readonly content: Uint8Array;
  }[];
}

interface Rejected {
  readonly ok: false;
  readonly problems: readonly EventProblem[];
}
/** The value, or why it is rejected. */
type Checked<Value> = { readonly ok: true; readonly value: Value } | Rejected;

/** Bytes of all attachments together that are held at a time. */
const largestSubmission = 200 * 1024 * 1024;

const rejected = (...problems: EventProblem[]): Rejected => ({ ok: false, problems });
const checked = <Value>(value: Value): Checked<Value> => ({ ok: true, value });

interface ToOpen {
  readonly remote: RemoteSubmission;
  readonly keys: OwnKeys;
  /** what the service says was submitted */
  readonly tags: AuthenticationTags;
}

/** Fetches the attachments of a submission and opens everything. What does not fit is told as a problem; only faults on the way throw. */
export async function openSubmission(
  api: FitConnectApi,
  { remote, keys, tags }: ToOpen,
): Promise<Checked<OpenedSubmission> & { readonly seen: AuthenticationTags }> {
  const jwes = new Map<string, string>();
  const seen = (): AuthenticationTags => ({
    metadata: tagOf(remote.encryptedMetadata),
    data: tagOf(remote.encryptedData),
    attachments: Object.fromEntries([...jwes].map(([id, jwe]) => [id, tagOf(jwe)])),
  });
  const result = await open(api, { remote, keys, tags }, jwes, seen);
  return { ...result, seen: seen() };
}

async function open(
  api: FitConnectApi,
  { remote, keys, tags }: ToOpen,
  jwes: Map<string, string>,
  seen: () => AuthenticationTags,
): Promise<Checked<OpenedSubmission>> {
  let total = 0;
  for (const id of remote.attachments ?? []) {
    const jwe = await attachment(api, remote.submissionId, id);
    if (jwe === undefined) return rejected(problem('missing-attachment', `attachment:${id}`));
    total += jwe.length;
    if (total > largestSubmission) return rejected(problem('attachments-mismatch', `attachment:${id}`, 'Die Anlagen sind zu groß.'));
    jwes.set(id, jwe);
  }
  if (!sameTags(seen(), tags)) return rejected(problem('incorrect-authentication-tag', 'data'));

  const metadataBytes = await decrypted(keys, remote.encryptedMetadata);
  if (metadataBytes === undefined) return rejected(problem('encryption-issue', 'metadata'));
  const metadata = readMetadata(metadataBytes);
  if (metadata === undefined) return rejected(problem('schema-violation', 'metadata'));
  const data = await openData(keys, remote, metadata);
  if (!data.ok) return data;
  const attachments = await openAttachments(keys, metadata, jwes);
  if (!attachments.ok) return attachments;
  return checked({ metadata, answers: data.value, attachments: attachments.value });
}

async function openData(
  keys: OwnKeys,
  remote: RemoteSubmission,
  { contentStructure }: Metadata,
): Promise<Checked<OpenedSubmission['answers']>> {
  const { data: about } = contentStructure;
  if (about.submissionSchema.mimeType !== 'application/json') return rejected(problem('unsupported-schema', 'data'));
  const bytes = await decrypted(keys, remote.encryptedData);
  if (bytes === undefined) return rejected(problem('encryption-issue', 'data'));
  if (!hashMatches(about.hash, bytes)) return rejected(problem('hash-mismatch', 'data'));
  const value = parseJson(bytes);
  if (value === undefined) return rejected(problem('syntax-violation', 'data'));
  return isAnswers(value) ? checked(value) : rejected(problem('schema-violation', 'data'));
}

async function openAttachments(
  keys: OwnKeys,
  { contentStructure }: Metadata,
  jwes: ReadonlyMap<string, string>,
): Promise<Checked<OpenedSubmission['attachments']>> {
  const listed = contentStructure.attachments ?? [];
  if (listed.length !== jwes.size || !listed.every(({ attachmentId }) => jwes.has(attachmentId)))
    return rejected(problem('attachments-mismatch', 'metadata'));
  const opened: OpenedSubmission['attachments'][number][] = [];
  for (const { attachmentId, hash, mimeType, purpose, filename } of listed) {
    const content = await decrypted(keys, jwes.get(attachmentId) ?? '');
    if (content === undefined) return rejected(problem('encryption-issue', `attachment:${attachmentId}`));
    if (!hashMatches(hash, content)) return rejected(problem('hash-mismatch', `attachment:${attachmentId}`));
    opened.push({ fileName: plainName(filename) ?? attachmentId, mediaType: mimeType, purpose, content });
  }
  return checked(opened);
}

async function attachment(api: FitConnectApi, submissionId: string, id: string): Promise<string | undefined> {
  try {
    return await api.attachment(submissionId, id);
  } catch (fault) {
    if (fault instanceof ApiFault && (fault.status === 404 || fault.status === 410)) return undefined;
    throw fault;
  }
}

async function decrypted({ decryption }: OwnKeys, jwe: string): Promise<Uint8Array | undefined> {
  try {
    return await decryptWith(decryption, jwe);
  } catch (fault) {
    if (fault instanceof NotDecryptable) return undefined;
    throw fault;
  }
}

/** Depth and number of values that a form can have at most; forms nest far less. */
const deepest = 40;
const mostValues = 50_000;

/** A JSON object that is not built to hurt: bounded, and without keys that reach into prototypes. Whether the form takes it is the intake's to say. */
export function isAnswers(value: unknown): value is Readonly<Record<string, Json>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const open: [unknown, number][] = [[value, 1]];
  let count = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [one, depth] = next;
    if (++count > mostValues || depth > deepest) return false;
    if (typeof one !== 'object' || one === null) continue;
    for (const [key, inner] of Object.entries(one)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') return false;
      open.push([inner, depth + 1]);
    }
  }
  return true;
}

/** The last part of a path, without control characters; undefined when nothing is left. */
function plainName(name: string | undefined): string | undefined {
  const plain = (name ?? '')
    .replaceAll(/\p{Cc}/gu, '')
    .split(/[/\\]/)
    .at(-1)
    ?.trim()
    .slice(0, 200);
  return plain === '' || plain === '.' || plain === '..' ? undefined : plain;
}
