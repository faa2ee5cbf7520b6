import type { Readable } from 'node:stream';

/** A blob as the store knows it. */
export interface StoredFile {
  /** lower-case hex SHA-256 of the content; the blob's only name */
  readonly sha256: string;
  /** bytes */
  readonly size: number;
}

/** A blob in the list of all. */
export interface ListedFile extends StoredFile {
  /** when its content was given last; giving it again counts */
  readonly storedAt: Temporal.Instant;
}

/** Immutable blobs addressed by SHA-256. Drivers: folder (default) and S3. Writing the same content twice is one blob. */
export interface FileStore {
  /** @throws FileTooLarge when more than `maxBytes` arrive; nothing is kept then. */
  put(content: Readable | Uint8Array, options?: { maxBytes?: number }): Promise<StoredFile>;
  /** @throws FileMissing when there is no such blob, FileDamaged when the content does not match its name. */
  read(sha256: string): Promise<Uint8Array>;
  stream(sha256: string): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /**
   * Only for the clean-up of blobs that nothing refers to any more. `storedBefore`: a blob whose content was given again at or after it stays, also when
   * that happens at the same moment.
   * @returns whether there was such a blob to remove
   */
  remove(sha256: string, storedBefore?: Temporal.Instant): Promise<boolean>;
  list(): AsyncIterable<ListedFile>;
}
