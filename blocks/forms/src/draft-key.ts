import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Answers, ProvenanceMap } from './answers.ts';
import type { HeldAppointments } from './appointments/held-appointments.ts';
import type { CarriedOver } from './carry-over.ts';
import type { RawInput } from './parse-input.ts';
import { groupedCode, newResumeCode, readResumeCode } from './resume-code.ts';

/** What nobody but the person reads while a draft belongs to no account. */
export interface SealedPart {
  readonly answers: Answers;
  readonly provenance: ProvenanceMap;
  readonly raw: Readonly<Record<string, RawInput>>;
  readonly pageRevisions: Readonly<Record<string, number>>;
  /** absent in drafts from before it was kept */
  readonly carried?: CarriedOver | null;
  readonly appointments?: HeldAppointments | null;
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
/** First byte of what is stored. */
const version = 1;
/** The length tells how much was typed to this many bytes only. */
const step = 1024;

/**
 * The key of a draft without account, made from its resume code. Encryption key and lookup value are derived apart (HKDF-SHA-256, RFC 5869): what the
 * database knows neither opens the draft nor leads to the code. The code has 130 random bits, so no slow derivation is needed.
 */
export class DraftKey {
  readonly #code: string;
  readonly #key: Buffer;
  /** under which the draft is found in the database; hex */
  readonly lookup: string;

  private constructor(code: string) {
    this.#code = code;
    this.#key = derived(code, 'encrypt');
    this.lookup = derived(code, 'find').toString('hex');
  }

  static create(): DraftKey {
    return new DraftKey(newResumeCode());
  }

  /** @param text as somebody typed it, or as the cookie holds it; undefined when the check digits are wrong */
  static read(text: string): DraftKey | undefined {
    const code = readResumeCode(text);
    return code === undefined ? undefined : new DraftKey(code);
  }

  /** as a cookie holds it */
  get code(): string {
    return this.#code;
  }

  /** as people read it */
  get readable(): string {
    return groupedCode(this.#code);
  }

  /** @param boundTo what the content belongs to: it opens with the same alone, so that nobody can move it to another form or service */
  seal(part: SealedPart, boundTo: readonly string[]): Buffer {
    const text = Buffer.from(JSON.stringify(part));
    const padded = Buffer.concat([text, Buffer.alloc(step - (text.length % step), ' ')]);
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.#key, nonce).setAAD(Buffer.from(JSON.stringify(boundTo)));
    return Buffer.concat([Buffer.of(version), nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws Error when the content was changed, or was sealed with another key or for something else */
  open(sealed: Uint8Array, boundTo: readonly string[]): SealedPart {
    const bytes = Buffer.from(sealed);
    if (bytes[0] !== version) throw new Error(`drafts are not sealed in version ${bytes[0]}`);
    const nonce = bytes.subarray(1, 1 + nonceLength);
    const decipher = createDecipheriv(algorithm, this.#key, nonce, { authTagLength: tagLength })
      .setAAD(Buffer.from(JSON.stringify(boundTo)))
      .setAuthTag(bytes.subarray(-tagLength));
    const text = Buffer.concat([decipher.update(bytes.subarray(1 + nonceLength, -tagLength)), decipher.final()]).toString();
    // authenticated: it is what `seal` was given
    return JSON.parse(text) as SealedPart;
  }
}

function derived(code: string, purpose: 'encrypt' | 'find'): Buffer {
  return Buffer.from(hkdfSync('sha256', code, 'amt.forms.draft', purpose, 32));
}
