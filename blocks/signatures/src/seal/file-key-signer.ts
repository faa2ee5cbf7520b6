import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import type { SignatureAlgorithm, Signer } from './signer.ts';

/**
 * A seal whose key lies in a file (PEM). For development and advanced seals; a qualified seal needs a driver for its device.
 *
 * @param keyPem private key, P-256 or RSA of at least 3072 bits
 * @param chainPem certificates, the seal's own first
 * @throws Error when key and certificate do not belong together or the key is too weak
 */
export function fileKeySigner(keyPem: string, chainPem: string): Signer {
  const key = createPrivateKey(keyPem);
  const chain = certificatesOf(chainPem);
  const own = chain[0];
  if (!own) throw new Error('SEAL_CERT holds no certificate');
  if (!own.checkPrivateKey(key)) throw new Error('SEAL_KEY does not belong to the first certificate of SEAL_CERT');
  const algorithm = algorithmOf(key.asymmetricKeyType, key.asymmetricKeyDetails?.namedCurve, key.asymmetricKeyDetails?.modulusLength);
  return {
    algorithm,
    certificateChain: chain.map((certificate) => new Uint8Array(certificate.raw)),
    sign: async (toBeSigned) => new Uint8Array(sign('sha256', toBeSigned, { key, dsaEncoding: 'der' })),
  };
}

function algorithmOf(type: string | undefined, curve: string | undefined, bits = 0): SignatureAlgorithm {
  if (type === 'ec' && curve === 'prime256v1') return 'ecdsa-sha256';
  if (type === 'rsa' && bits >= 3072) return 'rsa-sha256';
  throw new Error('SEAL_KEY must be a P-256 key or an RSA key of at least 3072 bits');
}

/** All certificates of a PEM text, in its order. */
export function certificatesOf(pem: string): readonly X509Certificate[] {
  return (pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []).map((each) => new X509Certificate(each));
}
