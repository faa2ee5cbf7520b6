import type { SealReport } from './verify/report.ts';
import type { VerifyOptions } from './verify/verify-pdf.ts';

/** What every seal of a PDF is worth. Loads the library for CMS with the first file: most processes are never asked. */
export async function verifyPdf(pdf: Uint8Array, options: VerifyOptions): Promise<SealReport> {
  const checks = await import('./verify/verify-pdf.ts');
  return checks.verifyPdf(pdf, options);
}
