import * as asn1js from 'asn1js';
import { createHash, X509Certificate } from 'node:crypto';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type Attribute, type SignerInfo } from 'pkijs';
import { oid } from '../seal/object-identifiers.ts';

const maxCertificates = 20;

/** A CMS SignedData with one signer, its certificates as they stand in the file. */
export interface ReadSignedData {
  readonly signer: SignerInfo;
  readonly certificates: readonly X509Certificate[];
  readonly contentType: string;
  /** content inside the CMS (time stamps); detached signatures have none */
  readonly content: Uint8Array | undefined;
  /** the signed attributes as they were signed */
  readonly signedAttributes: Uint8Array;
}

/**
 * Reads DER that may be followed by zeros only (a PDF's gap is filled with them).
 *
 * @throws Error when it is something else; the text is for developers
 */
export function readSignedData(der: Uint8Array): ReadSignedData {
  const { result, offset } = asn1js.fromBER(der);
  if (offset <= 0 || der.subarray(offset).some((byte) => byte !== 0)) throw new Error('bytes after the signature');
  const info = new ContentInfo({ schema: result });
  if (info.contentType !== oid.signedData) throw new Error('no signed data');
  const signedData = new SignedData({ schema: info.content });
  const [signer, second] = signedData.signerInfos;
  if (!signer || second) throw new Error('not exactly one signer');
  if (!signer.signedAttrs) throw new Error('no signed attributes');
  const certificates = (signedData.certificates ?? []).filter((each) => each instanceof Certificate);
  if (certificates.length > maxCertificates) throw new Error('too many certificates');
  return {
    signer,
    certificates: certificates.map((each) => new X509Certificate(Buffer.from(each.toSchema().toBER()))),
    contentType: signedData.encapContentInfo.eContentType,
    content: signedData.encapContentInfo.eContent ? new Uint8Array(signedData.encapContentInfo.eContent.getValue()) : undefined,
    signedAttributes: new Uint8Array(signer.signedAttrs.encodedValue),
  };
}

/** The values of an attribute; `[]` where it is missing. */
export function attributeValues(attributes: readonly Attribute[], type: string): readonly asn1js.BaseBlock[] {
  return attributes.filter((attribute) => attribute.type === type).flatMap((attribute) => attribute.values as asn1js.BaseBlock[]);
}

export type SignerCertificate =
  | { readonly certificate: X509Certificate; /** named by hash (RFC 5035), as baseline wants */ readonly bound: boolean }
  | 'missing'
  | 'mismatch';

/** The certificate the signature names, by its hash where the signed attributes hold one, and by issuer and number. */
export function signerCertificateOf({ signer, certificates }: ReadSignedData): SignerCertificate {
  const { sid } = signer;
  const named = certificates.filter((each) => {
    if (!(sid instanceof IssuerAndSerialNumber)) return true;
    const parsed = Certificate.fromBER(each.raw);
    return parsed.issuer.isEqual(sid.issuer) && parsed.serialNumber.isEqual(sid.serialNumber);
  });
  const hash = signingCertificateHash(signer);
  if (!hash) {
    const [only, another] = named;
    return only && !another ? { certificate: only, bound: false } : 'missing';
  }
  const bound = named.find((each) => createHash(hash.algorithm).update(each.raw).digest().equals(hash.value));
  if (bound) return { certificate: bound, bound: true };
  return named.length > 0 ? 'mismatch' : 'missing';
}

const digestNames: Readonly<Record<string, string>> = { [oid.sha256]: 'sha256', [oid.sha384]: 'sha384', [oid.sha512]: 'sha512' };

/** Node's name of a digest that may still be used (BSI TR-02102-1); others have none. */
export function digestName(algorithmId: string): string | undefined {
  return digestNames[algorithmId];
}

/** First ESSCertIDv2: [hash algorithm, default SHA-256], hash, [issuer and number]. */
function signingCertificateHash(signer: SignerInfo): { algorithm: string; value: Buffer } | undefined {
  const [value] = attributeValues(signer.signedAttrs?.attributes ?? [], oid.signingCertificateV2);
  const id = firstOf(firstOf(value));
  if (!(id instanceof asn1js.Sequence)) return undefined;
  const [first, second] = id.valueBlock.value;
  if (first instanceof asn1js.OctetString) return { algorithm: 'sha256', value: Buffer.from(first.valueBlock.valueHexView) };
  const named = firstOf(first);
  const algorithm = named instanceof asn1js.ObjectIdentifier ? digestName(named.valueBlock.toString()) : undefined;
  return algorithm !== undefined && second instanceof asn1js.OctetString
    ? { algorithm, value: Buffer.from(second.valueBlock.valueHexView) }
    : undefined;
}

function firstOf(block: unknown): unknown {
  return block instanceof asn1js.Sequence ? block.valueBlock.value[0] : undefined;
}
