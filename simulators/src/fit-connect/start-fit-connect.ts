import { randomBytes, randomUUID } from 'node:crypto';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import { callBack, type Callback } from './callback.ts';
import { openSubmission, sealed, type ToSend } from './content.ts';
import { checkEvent, idOf, signedEvent, tagsOf, type EventName } from './events.ts';
import { keptKeys, newKey, publicHalf } from './keys.ts';
import { listPage, submissionPage } from './fit-connect-pages.ts';
import type { Destination, FitConnectBehaviour, OpenedSubmission, Submission } from './state.ts';

/** A destination: with public keys it belongs to someone outside (the house under test), without the emulator plays the authority. */
export interface DestinationOption {
  readonly destinationId: string;
  readonly name: string;
  readonly schemaUri: string;
  readonly leikaKey: string;
  readonly publicKeys?: { readonly encryption: readonly JWK[]; readonly signature: JWK };
  /** what the played authority says; default `accept` */
  readonly answers?: Destination['answers'];
}

export interface FitConnectOptions {
  /** 0 = any free port */
  readonly port: number;
  readonly host?: string;
  /** its keys are kept there; without it they live in memory */
  readonly folder?: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly destinations: readonly DestinationOption[];
  /** where it tells that something has come */
  readonly callback?: Callback;
  /** modulus of its own keys; default 4096 as FIT-Connect wants it, tests take less */
  readonly keyBits?: number;
}

export interface FitConnectSimulator {
  /** FIT_CONNECT_URL */
  readonly url: string;
  /** FIT_CONNECT_TOKEN_URL */
  readonly tokenUrl: string;
  behave(change: Partial<FitConnectBehaviour>): void;
  submissions(): readonly Readonly<Submission>[];
  /** What the played authorities opened. */
  opened(): readonly OpenedSubmission[];
  /** Sends something to a destination outside, as a portal would. */
  send(what: ToSend): Promise<{ readonly submissionId: string; readonly caseId: string }>;
  addDestination(destination: DestinationOption): Promise<void>;
  /** As after a restart: every access token is asked for anew. */
  forgetTokens(): void;
  close(): Promise<void>;
}

type ById = { Params: { id: string } };

/**
 * The delivery service of FIT-Connect (Submission API v2) with a token endpoint, destinations, submissions, signed event log and callbacks. It plays the
 * authorities at destinations whose keys it has. Built from public descriptions; for offline use and tests, never in production.
 */
export async function startFitConnect(options: FitConnectOptions): Promise<FitConnectSimulator> {
  const bits = options.keyBits ?? 4096;
  const { service, decryption, signature } = await keptKeys(
    options.folder,
    { service: 'PS512', decryption: 'RSA-OAEP-256', signature: 'PS512' },
    bits,
  );
  let foreign: JWK | undefined;
  const destinations = new Map<string, Destination>();
  const submissions = new Map<string, Submission>();
  const opened: OpenedSubmission[] = [];
  const tokens = new Set<string>();
  const behaviour: { -readonly [Key in keyof FitConnectBehaviour]: FitConnectBehaviour[Key] } = {
    fault: 'none',
    events: 'right',
    taken: undefined,
  };
  let url = '';

  const addDestination = async ({ publicKeys, answers = 'accept', ...about }: DestinationOption): Promise<void> => {
    destinations.set(about.destinationId, {
      ...about,
      answers,
      privateKeys: publicKeys ? undefined : { decryption, signature },
      publicKeys: publicKeys
        ? [...publicKeys.encryption, publicKeys.signature]
        : [publicHalf(decryption, 'wrapKey'), publicHalf(signature, 'verify')],
    });
  };
  for (const destination of options.destinations) await addDestination(destination);

  const tell = async (submission: Submission, name: EventName, content?: Record<string, unknown>): Promise<void> => {
    submission.events.push(await signedEvent(service, submission, { name, issuer: url, ...(content ? { content } : {}) }));
  };

  /** The events as a client gets them, spoilt where a test wants it. */
  const eventLog = async (submission: Submission): Promise<readonly string[]> => {
    const { events } = submission;
    foreign ??= behaviour.events === 'wrong-key' ? await newKey('PS512', bits) : undefined;
    const resigned = (name: EventName, how: { key?: JWK; of?: Submission; id?: string; content?: Record<string, unknown> }) =>
      signedEvent(how.key ?? service, how.of ?? submission, {
        name,
        issuer: url,
        content: how.content ?? { authenticationTags: tagsOf(submission) },
        ...(how.id === undefined ? {} : { id: how.id }),
      });
    switch (behaviour.events) {
      case 'right':
        return events;
      case 'garbage':
        return ['', 'a.b.c', '{}', 'eyJhbGciOiJub25lIn0.e30.'];
      case 'wrong-key':
        return [await resigned('submit-submission', { key: { ...(foreign ?? service), kid: service.kid ?? '' } })];
      case 'foreign':
        return [await resigned('submit-submission', { of: { ...submission, submissionId: randomUUID() } })];
      case 'wrong-tags':
        return [await resigned('submit-submission', { content: { authenticationTags: { metadata: 'x', data: 'y', attachments: {} } } })];
      case 'same-id': {
        const other = [...submissions.values()].find((one) => one !== submission && one.events.length > 0);
        return [await resigned('submit-submission', { id: idOf(other?.events[1] ?? '') })];
      }
    }
  };

  const asAuthority = async (destination: Destination, submission: Submission): Promise<void> => {
    if (!destination.privateKeys) return;
    const content = await openSubmission(destination, submission);
    opened.push(content);
    if (destination.answers === 'nothing') return;
    const accepted = destination.answers === 'accept' && content.faults.length === 0;
    submission.state = accepted ? 'accepted' : 'rejected';
    submission.events.push(
      await signedEvent(signature, submission, {
        name: accepted ? 'accept-submission' : 'reject-submission',
        issuer: destination.destinationId,
        content: accepted
          ? { authenticationTags: tagsOf(submission) }
          : {
              problems: [
                {
                  type: 'https://schema.fitko.de/fit-connect/events/problems/other',
                  title: 'Nicht zuständig',
                  detail: content.faults.join(', '),
                },
              ],
            },
      }),
    );
    if (options.callback) void callBack(options.callback, 'new-events', { caseIds: [submission.caseId] });
  };

  const app = Fastify({ forceCloseConnections: true, bodyLimit: 200 * 1024 * 1024 });
  await app.register(formbody);
  app.addContentTypeParser('application/jose', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v2/')) return;
    if (behaviour.fault === 'errors') return reply.code(500).send({ title: 'broken' });
    if (!tokens.has(request.headers.authorization?.replace(/^Bearer /, '') ?? '')) return reply.code(401).send({ title: 'no valid token' });
    return;
  });
  const missing = (reply: FastifyReply) => reply.code(404).type('application/problem+json').send({ title: 'not found', status: 404 });
  const breakOff = (reply: FastifyReply): void => {
    reply.hijack();
    reply.raw.destroy();
  };

  app.post('/token', async (request: FastifyRequest<{ Body: Record<string, string> }>, reply) => {
    const { grant_type: grant, client_id: id, client_secret: secret } = request.body;
    if (grant !== 'client_credentials') return reply.code(400).send({ error: 'unsupported_grant_type' });
    if (id !== options.client.id || secret !== options.client.secret) return reply.code(401).send({ error: 'invalid_client' });
    const token = randomBytes(24).toString('base64url');
    tokens.add(token);
    return { access_token: token, token_type: 'Bearer', expires_in: 1800 };
  });

  app.get('/.well-known/jwks.json', async () => ({ keys: [publicHalf(service, 'verify')] }));

  app.get('/v2/destinations/:id', async (request: FastifyRequest<ById>, reply) => {
    const found = destinations.get(request.params.id);
    if (!found) return missing(reply);
    const { destinationId, schemaUri, leikaKey, publicKeys } = found;
    return {
      destinationId,
      status: 'active',
      encryptionKid: publicKeys[0]?.kid,
      publicServices: [
        { identifier: `urn:de:fim:leika:leistung:${leikaKey}`, submissionSchemas: [{ schemaUri, mimeType: 'application/json' }] },
      ],
    };
  });

  app.get('/v2/destinations/:id/keys/:kid', async (request: FastifyRequest<{ Params: { id: string; kid: string } }>, reply) => {
    const key = destinations.get(request.params.id)?.publicKeys.find(({ kid }) => kid === request.params.kid);
    return key ?? missing(reply);
  });

  interface Announced {
    destinationId: string;
    announcedAttachments?: string[];
    publicService: { identifier: string; name?: string };
  }
  app.post('/v2/submissions', async (request: FastifyRequest<{ Body: Announced }>, reply) => {
    const { destinationId, announcedAttachments = [], publicService } = request.body;
    if (!destinations.has(destinationId) || !/^urn:de:fim:leika:leistung:\d{14}$/.test(publicService.identifier))
      return reply.code(422).send({ title: 'destination or service unknown' });
    const submission: Submission = {
      submissionId: randomUUID(),
      caseId: randomUUID(),
      destinationId,
      publicService,
      announced: announcedAttachments,
      attachments: new Map(),
      encryptedMetadata: undefined,
      encryptedData: undefined,
      state: 'announced',
      events: [],
      announcedAt: new Date(),
    };
    submissions.set(submission.submissionId, submission);
    await tell(submission, 'create-submission');
    if (behaviour.fault === 'lost-announcement') return breakOff(reply);
    return reply.code(201).send({ submissionId: submission.submissionId, caseId: submission.caseId, destinationId });
  });

  app.put(
    '/v2/submissions/:id/attachments/:attachmentId',
    async (request: FastifyRequest<{ Params: { id: string; attachmentId: string }; Body: string }>, reply) => {
      const found = submissions.get(request.params.id);
      if (!found || behaviour.fault === 'forgetful') return missing(reply);
      if (found.state !== 'announced') return reply.code(409).send({ title: 'submitted already' });
      if (!found.announced.includes(request.params.attachmentId)) return reply.code(422).send({ title: 'not announced' });
      found.attachments.set(request.params.attachmentId, request.body);
      return reply.code(204).send();
    },
  );

  app.put(
    '/v2/submissions/:id',
    async (request: FastifyRequest<ById & { Body: { encryptedMetadata?: string; encryptedData?: string } }>, reply) => {
      const found = submissions.get(request.params.id);
      const destination = destinations.get(found?.destinationId ?? '');
      if (!found || !destination || behaviour.fault === 'forgetful') return missing(reply);
      if (found.state !== 'announced') return reply.code(409).send({ title: 'submitted already' });
      const { encryptedMetadata, encryptedData } = request.body;
      if (!encryptedMetadata || !encryptedData || found.attachments.size !== found.announced.length)
        return reply.code(422).send({ title: 'metadata, data and all attachments are needed' });
      Object.assign(found, { encryptedMetadata, encryptedData, state: 'submitted' });
      await tell(found, 'submit-submission', { authenticationTags: tagsOf(found) });
      await tell(found, 'notify-submission', { notifyType: 'callback' });
      await asAuthority(destination, found);
      await behaviour.taken?.(found.submissionId);
      if (behaviour.fault === 'lost-answer') return breakOff(reply);
      return { submissionId: found.submissionId, caseId: found.caseId };
    },
  );

  app.get('/v2/submissions', (request: FastifyRequest<{ Querystring: { destinationId?: string } }>) => {
    const waiting = [...submissions.values()].filter(
      (one) => one.state === 'submitted' && (request.query.destinationId ?? one.destinationId) === one.destinationId,
    );
    return {
      totalCount: waiting.length,
      submissions: waiting.map(({ submissionId, caseId, destinationId }) => ({ submissionId, caseId, destinationId })),
    };
  });

  app.get('/v2/submissions/:id', async (request: FastifyRequest<ById>, reply) => {
    const found = submissions.get(request.params.id);
    if (found?.state !== 'submitted') return missing(reply);
    const { submissionId, caseId, destinationId, publicService, announced, encryptedMetadata, encryptedData } = found;
    return { submissionId, caseId, destinationId, publicService, attachments: announced, encryptedMetadata, encryptedData };
  });

  app.get(
    '/v2/submissions/:id/attachments/:attachmentId',
    async (request: FastifyRequest<{ Params: { id: string; attachmentId: string } }>, reply) => {
      const jwe = submissions.get(request.params.id)?.attachments.get(request.params.attachmentId);
      return jwe === undefined ? missing(reply) : reply.type('application/jose').send(jwe);
    },
  );

  const ofCase = (caseId: string): Submission | undefined => [...submissions.values()].find((one) => one.caseId === caseId);
  app.get('/v2/cases/:id/events', async (request: FastifyRequest<ById>, reply) => {
    const found = ofCase(request.params.id);
    if (!found) return missing(reply);
    const log = await eventLog(found);
    return { count: log.length, totalCount: log.length, offset: 0, eventLog: log };
  });

  app.post('/v2/cases/:id/events', async (request: FastifyRequest<ById & { Body: string }>, reply) => {
    const found = ofCase(request.params.id);
    const destination = destinations.get(found?.destinationId ?? '');
    if (!found || !destination) return missing(reply);
    const checked = await checkEvent(request.body, found, (kid) =>
      destination.publicKeys.find((key) => key.kid === kid && key.alg === 'PS512'),
    );
    if (typeof checked === 'string') return reply.code(422).send({ title: checked });
    if (found.events.some((token) => idOf(token) === checked.id)) return reply.code(204).send();
    if (found.state !== 'submitted') return reply.code(409).send({ title: 'answered already' });
    if (checked.name === 'accept-submission' && JSON.stringify(checked.tags) !== JSON.stringify(tagsOf(found)))
      return reply.code(422).send({ title: 'authentication tags do not fit' });
    found.events.push(request.body);
    found.state = checked.name === 'accept-submission' ? 'accepted' : 'rejected';
    // what is settled is deleted, as the service does
    found.attachments.clear();
    Object.assign(found, { encryptedMetadata: undefined, encryptedData: undefined });
    return reply.code(204).send();
  });

  app.get('/', async (_request, reply) => show(reply, listPage([...submissions.values()], destinations, opened)));
  app.get('/submissions/:id', async (request: FastifyRequest<ById>, reply) => {
    const found = submissions.get(request.params.id);
    return found
      ? show(
          reply,
          submissionPage(
            found,
            destinations.get(found.destinationId),
            opened.find(({ submissionId }) => submissionId === found.submissionId),
          ),
        )
      : missing(reply);
  });

  url = (await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  return {
    url,
    tokenUrl: `${url}/token`,
    behave: (change) => void Object.assign(behaviour, change),
    submissions: () => [...submissions.values()],
    opened: () => opened,
    send: async (what) => {
      const destination = destinations.get(what.destinationId);
      if (!destination) throw new Error('no such destination');
      const submission = await sealed(destination, what, publicHalf(decryption, 'wrapKey'));
      submissions.set(submission.submissionId, submission);
      await tell(submission, 'create-submission');
      await tell(submission, 'submit-submission', { authenticationTags: tagsOf(submission) });
      if (options.callback) await callBack(options.callback, 'new-submissions', { submissionIds: [submission.submissionId] });
      return { submissionId: submission.submissionId, caseId: submission.caseId };
    },
    addDestination,
    forgetTokens: () => tokens.clear(),
    close: () => app.close(),
  };
}

function show(reply: FastifyReply, markup: string) {
  return reply
    .headers({
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(markup);
}
