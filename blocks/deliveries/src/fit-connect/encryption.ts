import { compactDecrypt, CompactEncrypt, decodeProtectedHeader, importJWK, type JWK } from 'jose';

/** FIT-Connect encrypts with RSA-OAEP-256 and AES-256-GCM and nothing else; JWE compact serialisation (RFC 7516). */
const keyAlgorithm = 'RSA-OAEP-256';
const contentAlgorithm = 'A256GCM';

/** Encrypts for the holder of a public key. @param mediaType of the content, as `cty` */
export async function encryptFor(key: JWK, content: Uint8Array, mediaType: string): Promise<string> {
  return new CompactEncrypt(content)
    .setProtectedHeader({ alg: keyAlgorithm, enc: contentAlgorithm, kid: key.kid ?? '', cty: mediaType })
    .encrypt(await importJWK(bare(key), keyAlgorithm));
}

/** What arrived cannot be opened: encrypted for another key, in another way, or damaged. */
export class NotDecryptable extends Error {}

/** Strict, because decoders skip blanks: one content has one text, so its tag is the one that events name. */
const jwe = /^[\w-]+\.[\w-]+\.[\w-]+\.[\w-]*\.[\w-]+$/;

/** Opens what was encrypted for one of our keys. @throws NotDecryptable, whatever the text is */
export async function decryptWith(keys: readonly JWK[], compact: string): Promise<Uint8Array> {
  try {
    if (!jwe.test(compact)) throw new Error('no JWE');
    const { kid } = decodeProtectedHeader(compact);
    const key = keys.find((one) => one.kid === kid);
    if (key === undefined) throw new Error('encrypted for a key that is not ours');
    const { plaintext } = await compactDecrypt(compact, await importJWK(bare(key), keyAlgorithm), {
      keyManagementAlgorithms: [keyAlgorithm],
      contentEncryptionAlgorithms: [contentAlgorithm],
      // compressed content could blow up; FIT-Connect does not need it
      maxDecompressedLength: 0,
    });
    return plaintext;
  } catch (cause) {
    throw new NotDecryptable('not decryptable', { cause });
  }
}

/** The authentication tag of a JWE: its fifth part. Events name it to say which content they speak of. */
export function tagOf(compact: string): string {
  return compact.split('.')[4] ?? '';
}

/** Key operations differ from service to service (`wrapKey`, `encrypt`, `verify`); what a key is for follows from where it stands. */
export function bare({ key_ops: _operations, use: _use, ext: _ext, ...key }: JWK): JWK {
  return key;
}
