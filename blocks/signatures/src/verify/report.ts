/** Results after ETSI EN 319 102-1: holds, cannot be decided, does not hold. */
export type Indication = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED';

/** What was found, and how much it weighs. Each has a sentence in the messages (`finding.*`). */
export const weights = {
  notAPdf: 'TOTAL-FAILED',
  tooLarge: 'INDETERMINATE',
  unsealed: 'INDETERMINATE',
  tooManySignatures: 'INDETERMINATE',
  contentAppended: 'TOTAL-FAILED',
  onlyTimeStampCovers: 'INDETERMINATE',
  byteRangeBroken: 'TOTAL-FAILED',
  signatureUnreadable: 'TOTAL-FAILED',
  documentChanged: 'TOTAL-FAILED',
  signatureInvalid: 'TOTAL-FAILED',
  signingCertificateMismatch: 'TOTAL-FAILED',
  weakAlgorithm: 'INDETERMINATE',
  notBaseline: 'INDETERMINATE',
  certificateUntrusted: 'INDETERMINATE',
  certificateNotValidThen: 'INDETERMINATE',
  certificateNotForSeals: 'INDETERMINATE',
  timeStampInvalid: 'INDETERMINATE',
  timeStampUntrusted: 'INDETERMINATE',
  noTimeStamp: 'TOTAL-PASSED',
} as const satisfies Record<string, Indication>;

export type Finding = keyof typeof weights;

export interface SignerName {
  readonly commonName: string;
  readonly organisation?: string;
  readonly issuer: string;
  readonly validFrom: Temporal.Instant;
  readonly validUntil: Temporal.Instant;
}

export interface TimeStampReport {
  readonly at: Temporal.Instant;
  readonly authority: string;
  readonly trusted: boolean;
}

export interface SignatureReport {
  readonly kind: 'seal' | 'time-stamp';
  readonly indication: Indication;
  /** `none`: the attributes of PAdES baseline are missing or wrong */
  readonly level: 'B-T' | 'B-B' | 'none';
  /** the signed bytes are the bytes of the file */
  readonly intact: boolean;
  readonly coversWholeDocument: boolean;
  /** the chain ends at an authority we trust */
  readonly trusted: boolean;
  readonly signer?: SignerName;
  readonly timeStamp?: TimeStampReport;
  readonly findings: readonly Finding[];
}

export interface SealReport {
  readonly indication: Indication;
  /** may one rely on the document? only with TOTAL-PASSED */
  readonly holds: boolean;
  /** bytes */
  readonly size: number;
  readonly sha256: string;
  /** in the order of the file */
  readonly signatures: readonly SignatureReport[];
  /** about the file as a whole */
  readonly findings: readonly Finding[];
}

/** The worst of what was found decides. */
export function indicationOf(findings: readonly Finding[]): Indication {
  const found = new Set(findings.map((finding) => weights[finding]));
  if (found.has('TOTAL-FAILED')) return 'TOTAL-FAILED';
  return found.has('INDETERMINATE') ? 'INDETERMINATE' : 'TOTAL-PASSED';
}
