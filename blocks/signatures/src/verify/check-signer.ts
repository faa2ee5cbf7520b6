import * as asn1js from 'asn1js';
import { constants, createHash, verify, type KeyObject, type X509Certificate } from 'node:crypto';
import { oid } from '../seal/object-identifiers.ts';
import { attributeValues, digestName, signerCertificateOf, type ReadSignedData } from './read-signed-data.ts';

export interface SignerCheck {
  readonly fault?: 'weakAlgorithm' | 'documentChanged' | 'signatureInvalid' | 'signatureUnreadable' | 'signingCertificateMismatch';
  readonly certificate?: X509Certificate;
  /** the certificate is named by its hash in the signed attributes */
  readonly bound: boolean;
  /** the content is what was signed */
  readonly intact: boolean;
}

/** Checks a CMS signature (RFC 5652, 5.6): content type, digest of the content, signature over the attributes, certificate. */
export function checkSigner(read: ReadSignedData, expectedType: string, content: readonly Uint8Array[]): SignerCheck {
  const { signer } = read;
  const hash = digestName(signer.digestAlgorithm.algorithmId);
  if (hash === undefined) return { fault: 'weakAlgorithm', bound: false, intact: false };

  const attributes = signer.signedAttrs?.attributes ?? [];
  const [type, anotherType] = attributeValues(attributes, oid.contentType);
  const [digest, anotherDigest] = attributeValues(attributes, oid.messageDigest);
  if (!(type instanceof asn1js.ObjectIdentifier) || type.valueBlock.toString() !== expectedType || anotherType)
    return { fault: 'signatureUnreadable', bound: false, intact: false };
  if (!(digest instanceof asn1js.OctetString) || anotherDigest) return { fault: 'signatureUnreadable', bound: false, intact: false };

  const computed = createHash(hash);
  for (const part of content) computed.update(part);
  if (!computed.digest().equals(digest.valueBlock.valueHexView)) return { fault: 'documentChanged', bound: false, intact: false };

  const found = signerCertificateOf(read);
  if (found === 'mismatch') return { fault: 'signingCertificateMismatch', bound: false, intact: true };
  if (found === 'missing') return { fault: 'signatureInvalid', bound: false, intact: true };
  const { certificate, bound } = found;
  const algorithm = signatureHash(signer.signatureAlgorithm.algorithmId, hash);
  if (!algorithm || isWeak(certificate.publicKey)) return { fault: 'weakAlgorithm', certificate, bound, intact: true };
  const key = {
    key: certificate.publicKey,
    dsaEncoding: 'der' as const,
    ...(algorithm.pss ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {}),
  };
  const valid = verify(algorithm.hash, read.signedAttributes, key, signer.signature.valueBlock.valueHexView);
  return valid ? { certificate, bound, intact: true } : { fault: 'signatureInvalid', certificate, bound, intact: true };
}

function signatureHash(algorithmId: string, digest: string): { hash: string; pss: boolean } | undefined {
  switch (algorithmId) {
    case oid.ecdsaWithSha256:
    case oid.sha256WithRsa:
      return { hash: 'sha256', pss: false };
    case oid.ecdsaWithSha384:
    case oid.sha384WithRsa:
      return { hash: 'sha384', pss: false };
    case oid.ecdsaWithSha512:
    case oid.sha512WithRsa:
      return { hash: 'sha512', pss: false };
    case oid.rsaEncryption:
      return { hash: digest, pss: false };
    case oid.rsaPss:
      return { hash: digest, pss: true };
    default:
      return undefined;
  }
}

/** Below what BSI TR-02102-1 lets pass: RSA under 3000 bits (2048 stays readable in old documents), curves under 256 bits. */
function isWeak(key: KeyObject): boolean {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') return (modulusLength ?? 0) < 2048;
  if (key.asymmetricKeyType === 'ec') return !/256|384|512|521/.test(namedCurve ?? '');
  return true;
}
