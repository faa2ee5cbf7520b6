import type { Hash } from 'node:crypto';
import { UnreadableFile } from './row-fault.ts';

/**
 * The text of a file as it comes, hashed on the way; a byte order mark is left out.
 * @throws UnreadableFile when it is not UTF-8
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new UnreadableFile(line, 'the file is not UTF-8; save it as UTF-8 first (many programs write Windows-1252)');
    }
  };
  for await (const chunk of chunks) {
    hash.update(chunk);
    const text = decoded(chunk);
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) line++;
    if (text !== '') yield text;
  }
  const rest = decoded();
  if (rest !== '') yield rest;
}
