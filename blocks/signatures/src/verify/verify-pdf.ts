import * as asn1js from 'asn1js';
import { createHash, type X509Certificate } from 'node:crypto';
import { Certificate } from 'pkijs';
import { oid } from '../seal/object-identifiers.ts';
import { checkChain } from './check-chain.ts';
import { checkSigner } from './check-signer.ts';
import { checkTimeStamp } from './check-time-stamp.ts';
import { findSignatures, maxSignatures, type FoundSignature } from './find-signatures.ts';
import { attributeValues, readSignedData, type ReadSignedData } from './read-signed-data.ts';
import { indicationOf, type Finding, type SealReport, type SignatureReport } from './report.ts';
import { signerNameOf } from './signer-name.ts';

export interface VerifyOptions {
  /** authorities we believe, for seals and for time stamps */
  readonly trust: readonly X509Certificate[];
  readonly now: Temporal.Instant;
}

/** bytes; larger files are not examined */
export const maxPdfBytes = 50 * 1024 * 1024;

/**
 * Says whether a PDF is sealed, by whom, when, and whether it is unchanged. Never throws for what a file may hold; the effort grows
 * with its size only. Revocation is not asked for: there is no network access.
 */
export function verifyPdf(pdf: Uint8Array, options: VerifyOptions): SealReport {
  const file = { size: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') };
  const whole = (finding: Finding): SealReport => ({
    ...file,
    indication: indicationOf([finding]),
    holds: false,
    signatures: [],
    findings: [finding],
  });
  if (pdf.length > maxPdfBytes) return whole('tooLarge');
  if (!Buffer.from(pdf.subarray(0, 1024)).toString('latin1').includes('%PDF-')) return whole('notAPdf');
  const found = findSignatures(pdf);
  if (found.length === 0) return whole('unsealed');
  if (found.length > maxSignatures) return whole('tooManySignatures');

  const signatures = found.map((each) => examine(each, pdf.length, options));
  // What an earlier seal does not cover is vouched for by a later one that covers the whole file.
  const appended = !signatures.some((each) => each.coversWholeDocument);
  const findings: Finding[] = [];
  if (appended) findings.push('contentAppended');
  // Anybody can have a changed file time-stamped; only a seal says that the whole is the authority's.
  else if (!signatures.some((each) => each.kind === 'seal' && each.coversWholeDocument)) findings.push('onlyTimeStampCovers');
  const indication = indicationOf([...findings, ...signatures.flatMap((each) => each.findings)]);
  return { ...file, indication, holds: indication === 'TOTAL-PASSED', signatures, findings };
}

function examine(found: FoundSignature, size: number, options: VerifyOptions): SignatureReport {
  const coversWholeDocument = found.ok && found.end === size;
  const refused = (finding: Finding): SignatureReport => ({
    kind: 'seal',
    indication: indicationOf([finding]),
    level: 'none',
    intact: false,
    coversWholeDocument,
    trusted: false,
    findings: [finding],
  });
  if (!found.ok) return refused('byteRangeBroken');
  try {
    const read = readSignedData(found.contents);
    return read.contentType === oid.timeStampInfo
      ? documentTimeStamp(found.contents, found.signed, coversWholeDocument, options)
      : seal(read, found.signed, coversWholeDocument, options);
  } catch {
    return refused('signatureUnreadable');
  }
}

function seal(
  read: ReadSignedData,
  signed: readonly Uint8Array[],
  coversWholeDocument: boolean,
  { trust, now }: VerifyOptions,
): SignatureReport {
  const findings: Finding[] = [];
  // Content inside the signature would be a second truth beside the file's.
  const check = read.content
    ? ({ fault: 'signatureUnreadable', bound: false, intact: false } as const)
    : checkSigner(read, oid.data, signed);
  if (check.fault) findings.push(check.fault);
  else if (!check.bound) findings.push('notBaseline');

  const { timeStamp, timeStampFinding } = signatureTimeStamp(read, trust);
  if (timeStampFinding) findings.push(timeStampFinding);
  const at = timeStamp?.trusted ? timeStamp.at : now;
  const certificate = 'certificate' in check ? check.certificate : undefined;
  const chain = certificate ? checkChain(certificate, read.certificates, trust, at) : 'untrusted';
  if (certificate) {
    if (chain === 'untrusted') findings.push('certificateUntrusted');
    if (chain === 'not-valid-then') findings.push('certificateNotValidThen');
    if (!maySeal(certificate)) findings.push('certificateNotForSeals');
  }
  return {
    kind: 'seal',
    indication: indicationOf(findings),
    level: check.fault || !check.bound ? 'none' : timeStamp ? 'B-T' : 'B-B',
    intact: check.intact,
    coversWholeDocument,
    trusted: chain === 'trusted',
    ...(certificate ? { signer: signerNameOf(certificate) } : {}),
    ...(timeStamp ? { timeStamp } : {}),
    findings,
  };
}

function signatureTimeStamp({ signer }: ReadSignedData, trust: readonly X509Certificate[]) {
  const [token] = attributeValues(signer.unsignedAttrs?.attributes ?? [], oid.signatureTimeStamp);
  if (!token) return { timeStampFinding: 'noTimeStamp' as const };
  const timeStamp = checkTimeStamp(new Uint8Array(token.valueBeforeDecodeView), [signer.signature.valueBlock.valueHexView], trust);
  if (!timeStamp) return { timeStampFinding: 'timeStampInvalid' as const };
  return timeStamp.trusted ? { timeStamp } : { timeStamp, timeStampFinding: 'timeStampUntrusted' as const };
}

/** A time stamp over the file (PAdES B-LTA): proves that it existed then, not who made it. */
function documentTimeStamp(
  token: Uint8Array,
  signed: readonly Uint8Array[],
  coversWholeDocument: boolean,
  { trust }: VerifyOptions,
): SignatureReport {
  const end = asn1js.fromBER(token).offset;
  const timeStamp = checkTimeStamp(token.subarray(0, end), signed, trust);
  const findings: Finding[] = timeStamp ? (timeStamp.trusted ? [] : ['timeStampUntrusted']) : ['documentChanged'];
  return {
    kind: 'time-stamp',
    indication: indicationOf(findings),
    level: 'none',
    intact: timeStamp !== undefined,
    coversWholeDocument,
    trusted: timeStamp?.trusted ?? false,
    ...(timeStamp ? { timeStamp } : {}),
    findings,
  };
}

/** Key usage digitalSignature or nonRepudiation, no authority, and not the key of a time-stamping unit. */
function maySeal(certificate: X509Certificate): boolean {
  if (certificate.ca || (certificate.keyUsage as readonly string[] | undefined)?.includes(oid.timeStamping)) return false;
  const usage = Certificate.fromBER(certificate.raw).extensions?.find((each) => each.extnID === '2.5.29.15')?.parsedValue as unknown;
  return usage === undefined || (usage instanceof asn1js.BitString && ((usage.valueBlock.valueHexView[0] ?? 0) & 0xc0) !== 0);
}
