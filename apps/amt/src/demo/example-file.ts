import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { putSealed, type FileSeal, type FileStore } from '@amt/files';

export interface ExampleFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly seal?: FileSeal;
}

/**
 * A file as a resident of the demo city uploads it, in the file store: a page that says what it stands for, or a picture.
 * @param sealed encrypted, as files of drafts without account are
 */
export async function exampleFile(files: FileStore, fileName: string, { sealed = false } = {}): Promise<ExampleFile> {
  const picture = fileName.endsWith('.jpg');
  const bytes = picture ? await readFile(new URL('pavement.jpg', import.meta.url)) : examplePdf(fileName.replace(/\.pdf$/, ''));
  const stored = await (sealed ? putSealed(files, Readable.from([bytes])) : files.put(bytes));
  return { fileName, mediaType: picture ? 'image/jpeg' : 'application/pdf', ...stored };
}

/** The smallest PDF that shows two lines. */
function examplePdf(title: string): Uint8Array {
  const text = `BT /F1 22 Tf 70 740 Td (${literal(title)}) Tj /F1 12 Tf 0 -36 Td (${literal('Beispiel aus der Demo-Stadt, kein echtes Dokument')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (de) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(`${body}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
}

function literal(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}
