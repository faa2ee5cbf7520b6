import type { StandardFinding } from '@amt/xml';

/** Why a file of another product is refused. */
export type ImportFaultCode =
  | StandardFinding['code']
  | 'unknown-format'
  | 'not-json'
  | 'not-zip'
  | 'too-many-values'
  | 'too-many-files'
  | 'file-missing'
  | 'not-a-table';

/** What is wrong with a file, and where: `path` is the file inside an archive and the JSON pointer, elements of XML or column down to the place. */
export interface ImportFinding {
  readonly code: ImportFaultCode;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
}

/** Thrown inside this block alone; its door turns it into findings. */
export class ImportFault extends Error {
  readonly finding: ImportFinding;
  constructor(finding: ImportFinding) {
    super(finding.message);
    this.finding = finding;
  }
}
