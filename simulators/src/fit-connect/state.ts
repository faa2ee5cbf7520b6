import type { JWK } from 'jose';

/** A place that submissions are sent to. */
export interface Destination {
  readonly destinationId: string;
  readonly name: string;
  readonly schemaUri: string;
  readonly leikaKey: string;
  /** public keys by id: the first one encrypts, all may verify */
  readonly publicKeys: readonly JWK[];
  /** of destinations that the emulator plays itself */
  readonly privateKeys: { readonly decryption: JWK; readonly signature: JWK } | undefined;
  /** what the played authority says of what it gets */
  readonly answers: 'accept' | 'reject' | 'nothing';
}

export interface Submission {
  readonly submissionId: string;
  readonly caseId: string;
  readonly destinationId: string;
  readonly publicService: { readonly identifier: string; readonly name?: string };
  readonly announced: readonly string[];
  readonly attachments: Map<string, string>;
  encryptedMetadata: string | undefined;
  encryptedData: string | undefined;
  state: 'announced' | 'submitted' | 'accepted' | 'rejected';
  readonly events: string[];
  readonly announcedAt: Date;
}

/** What the played authority opened: the proof of what arrived. */
export interface OpenedSubmission {
  readonly submissionId: string;
  readonly destinationId: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  readonly attachments: readonly {
    readonly id: string;
    readonly filename: string;
    readonly mimeType: string;
    readonly content: Uint8Array;
  }[];
  /** hashes that do not fit, tags that differ */
  readonly faults: readonly string[];
}

/** What a test wants the service to do wrong. */
export interface FitConnectBehaviour {
  /**
   * `errors`: 500 to everything; `lost-announcement`: announces and breaks off; `lost-answer`: takes the submission and breaks off;
   * `forgetful`: 404 for announced submissions
   */
  readonly fault: 'none' | 'errors' | 'lost-announcement' | 'lost-answer' | 'forgetful';
  /** what is wrong with the events it hands out: signed with a foreign key, of another case, of other content, twice with the same id, no token at all */
  readonly events: 'right' | 'wrong-key' | 'foreign' | 'wrong-tags' | 'same-id' | 'garbage';
  /** runs after a submission was taken and before the answer goes out */
  readonly taken: ((submissionId: string) => Promise<void> | void) | undefined;
}
