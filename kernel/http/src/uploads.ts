import { Readable } from 'node:stream';
import { type FileSeal, type FileStore, putSealed } from '@amt/files';
import type { RefusedUpload, Route, Upload } from '@amt/module';
import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { headLength, mediaTypeOf } from './media-type.ts';

/** A multipart body, its files already in the store. */
export interface ReceivedForm {
  readonly body: Record<string, string | string[]>;
  readonly uploads: readonly Upload[];
  readonly refused: readonly RefusedUpload[];
}

class FileTooLarge extends Error {}

/** The body breaks off or is no multipart at all. */
class MalformedForm extends Error {
  readonly statusCode = 400;
}

/** Beyond this many bytes of fields in one form nothing is read. */
const fieldBytes = 1_048_576;

/** Most bytes a request of this route may have. */
export function uploadLimit(limits: NonNullable<Route['uploads']>): number {
  // one file too many, or too large, is still read, so that the page can say which one it was
  return limits.maxBytes * (limits.maxFiles + 1) + fieldBytes;
}

/**
 * Reads a form with files. Files go to the store as they arrive, never whole through memory. One that is too large, empty or too many is
 * left out and told in `refused`, so that the handler can show it at the field and keep the rest.
 */
export async function receiveForm(request: FastifyRequest, files: FileStore, limits: NonNullable<Route['uploads']>): Promise<ReceivedForm> {
  const body: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  const uploads: Upload[] = [];
  const refused: RefusedUpload[] = [];
  for await (const part of partsOf(request, limits)) {
    if (part.type === 'field') {
      addField(body, part.fieldname, typeof part.value === 'string' ? part.value.replaceAll('\r\n', '\n') : '');
      continue;
    }
    const fileName = cleanFileName(part.filename);
    if (uploads.length >= limits.maxFiles) {
      const bytes = await discard(part);
      if (bytes > 0) refused.push({ field: part.fieldname, fileName, reason: 'too-many' });
      continue;
    }
    const stored = await storeFile(part, files, limits);
    if (stored === 'too-large') refused.push({ field: part.fieldname, fileName, reason: 'too-large' });
    else if (stored !== 'empty') uploads.push({ field: part.fieldname, fileName, ...stored });
    // a browser sends an empty part without name for a field in which nothing was chosen
    else if (part.filename) refused.push({ field: part.fieldname, fileName, reason: 'empty' });
  }
  return { body, uploads, refused };
}

/** The fields alone; files are read over. For somebody who must sign in first. */
export async function receiveFieldsOnly(
  request: FastifyRequest,
  limits: NonNullable<Route['uploads']>,
): Promise<{ body: Record<string, string | string[]>; hadFiles: boolean }> {
  const body: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  let hadFiles = false;
  for await (const part of partsOf(request, limits)) {
    if (part.type === 'field') addField(body, part.fieldname, typeof part.value === 'string' ? part.value.replaceAll('\r\n', '\n') : '');
    else hadFiles = (await discard(part)) > 0 || hadFiles;
  }
  return { body, hadFiles };
}

/** What the parser throws is the sender's fault, unlike what the store throws. */
async function* partsOf(request: FastifyRequest, limits: NonNullable<Route['uploads']>): AsyncGenerator<Multipart> {
  const most = {
    fileSize: uploadLimit(limits),
    files: limits.maxFiles + 20,
    fields: 1000,
    fieldSize: 65_536,
    fieldNameSize: 200,
    headerPairs: 50,
  };
  try {
    yield* request.parts({ limits: most });
  } catch (fault) {
    if (fault instanceof Error && 'statusCode' in fault) throw fault;
    throw new MalformedForm('the multipart body is malformed', { cause: fault });
  }
}

function addField(body: Record<string, string | string[]>, name: string, value: string): void {
  const before = body[name];
  body[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
}

async function storeFile(
  part: MultipartFile,
  files: FileStore,
  { maxBytes, sealed = false }: NonNullable<Route['uploads']>,
): Promise<{ mediaType: string; size: number; sha256: string; seal?: FileSeal } | 'too-large' | 'empty'> {
  const head: Buffer[] = [];
  let size = 0;
  // the source must live on after an early end, else the parser never gets past this part
  const source = part.file.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  const chunks = source[Symbol.asyncIterator]();
  const nextChunk = async (): Promise<IteratorResult<Buffer>> => {
    try {
      return await chunks.next();
    } catch (fault) {
      throw new MalformedForm('the multipart body breaks off within a file', { cause: fault });
    }
  };
  const first = await nextChunk();
  if (first.done) return 'empty';
  async function* measured(): AsyncGenerator<Buffer> {
    for (let next = first; !next.done; next = await nextChunk()) {
      const chunk = next.value;
      if (size < headLength) head.push(chunk);
      size += chunk.length;
      if (size > maxBytes) throw new FileTooLarge();
      yield chunk;
    }
  }
  let reason: unknown;
  const content = Readable.from(measured()).on('error', (fault) => {
    reason = fault;
  });
  try {
    const stored = await (sealed ? putSealed(files, content) : files.put(content));
    return { mediaType: mediaTypeOf(Buffer.concat(head).subarray(0, headLength)), ...stored };
  } catch (fault) {
    if (reason instanceof MalformedForm) throw reason;
    await discard(part);
    if (reason instanceof FileTooLarge) return 'too-large';
    throw fault;
  }
}

async function discard(part: MultipartFile): Promise<number> {
  let bytes = 0;
  for await (const chunk of part.file as AsyncIterable<Buffer>) bytes += chunk.length;
  return bytes;
}

/** The last part of the path, without control characters, at most 200 characters. */
export function cleanFileName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/\p{C}/gu, '').trim();
  if (clean.length <= 200) return clean === '' ? 'file' : clean;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  return clean.slice(0, 200 - ending.length) + ending;
}
