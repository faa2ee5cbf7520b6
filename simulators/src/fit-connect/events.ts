import { randomUUID } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, SignJWT, type JWK } from 'jose';
import type { Submission } from './state.ts';

const base = 'https://schema.fitko.de/fit-connect/events/';
const schema = 'https://schema.fitko.de/fit-connect/set-payload/1.2.2/set-payload.schema.json';

export type EventName = 'create-submission' | 'submit-submission' | 'notify-submission' | 'accept-submission' | 'reject-submission';

/** Signs one event as a Security Event Token (RFC 8417). */
export async function signedEvent(
  key: JWK,
  { submissionId, caseId }: Pick<Submission, 'submissionId' | 'caseId'>,
  event: { readonly name: EventName; readonly issuer: string; readonly content?: Record<string, unknown>; readonly id?: string },
): Promise<string> {
  return new SignJWT({
    $schema: schema,
    jti: event.id ?? randomUUID(),
    iss: event.issuer,
    iat: Math.floor(Date.now() / 1000),
    sub: `submission:${submissionId}`,
    txn: `case:${caseId}`,
    events: { [base + event.name]: event.content ?? {} },
  })
    .setProtectedHeader({ typ: 'secevent+jwt', alg: 'PS512', kid: key.kid ?? '' })
    .sign(await importJWK(withoutUse(key), 'PS512'));
}

export interface CheckedEvent {
  readonly id: string;
  readonly name: EventName;
  readonly tags: unknown;
}

/** Checks an event that a destination posts, strictly. @returns what is wrong with it, as a sentence */
export async function checkEvent(
  token: string,
  submission: Submission,
  keyOf: (kid: string) => JWK | undefined,
): Promise<CheckedEvent | string> {
  try {
    const { alg, typ, kid } = decodeProtectedHeader(token);
    if (alg !== 'PS512' || typ !== 'secevent+jwt') return 'alg must be PS512 and typ secevent+jwt';
    const key = keyOf(kid ?? '');
    if (key === undefined) return 'key id is not known of this destination';
    await compactVerify(token, await importJWK(withoutUse(key), 'PS512'), { algorithms: ['PS512'] });
    const claims = decodeJwt<{ events?: Record<string, { authenticationTags?: unknown }>; txn?: string; $schema?: string }>(token);
    if (claims.$schema !== schema) return 'Payload Schema not supported';
    if (claims.iss !== submission.destinationId) return 'iss must be the destination';
    if (claims.sub !== `submission:${submission.submissionId}` || claims.txn !== `case:${submission.caseId}`) return 'sub or txn is wrong';
    const [uri = '', ...more] = Object.keys(claims.events ?? {});
    const name = (['accept-submission', 'reject-submission'] as const).find((one) => uri === base + one);
    if (name === undefined || more.length > 0 || claims.jti === undefined) return 'exactly one event, accept or reject, with a jti';
    return { id: claims.jti, name, tags: claims.events?.[uri]?.authenticationTags };
  } catch (fault) {
    return fault instanceof Error ? fault.message : 'no token';
  }
}

/** Authentication tags of a submission as the service publishes them. */
export function tagsOf({ encryptedMetadata, encryptedData, attachments }: Submission): Record<string, unknown> {
  const tag = (jwe: string | undefined): string => jwe?.split('.')[4] ?? '';
  return {
    metadata: tag(encryptedMetadata),
    data: tag(encryptedData),
    attachments: Object.fromEntries([...attachments].map(([id, jwe]) => [id, tag(jwe)])),
  };
}

export function idOf(token: string): string {
  return decodeJwt(token).jti ?? '';
}

function withoutUse({ key_ops: _operations, use: _use, ...key }: JWK): JWK {
  return key;
}
