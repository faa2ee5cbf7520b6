import * as asn1js from 'asn1js';
import { randomBytes } from 'node:crypto';
import { AlgorithmIdentifier, type ContentInfo, MessageImprint, PKIStatus, SignedData, TimeStampReq, TimeStampResp, TSTInfo } from 'pkijs';
import { oid } from './object-identifiers.ts';
import type { TimeStamper } from './signer.ts';
import { TimeStampFailed } from './time-stamp-failed.ts';

const maxAnswer = 64 * 1024;
const granted: ReadonlySet<PKIStatus> = new Set([PKIStatus.granted, PKIStatus.grantedWithMods]);

/**
 * Time stamps over HTTP (RFC 3161, 3.4). The answer must be granted, hold our digest and our nonce; whether the authority is to be
 * trusted is the verifier's question.
 *
 * @throws TimeStampFailed
 */
export function httpTimeStamper(url: string, timeoutMs = 10_000): TimeStamper {
  return async (sha256) => {
    const nonce = positive(randomBytes(16));
    const request = new TimeStampReq({
      version: 1,
      messageImprint: new MessageImprint({
        hashAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256, algorithmParams: new asn1js.Null() }),
        hashedMessage: new asn1js.OctetString({ valueHex: new Uint8Array(sha256).buffer }),
      }),
      nonce: new asn1js.Integer({ valueHex: new Uint8Array(nonce).buffer }),
      certReq: true,
    });
    const answer = await post(url, new Uint8Array(request.toSchema().toBER()), timeoutMs);
    return tokenOf(answer, sha256, nonce);
  };
}

/** First byte 01..7f, so that the DER integer is these bytes as they are. */
function positive(bytes: Uint8Array): Uint8Array {
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes;
}

async function post(url: string, body: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: body.slice(),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer.ok) throw new TimeStampFailed(`the time-stamping authority answered ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length > maxAnswer) throw new TimeStampFailed('the time-stamping authority answered too much');
    return bytes;
  } catch (fault) {
    if (fault instanceof TimeStampFailed) throw fault;
    throw new TimeStampFailed('the time-stamping authority cannot be reached', { cause: fault });
  }
}

function tokenOf(answer: Uint8Array, sha256: Uint8Array, nonce: Uint8Array): Uint8Array {
  let info: TSTInfo;
  let token: ContentInfo | undefined;
  try {
    const response = TimeStampResp.fromBER(answer);
    token = response.timeStampToken;
    if (!granted.has(response.status.status) || !token)
      throw new TimeStampFailed(`the time-stamping authority refused (status ${response.status.status})`);
    const content = new SignedData({ schema: token.content }).encapContentInfo.eContent;
    if (!content) throw new TimeStampFailed('a time stamp without content');
    info = TSTInfo.fromBER(content.getValue());
  } catch (fault) {
    if (fault instanceof TimeStampFailed) throw fault;
    throw new TimeStampFailed('the answer of the time-stamping authority cannot be read', { cause: fault });
  }
  const imprint = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView);
  if (!imprint.equals(sha256)) throw new TimeStampFailed('the time stamp is for something else');
  if (!info.nonce || !Buffer.from(info.nonce.valueBlock.valueHexView).equals(nonce))
    throw new TimeStampFailed('the time stamp answers another request');
  return new Uint8Array(token.toSchema().toBER());
}
