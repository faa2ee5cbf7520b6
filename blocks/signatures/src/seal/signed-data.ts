import * as asn1js from 'asn1js';
import { createHash } from 'node:crypto';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { oid } from './object-identifiers.ts';
import type { Signer, TimeStamper } from './signer.ts';

/**
 * Signs a document's digest as detached CMS with the attributes of CAdES/PAdES baseline (ETSI EN 319 122-1): content type, message
 * digest, signing certificate; with a time stamp over the signature (B-T) when there is a time stamper, else B-B.
 * There is no signing-time attribute: PAdES keeps that time in the PDF's dictionary.
 *
 * @param digest SHA-256 of the signed bytes
 * @returns ContentInfo in DER
 */
export async function signedDataOf(digest: Uint8Array, signer: Signer, timeStamp?: TimeStamper): Promise<Uint8Array> {
  const certificates = signer.certificateChain.map((der) => Certificate.fromBER(der));
  const own = certificates[0];
  const ownDer = signer.certificateChain[0];
  if (!own || !ownDer) throw new Error('a signer without certificate');

  const signedAttrs = new SignedAndUnsignedAttributes({
    type: 0,
    attributes: inDerOrder([
      new Attribute({ type: oid.contentType, values: [new asn1js.ObjectIdentifier({ value: oid.data })] }),
      new Attribute({ type: oid.messageDigest, values: [new asn1js.OctetString({ valueHex: new Uint8Array(digest).buffer })] }),
      new Attribute({ type: oid.signingCertificateV2, values: [signingCertificate(own, ownDer)] }),
    ]),
  });
  const toBeSigned = new Uint8Array(signedAttrs.toSchema().toBER());
  // Signed as a SET OF (RFC 5652, 5.4), stored under the implicit tag [0].
  toBeSigned[0] = 0x31;
  const signature = await signer.sign(toBeSigned);

  const signerInfo = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256 }),
    signedAttrs,
    signatureAlgorithm: signatureAlgorithm(signer),
    signature: new asn1js.OctetString({ valueHex: new Uint8Array(signature).buffer }),
  });
  if (timeStamp) signerInfo.unsignedAttrs = timeStampAttribute(await timeStamp(createHash('sha256').update(signature).digest()));

  const signedData = new SignedData({
    version: 1,
    digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: oid.sha256 })],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates,
    signerInfos: [signerInfo],
  });
  return new Uint8Array(new ContentInfo({ contentType: oid.signedData, content: signedData.toSchema(true) }).toSchema().toBER());
}

function signatureAlgorithm({ algorithm }: Signer): AlgorithmIdentifier {
  // RSA algorithms carry NULL as parameter, ECDSA ones none (RFC 5754, RFC 5758).
  return algorithm === 'ecdsa-sha256'
    ? new AlgorithmIdentifier({ algorithmId: oid.ecdsaWithSha256 })
    : new AlgorithmIdentifier({ algorithmId: oid.sha256WithRsa, algorithmParams: new asn1js.Null() });
}

function timeStampAttribute(token: Uint8Array): SignedAndUnsignedAttributes {
  const { result } = asn1js.fromBER(token);
  return new SignedAndUnsignedAttributes({ type: 1, attributes: [new Attribute({ type: oid.signatureTimeStamp, values: [result] })] });
}

/** SigningCertificateV2 of RFC 5035: SHA-256 is the default and therefore not written. */
function signingCertificate(own: Certificate, der: Uint8Array): asn1js.Sequence {
  const issuer = new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 4 }, value: [own.issuer.toSchema()] });
  const essCertId = new asn1js.Sequence({
    value: [
      new asn1js.OctetString({ valueHex: new Uint8Array(createHash('sha256').update(der).digest()).buffer }),
      new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [issuer] }), own.serialNumber] }),
    ],
  });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [essCertId] })] });
}

/** DER sorts the members of a SET OF by their encoding; verifiers that encode anew would else compute another digest. */
function inDerOrder(attributes: readonly Attribute[]): Attribute[] {
  return attributes
    .map((attribute) => ({ attribute, der: Buffer.from(attribute.toSchema().toBER()) }))
    .toSorted((a, b) => Buffer.compare(a.der, b.der))
    .map(({ attribute }) => attribute);
}
