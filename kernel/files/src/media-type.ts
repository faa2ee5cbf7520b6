import { fileTypeFromBuffer } from 'file-type';

/**
 * What the content is, found from its bytes; the name only tells apart kinds of plain text. Markup is never called plain text, so that it
 * can be refused or offered for download alone.
 *
 * @param bytes the whole content, or its first 4 kB
 */
export async function detectMediaType(bytes: Uint8Array, fileName: string): Promise<string> {
  const found = await fileTypeFromBuffer(bytes);
  const text = textOf(bytes);
  if (found && !(found.mime === 'application/xml' && text !== undefined)) return found.mime;
  return text === undefined ? 'application/octet-stream' : textType(text, fileName);
}

const byExtension: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  md: 'text/markdown',
  ics: 'text/calendar',
  vcf: 'text/vcard',
};

function textType(text: string, fileName: string): string {
  const start = text.slice(0, 4096).trimStart();
  if (/<svg[\s>]/i.test(start)) return 'image/svg+xml';
  if (/<(?:!doctype html|html|head|body|script|iframe|style|a|img|form|div|p|meta)[\s>/]/i.test(start)) return 'text/html';
  if (start.startsWith('<?xml')) return 'application/xml';
  const extension = fileName.toLowerCase().split('.').at(-1) ?? '';
  return byExtension[extension] ?? 'text/plain';
}

/** The content as text, or undefined when it holds control characters or is not UTF-8 (a character cut off at the end does not matter). */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return bytes.some(isControl) ? undefined : text;
  } catch {
    return latin1(bytes);
  }
}

/** Old spreadsheets write CSV in Windows-1252. */
function latin1(bytes: Uint8Array): string | undefined {
  return bytes.some(isControl) ? undefined : new TextDecoder('windows-1252').decode(bytes);
}

/** Control characters other than white space and escape. */
const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127;
