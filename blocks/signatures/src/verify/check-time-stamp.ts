import type { X509Certificate } from 'node:crypto';
import { createHash } from 'node:crypto';
import { Certificate, TSTInfo } from 'pkijs';
import { oid } from '../seal/object-identifiers.ts';
import { checkChain } from './check-chain.ts';
import { checkSigner } from './check-signer.ts';
import { digestName, readSignedData } from './read-signed-data.ts';
import type { TimeStampReport } from './report.ts';
import { commonNameOf } from './signer-name.ts';

/**
 * Checks a time-stamp token (RFC 3161): signature, that it stamps `stamped`, that its certificate is for time stamps alone, and whom
 * it leads to. `undefined` when it proves nothing.
 */
export function checkTimeStamp(
  token: Uint8Array,
  stamped: readonly Uint8Array[],
  anchors: readonly X509Certificate[],
): TimeStampReport | undefined {
  try {
    const read = readSignedData(token);
    if (read.contentType !== oid.timeStampInfo || !read.content) return undefined;
    const { fault, certificate } = checkSigner(read, oid.timeStampInfo, [read.content]);
    if (fault !== undefined || !certificate || !isForTimeStamps(certificate)) return undefined;
    const info = TSTInfo.fromBER(read.content);
    const hash = digestName(info.messageImprint.hashAlgorithm.algorithmId);
    if (hash === undefined) return undefined;
    const computed = createHash(hash);
    for (const part of stamped) computed.update(part);
    if (!computed.digest().equals(info.messageImprint.hashedMessage.valueBlock.valueHexView)) return undefined;
    const at = Temporal.Instant.fromEpochMilliseconds(info.genTime.getTime());
    return { at, authority: commonNameOf(certificate), trusted: checkChain(certificate, read.certificates, anchors, at) === 'trusted' };
  } catch {
    return undefined;
  }
}

/** One purpose, and critical (RFC 3161, 2.3). */
export function isForTimeStamps(certificate: X509Certificate): boolean {
  const usages = certificate.keyUsage as readonly string[] | undefined;
  const extension = Certificate.fromBER(certificate.raw).extensions?.find((each) => each.extnID === '2.5.29.37');
  return usages?.length === 1 && usages[0] === oid.timeStamping && extension?.critical === true;
}
