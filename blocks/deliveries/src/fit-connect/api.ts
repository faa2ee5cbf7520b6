import { Ajv2020 } from 'ajv/dist/2020.js';
import { configOf, type Context, type Settings } from '@amt/module';
import type { JWK } from 'jose';
import { Type, type Static, type TSchema } from 'typebox';
import { NoReply, requestOnce, type Reply } from '../http-request.ts';
import { deliveriesConfig } from '../settings.ts';
import { AccessToken } from './access-token.ts';

/** The service answered, but not with what was asked for. `status` 0: its answer was none of its own. */
export class ApiFault extends Error {
  readonly status: number;
  readonly call: string;
  constructor(call: string, status: number) {
    super(`FIT-Connect: ${call} answered ${status}`);
    this.status = status;
    this.call = call;
  }
}

const ajv = new Ajv2020({ strict: false });
function shape<Schema extends TSchema>(schema: Schema): (value: unknown) => value is Static<Schema> {
  return ajv.compile<Static<Schema>>(schema);
}
const Uuid = Type.String({ pattern: '^[0-9a-fA-F-]{36}$' });
const isDestination = shape(Type.Object({ status: Type.String(), encryptionKid: Type.String({ minLength: 1, maxLength: 200 }) }));
const isKey = shape(Type.Object({ kty: Type.Literal('RSA'), n: Type.String(), e: Type.String(), kid: Type.String() }));
const isAnnounced = shape(Type.Object({ submissionId: Uuid, caseId: Uuid }));
const isEventLog = shape(Type.Object({ eventLog: Type.Array(Type.String(), { maxItems: 1000 }) }));
const Waiting = Type.Object({ submissionId: Uuid, caseId: Uuid, destinationId: Uuid });
const isWaitingList = shape(Type.Object({ submissions: Type.Array(Waiting, { maxItems: 1000 }) }));
const isSubmission = shape(
  Type.Object({
    submissionId: Uuid,
    caseId: Uuid,
    destinationId: Uuid,
    attachments: Type.Optional(Type.Array(Uuid, { maxItems: 100 })),
    publicService: Type.Optional(Type.Object({ identifier: Type.String({ maxLength: 300 }) })),
    encryptedMetadata: Type.String(),
    encryptedData: Type.String(),
  }),
);
const isKeySet = shape(Type.Object({ keys: Type.Array(Type.Object({ kty: Type.String(), kid: Type.String() }), { maxItems: 100 }) }));

export type WaitingSubmission = Static<typeof Waiting>;
export interface RemoteSubmission extends WaitingSubmission {
  readonly attachments?: string[];
  readonly publicService?: { identifier: string };
  readonly encryptedMetadata: string;
  readonly encryptedData: string;
}

export interface Announcement {
  readonly destinationId: string;
  readonly announcedAttachments: readonly string[];
  readonly publicService: { readonly name: string; readonly identifier: string };
}

/** Bytes of an answer that may carry a whole attachment, encrypted. */
const largestContent = 150 * 1024 * 1024;

/** The calls of the Submission API v2 that senders and receivers need. Each throws {@link ApiFault}, or NoReply when no answer came. */
export class FitConnectApi {
  readonly url: string;
  readonly #token: AccessToken;
  readonly #timeoutMs: number;

  constructor(options: { url: string; tokenUrl: string; clientId: string; clientSecret: string; timeoutMs: number }) {
    this.url = options.url.replace(/\/$/, '');
    this.#token = new AccessToken(options);
    this.#timeoutMs = options.timeoutMs;
  }

  /** The key that submissions to a destination are encrypted with. */
  async encryptionKey(destinationId: string): Promise<JWK> {
    const destination = await this.#json('get-destination', 'GET', `/v2/destinations/${destinationId}`);
    if (!isDestination(destination) || destination.status !== 'active') throw new ApiFault('get-destination', 0);
    return this.destinationKey(destinationId, destination.encryptionKid);
  }

  async destinationKey(destinationId: string, keyId: string): Promise<JWK> {
    const key = await this.#json('get-key', 'GET', `/v2/destinations/${destinationId}/keys/${encodeURIComponent(keyId)}`);
    if (!isKey(key) || key.kid !== keyId) throw new ApiFault('get-key', 0);
    return key;
  }

  /** Keys that the service signs its own events with. */
  async serviceKey(keyId: string): Promise<JWK | undefined> {
    const set = await this.#json('get-service-keys', 'GET', '/.well-known/jwks.json');
    if (!isKeySet(set)) throw new ApiFault('get-service-keys', 0);
    return set.keys.find(({ kid }) => kid === keyId);
  }

  async announce(announcement: Announcement): Promise<{ submissionId: string; caseId: string }> {
    const announced = await this.#json('announce', 'POST', '/v2/submissions', JSON.stringify(announcement), 'application/json');
    if (!isAnnounced(announced)) throw new ApiFault('announce', 0);
    return { submissionId: announced.submissionId, caseId: announced.caseId };
  }

  async putAttachment(submissionId: string, attachmentId: string, jwe: string): Promise<void> {
    await this.#call('put-attachment', 'PUT', `/v2/submissions/${submissionId}/attachments/${attachmentId}`, jwe, 'application/jose');
  }

  async submit(submissionId: string, content: { encryptedMetadata: string; encryptedData: string }): Promise<void> {
    await this.#call('submit', 'PUT', `/v2/submissions/${submissionId}`, JSON.stringify(content), 'application/json');
  }

  async events(caseId: string): Promise<readonly string[]> {
    const log = await this.#json('get-events', 'GET', `/v2/cases/${caseId}/events?limit=500`);
    if (!isEventLog(log)) throw new ApiFault('get-events', 0);
    return log.eventLog;
  }

  async postEvent(caseId: string, token: string): Promise<void> {
    await this.#call('post-event', 'POST', `/v2/cases/${caseId}/events`, token, 'application/jose');
  }

  async waiting(destinationId: string): Promise<readonly WaitingSubmission[]> {
    const list = await this.#json('list-submissions', 'GET', `/v2/submissions?destinationId=${destinationId}&limit=100`);
    if (!isWaitingList(list)) throw new ApiFault('list-submissions', 0);
    return list.submissions;
  }

  async submission(submissionId: string): Promise<RemoteSubmission> {
    const found = await this.#json('get-submission', 'GET', `/v2/submissions/${submissionId}`);
    if (!isSubmission(found)) throw new ApiFault('get-submission', 0);
    return found;
  }

  async attachment(submissionId: string, attachmentId: string): Promise<string> {
    const reply = await this.#call('get-attachment', 'GET', `/v2/submissions/${submissionId}/attachments/${attachmentId}`);
    return reply.body.toString('latin1');
  }

  async #json(call: string, method: 'GET' | 'POST', path: string, body?: string, mediaType?: string): Promise<unknown> {
    const reply = await this.#call(call, method, path, body, mediaType);
    try {
      return JSON.parse(reply.body.toString('utf8')) as unknown;
    } catch {
      throw new ApiFault(call, 0);
    }
  }

  async #call(call: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: string, mediaType?: string): Promise<Reply> {
    const ask = async (): Promise<Reply> =>
      requestOnce({
        method,
        url: this.url + path,
        headers: {
          accept: 'application/json, application/jose',
          authorization: `Bearer ${await this.#token.value()}`,
          ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
        },
        ...(body === undefined ? {} : { body }),
        timeoutMs: this.#timeoutMs,
        reach: 'any',
        largestAnswer: largestContent,
      });
    let reply = await ask();
    if (reply.status === 401) {
      this.#token.forget();
      reply = await ask();
    }
    if (reply.status < 200 || reply.status > 299) throw new ApiFault(call, reply.status);
    return reply;
  }
}

const apis = new WeakMap<Settings, FitConnectApi>();

/** The service of these settings; one per process, so that its access token is kept. @returns undefined when it is not configured */
export function fitConnectOf(ctx: Pick<Context, 'settings'>): FitConnectApi | undefined {
  const known = apis.get(ctx.settings);
  if (known) return known;
  const config = configOf(ctx, deliveriesConfig);
  if (config.FIT_CONNECT_URL === '' || config.FIT_CONNECT_TOKEN_URL === '') return undefined;
  const made = new FitConnectApi({
    url: config.FIT_CONNECT_URL,
    tokenUrl: config.FIT_CONNECT_TOKEN_URL,
    clientId: config.FIT_CONNECT_CLIENT_ID,
    clientSecret: config.FIT_CONNECT_CLIENT_SECRET,
    timeoutMs: config.FIT_CONNECT_TIMEOUT_MS,
  });
  apis.set(ctx.settings, made);
  return made;
}

/** What staff read of a fault on the way. */
export function answerOf(fault: unknown): string | undefined {
  if (fault instanceof ApiFault) return `${fault.call}: HTTP ${fault.status}`;
  return fault instanceof NoReply ? fault.code : undefined;
}
