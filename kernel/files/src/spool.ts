import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileTooLarge } from './errors.ts';
import type { StoredFile } from './file-store.ts';

export interface Spooled extends StoredFile {
  /** the content on disk, flushed; the receiver moves or removes it */
  readonly path: string;
}

/** Writes content of unknown length to a temporary file and learns its name (hash) and size. On any fault the file is gone. */
export async function spool(content: Readable | Uint8Array, folder: string, maxBytes = Number.POSITIVE_INFINITY): Promise<Spooled> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, randomUUID());
  const file = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of chunksOf(content)) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new FileTooLarge(maxBytes);
      hash.update(chunk);
      await writeAll(file, chunk);
    }
    await file.sync();
  } catch (fault) {
    await file.close();
    await rm(path, { force: true });
    throw fault;
  }
  await file.close();
  return { path, sha256: hash.digest('hex'), size };
}

async function* chunksOf(content: Readable | Uint8Array): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) {
    yield content;
    return;
  }
  for await (const chunk of content as AsyncIterable<unknown>) {
    if (chunk instanceof Uint8Array) yield chunk;
    else if (typeof chunk === 'string') yield Buffer.from(chunk);
    else throw new TypeError('a file is a stream of bytes');
  }
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.byteLength;) {
    const { bytesWritten } = await file.write(chunk, written);
    written += bytesWritten;
  }
}
