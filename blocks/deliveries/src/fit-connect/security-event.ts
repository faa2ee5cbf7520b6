import { Ajv2020 } from 'ajv/dist/2020.js';
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK, SignJWT, type JWK } from 'jose';
import { Type, type Static } from 'typebox';
import { done, failed, type Result } from '@amt/module';
import type { AuthenticationTags } from '../progress.ts';
import { bare } from './encryption.ts';

/** Security Event Tokens (RFC 8417) as FIT-Connect's event log holds them: `typ secevent+jwt`, PS512, exactly one event each. */
const eventBase = 'https://schema.fitko.de/fit-connect/events/';
const payloadSchema = 'https://schema.fitko.de/fit-connect/set-payload/1.2.2/set-payload.schema.json';
const algorithm = 'PS512';
const tokenType = 'secevent+jwt';
const largestToken = 64 * 1024;

export const eventTypes = [
  'create-submission',
  'submit-submission',
  'notify-submission',
  'forward-submission',
  'reject-submission',
  'accept-submission',
  'delete-submission',
] as const;
export type EventType = (typeof eventTypes)[number];

const Tags = Type.Object({
  metadata: Type.String({ maxLength: 200 }),
  data: Type.String({ maxLength: 200 }),
  attachments: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 200 }))),
});
const Problem = Type.Object({
  type: Type.String({ maxLength: 300 }),
  title: Type.Optional(Type.String({ maxLength: 300 })),
  detail: Type.Optional(Type.String({ maxLength: 2000 })),
  instance: Type.Optional(Type.String({ maxLength: 300 })),
});
/** Why a submission was rejected, in the manner of RFC 9457. */
export type EventProblem = Static<typeof Problem>;

const Claims = Type.Object({
  jti: Type.String({ minLength: 1, maxLength: 100 }),
  iss: Type.String({ minLength: 1, maxLength: 300 }),
  iat: Type.Integer({ minimum: 0, maximum: 99_999_999_999 }),
  sub: Type.String({ pattern: '^submission:[0-9a-fA-F-]{36}$' }),
  txn: Type.String({ pattern: '^case:[0-9a-fA-F-]{36}$' }),
  events: Type.Record(
    Type.String(),
    Type.Object({ authenticationTags: Type.Optional(Tags), problems: Type.Optional(Type.Array(Problem, { maxItems: 100 })) }),
  ),
});
const check = new Ajv2020({ strict: false }).compile<Static<typeof Claims>>(Claims);

/** An event whose signature and place were checked. */
export interface SecurityEvent {
  readonly id: string;
  readonly type: EventType;
  readonly issuer: string;
  readonly issuedAt: Temporal.Instant;
  readonly tags: AuthenticationTags | undefined;
  readonly problems: readonly EventProblem[];
}

export type EventFault = 'malformed' | 'unknown-issuer' | 'bad-signature' | 'wrong-subject' | 'not-allowed';

export interface Expected {
  readonly submissionId: string;
  readonly caseId: string;
  /** public key of an issuer by key id; undefined: no such issuer or key */
  readonly keyOf: (issuer: string, keyId: string) => Promise<JWK | undefined>;
  /** which events an issuer may tell of */
  readonly mayTell: (issuer: string, type: EventType) => boolean;
}

/** Reads one token of an event log. Nothing of it counts before its signature was checked with a key of its issuer; any text is answered, none throws. */
export async function readEvent(token: unknown, expected: Expected): Promise<Result<SecurityEvent, EventFault>> {
  const parts = partsOf(token);
  if (parts === undefined || typeof token !== 'string') return failed('malformed');
  const { keyId, claims, type } = parts;
  const key = await expected.keyOf(claims.iss, keyId);
  if (key === undefined) return failed('unknown-issuer');
  if (!(await isSigned(token, key))) return failed('bad-signature');
  if (claims.sub !== `submission:${expected.submissionId}` || claims.txn !== `case:${expected.caseId}`) return failed('wrong-subject');
  if (!expected.mayTell(claims.iss, type)) return failed('not-allowed');
  const content = claims.events[eventBase + type];
  return done({
    id: claims.jti,
    type,
    issuer: claims.iss,
    issuedAt: Temporal.Instant.fromEpochMilliseconds(claims.iat * 1000),
    tags: content?.authenticationTags,
    problems: content?.problems ?? [],
  });
}

function partsOf(token: unknown): { keyId: string; claims: Static<typeof Claims>; type: EventType } | undefined {
  if (typeof token !== 'string' || token.length > largestToken || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return undefined;
  try {
    const header = decodeProtectedHeader(token);
    const claims: unknown = decodeJwt(token);
    if (header.alg !== algorithm || header.typ !== tokenType || typeof header.kid !== 'string' || !check(claims)) return undefined;
    const uris = Object.keys(claims.events);
    const type = eventTypes.find((one) => uris[0] === eventBase + one);
    return uris.length === 1 && type !== undefined ? { keyId: header.kid, claims, type } : undefined;
  } catch {
    return undefined;
  }
}

async function isSigned(token: string, key: JWK): Promise<boolean> {
  try {
    await compactVerify(token, await importJWK(bare(key), algorithm), { algorithms: [algorithm] });
    return true;
  } catch {
    return false;
  }
}

export function sameTags(a: AuthenticationTags | undefined, b: AuthenticationTags | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [x, y] = [a.attachments ?? {}, b.attachments ?? {}];
  return (
    a.metadata === b.metadata &&
    a.data === b.data &&
    Object.keys(x).length === Object.keys(y).length &&
    Object.entries(x).every(([id, tag]) => y[id] === tag)
  );
}

export interface EventToSign {
  readonly id: string;
  readonly destinationId: string;
  readonly submissionId: string;
  readonly caseId: string;
  readonly at: Temporal.Instant;
  readonly event:
    | { readonly type: 'accept-submission'; readonly tags: AuthenticationTags }
    | { readonly type: 'reject-submission'; readonly problems: readonly EventProblem[] };
}

/** Our word about a submission that we received, signed with the key of our destination. */
export async function signEvent(key: JWK, { id, destinationId, submissionId, caseId, at, event }: EventToSign): Promise<string> {
  const content = event.type === 'accept-submission' ? { authenticationTags: event.tags } : { problems: event.problems };
  return new SignJWT({
    $schema: payloadSchema,
    jti: id,
    iss: destinationId,
    iat: Math.floor(at.epochMilliseconds / 1000),
    sub: `submission:${submissionId}`,
    txn: `case:${caseId}`,
    events: { [eventBase + event.type]: content },
  })
    .setProtectedHeader({ typ: tokenType, alg: algorithm, kid: key.kid ?? '' })
    .sign(await importJWK(bare(key), algorithm));
}
