import { spawnSync } from 'node:child_process';
import { pdfUaFaults } from './pdf-ua-faults.ts';

/** One fault of a PDF, by the failure condition of the Matterhorn Protocol 1.1 it belongs to (`28-005`). */
export interface Finding {
  readonly checkpoint: string;
  readonly message: string;
}

/**
 * What a program can see of PDF/UA-1 (ISO 14289-1) without veraPDF: {@link pdfUaFaults} on what qpdf reads, and whether poppler reads the same
 * structure without complaint, where it is installed.
 *
 * @throws Error `qpdf not found` where qpdf is not installed
 */
export function checkAccessiblePdf(pdf: Uint8Array): readonly Finding[] {
  const faults = pdfUaFaults(pdf).map((fault): Finding => {
    const [checkpoint = '', ...words] = fault.split(' ');
    return { checkpoint, message: words.join(' ') };
  });
  return [...faults, ...popplerFindings(pdf)];
}

function popplerFindings(pdf: Uint8Array): readonly Finding[] {
  const run = spawnSync('pdfinfo', ['-struct', '-'], { input: pdf, maxBuffer: 1 << 26 });
  if (run.error) return [];
  const [structure, complaints] = [run.stdout.toString(), run.stderr.toString().trim()];
  const findings: Finding[] = [];
  if (run.status !== 0 || complaints !== '')
    findings.push({ checkpoint: '06-000', message: `poppler: ${complaints || 'cannot read the file'}` });
  else if (!/^\s*\w/m.test(structure)) findings.push({ checkpoint: '01-004', message: 'poppler finds no structure' });
  return findings;
}
