/**
 * The seal as a port: whoever holds the key (a file, a card, a remote service) signs bytes that we compose, so that every driver
 * reaches the same level (ETSI EN 319 142-1).
 */
export interface Signer {
  readonly algorithm: SignatureAlgorithm;
  /** DER, the seal's own certificate first, then its issuers; the root may be left out */
  readonly certificateChain: readonly Uint8Array[];
  /** Hashes (SHA-256) and signs; ECDSA signatures come as DER (RFC 3279), RSA as PKCS #1 v1.5. */
  sign(toBeSigned: Uint8Array): Promise<Uint8Array>;
}

export type SignatureAlgorithm = 'ecdsa-sha256' | 'rsa-sha256';

/** Asks a time-stamping authority (RFC 3161) for a token over a SHA-256 digest; returns the token (CMS ContentInfo, DER). */
export type TimeStamper = (sha256: Uint8Array) => Promise<Uint8Array>;
