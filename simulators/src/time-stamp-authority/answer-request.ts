import * as asn1js from 'asn1js';
import { createHash, createPrivateKey, randomBytes, sign, X509Certificate } from 'node:crypto';
import {
  Accuracy,
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  PKIStatus,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import type { AuthorityFiles } from './issue-certificates.ts';

const policy = '1.2.3.4.1';
const oid = {
  signedData: '1.2.840.113549.1.7.2',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;
/** accepted digests and their lengths in bytes */
const digests: Readonly<Record<string, number>> = { [oid.sha256]: 32, '2.16.840.1.101.3.4.2.2': 48, '2.16.840.1.101.3.4.2.3': 64 };
const badDataFormat = 5;
const badAlgorithm = 0;

/** Answers a TimeStampReq with a TimeStampResp (RFC 3161, 2.4), both DER. What cannot be stamped is rejected with a failure code. */
export function answerRequest(request: Uint8Array, files: AuthorityFiles, now: Date): Uint8Array {
  let asked: TimeStampReq;
  try {
    asked = TimeStampReq.fromBER(request);
  } catch {
    return rejection(badDataFormat);
  }
  const length = digests[asked.messageImprint.hashAlgorithm.algorithmId];
  if (length === undefined) return rejection(badAlgorithm);
  if (asked.messageImprint.hashedMessage.valueBlock.valueHexView.length !== length) return rejection(badDataFormat);
  const response = new TimeStampResp({
    status: new PKIStatusInfo({ status: PKIStatus.granted }),
    timeStampToken: tokenFor(asked, files, now),
  });
  return new Uint8Array(response.toSchema().toBER());
}

function rejection(bit: number): Uint8Array {
  const flags = new Uint8Array([0x80 >> bit]);
  const response = new TimeStampResp({
    status: new PKIStatusInfo({
      status: PKIStatus.rejection,
      failInfo: new asn1js.BitString({ valueHex: flags.buffer, unusedBits: 7 - bit }),
    }),
  });
  return new Uint8Array(response.toSchema().toBER());
}

function tokenFor(asked: TimeStampReq, files: AuthorityFiles, now: Date): ContentInfo {
  const certificateDer = new X509Certificate(files.certificate).raw;
  const certificate = Certificate.fromBER(certificateDer);
  const serial = randomBytes(16);
  serial[0] = (serial.readUInt8(0) & 0x7f) | 0x01;
  const info = new TSTInfo({
    version: 1,
    policy,
    messageImprint: asked.messageImprint,
    serialNumber: new asn1js.Integer({ valueHex: new Uint8Array(serial).buffer }),
    genTime: now,
    accuracy: new Accuracy({ seconds: 1 }),
    ...(asked.nonce ? { nonce: asked.nonce } : {}),
  })
    .toSchema()
    .toBER();

  const signedAttrs = new SignedAndUnsignedAttributes({
    type: 0,
    attributes: sorted([
      new Attribute({ type: oid.contentType, values: [new asn1js.ObjectIdentifier({ value: oid.timeStampInfo })] }),
      new Attribute({ type: oid.messageDigest, values: [new asn1js.OctetString({ valueHex: sha256(new Uint8Array(info)) })] }),
      new Attribute({ type: oid.signingCertificateV2, values: [certificateId(certificateDer)] }),
    ]),
  });
  const toBeSigned = new Uint8Array(signedAttrs.toSchema().toBER());
  toBeSigned[0] = 0x31;
  const signature = sign('sha256', toBeSigned, { key: createPrivateKey(files.key), dsaEncoding: 'der' });
  const signedData = new SignedData({
    version: 3,
    digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: oid.sha256 })],
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: oid.timeStampInfo,
      eContent: new asn1js.OctetString({ valueHex: info }),
    }),
    ...(asked.certReq ? { certificates: [certificate] } : {}),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        digestAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256 }),
        signedAttrs,
        signatureAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.ecdsaWithSha256 }),
        signature: new asn1js.OctetString({ valueHex: new Uint8Array(signature).buffer }),
      }),
    ],
  });
  return new ContentInfo({ contentType: oid.signedData, content: signedData.toSchema(true) });
}

function certificateId(der: Uint8Array): asn1js.Sequence {
  const id = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: sha256(der) })] });
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [id] })] });
}

function sha256(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(createHash('sha256').update(bytes).digest()).buffer;
}

function sorted(attributes: readonly Attribute[]): Attribute[] {
  return attributes
    .map((attribute) => ({ attribute, der: Buffer.from(attribute.toSchema().toBER()) }))
    .toSorted((a, b) => Buffer.compare(a.der, b.der))
    .map(({ attribute }) => attribute);
}
