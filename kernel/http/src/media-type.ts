const signatures: readonly (readonly [mediaType: string, offset: number, bytes: string])[] = [
  ['application/pdf', 0, '%PDF-'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/tiff', 0, 'II*\0'],
  ['image/tiff', 0, 'MM\0*'],
  ['image/heic', 4, 'ftypheic'],
  ['image/heic', 4, 'ftypmif1'],
  ['image/avif', 4, 'ftypavif'],
  ['application/zip', 0, 'PK\x03\x04'],
  ['application/gzip', 0, '\x1f\x8b'],
  ['application/x-ole-storage', 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['application/x-msdownload', 0, 'MZ'],
  ['application/rtf', 0, '{\\rtf'],
];

/** Member of the archive that tells what an office document is (ECMA-376, ODF: `mimetype` comes first, stored). */
const officeMarks: readonly (readonly [mark: string, mediaType: string])[] = [
  ['mimetypeapplication/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.text'],
  ['mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
];

/** How many bytes of the beginning {@link mediaTypeOf} looks at. */
export const headLength = 4096;

/** The media type by the first bytes of the content; what a browser or a file name claims counts for nothing. */
export function mediaTypeOf(head: Uint8Array): string {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const found = signatures.find(([, offset, mark]) => bytes.startsWith(mark, offset))?.[0];
  if (found === 'application/zip') return officeMarks.find(([mark]) => bytes.includes(mark))?.[1] ?? found;
  if (found !== undefined) return found;
  return textTypeOf(head) ?? 'application/octet-stream';
}

function textTypeOf(head: Uint8Array): string | undefined {
  if (head.includes(0)) return undefined;
  let text: string;
  try {
    // `stream`: a character cut off at the end of the head is no fault
    text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    return undefined;
  }
  const start = text.trimStart().slice(0, 512).toLowerCase();
  if (start.startsWith('<!doctype html') || start.startsWith('<html') || start.startsWith('<script')) return 'text/html';
  if (start.startsWith('<svg') || (start.startsWith('<?xml') && start.includes('<svg'))) return 'image/svg+xml';
  return start.startsWith('<?xml') ? 'application/xml' : 'text/plain';
}
