import { open } from 'node:fs/promises';
import type { Settings } from '@amt/module';
import { trustOf } from './house-seal.ts';
import { explain } from './verify/explain.ts';
import type { SealReport } from './verify/report.ts';

export interface FileReport extends SealReport {
  readonly file: string;
  /** the report in sentences */
  readonly sentences: { readonly de: readonly string[]; readonly en: readonly string[] };
}

/**
 * What `amt document verify FILE.pdf [--json]` prints; the command ends with 1 unless `holds`.
 *
 * @throws the file system's error when the file cannot be read
 */
export async function verifyFile(from: { readonly settings: Settings; readonly now: Temporal.Instant }, file: string): Promise<FileReport> {
  const { maxPdfBytes, verifyPdf } = await import('./verify/verify-pdf.ts');
  const report = verifyPdf(await readAtMost(file, maxPdfBytes + 1), { trust: await trustOf(from), now: from.now });
  return { file, ...report, sentences: { de: explain(report, 'de'), en: explain(report, 'en') } };
}

/** One byte over the limit is enough to know that it is too large. */
async function readAtMost(file: string, bytes: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const content = new Uint8Array(Math.min(size, bytes));
    let at = 0;
    while (at < content.length) {
      const { bytesRead } = await handle.read(content, at, content.length - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return content.subarray(0, at);
  } finally {
    await handle.close();
  }
}
