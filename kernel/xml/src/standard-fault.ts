/** Why a file is refused. */
export type StandardFaultCode =
  | 'encoding'
  | 'not-xml'
  | 'doctype'
  | 'too-large'
  | 'too-deep'
  | 'too-many-elements'
  | 'text-too-long'
  | 'unknown-namespace'
  | 'unknown-element'
  | 'unknown-attribute'
  | 'unexpected-text'
  | 'twice'
  | 'missing'
  | 'value'
  | 'cyclic'
  | 'definition';

/** What is wrong with a file, and where: line and column count from 1, `path` names the elements (or JSON keys) down to the place. */
export interface StandardFinding {
  readonly code: StandardFaultCode;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
}

/** Thrown inside this block alone; the doors turn it into findings. */
export class StandardFault extends Error {
  readonly finding: StandardFinding;
  constructor(finding: StandardFinding) {
    super(finding.message);
    this.finding = finding;
  }
}

/** Runs `read`; a {@link StandardFault} becomes a value, every other error is a fault of this program and goes on. */
export async function orFindings<T>(read: () => T | Promise<T>): Promise<T | { ok: false; faults: readonly StandardFinding[] }> {
  try {
    return await read();
  } catch (problem) {
    if (problem instanceof StandardFault) return { ok: false, faults: [problem.finding] };
    throw problem;
  }
}
