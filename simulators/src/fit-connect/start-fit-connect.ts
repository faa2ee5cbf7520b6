import { randomBytes } from 'node:crypto';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { Callback } from './callback.ts';
import type { ToSend } from './content.ts';
import { deliveryService, type DestinationOption } from './delivery-service.ts';
import { listPage, submissionPage } from './fit-connect-pages.ts';
import { missing } from './missing.ts';
import { receivingRoutes } from './receiving-routes.ts';
import { sendingRoutes } from './sending-routes.ts';
import type { FitConnectBehaviour, OpenedSubmission, Submission } from './state.ts';

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

/**
 * The delivery service of FIT-Connect (Submission API v2) with a token endpoint, destinations, submissions, signed event log and callbacks. It plays the
 * authorities at destinations whose keys it has. Built from public descriptions; for offline use and tests, never in production.
 */
export async function startFitConnect(options: FitConnectOptions): Promise<FitConnectSimulator> {
  const { folder, destinations, callback, keyBits = 4096 } = options;
  const service = await deliveryService({ folder, destinations, callback, keyBits });
  const tokens = new Set<string>();

  const app = Fastify({ forceCloseConnections: true, bodyLimit: 200 * 1024 * 1024 });
  await app.register(formbody);
  app.addContentTypeParser('application/jose', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v2/')) return;
    if (service.behaviour.fault === 'errors') return reply.code(500).send({ title: 'broken' });
    if (!tokens.has(request.headers.authorization?.replace(/^Bearer /, '') ?? '')) return reply.code(401).send({ title: 'no valid token' });
    return;
  });
  app.post('/token', async (request: FastifyRequest<{ Body: Record<string, string> }>, reply) => {
    const { grant_type: grant, client_id: id, client_secret: secret } = request.body;
    if (grant !== 'client_credentials') return reply.code(400).send({ error: 'unsupported_grant_type' });
    if (id !== options.client.id || secret !== options.client.secret) return reply.code(401).send({ error: 'invalid_client' });
    const token = randomBytes(24).toString('base64url');
    tokens.add(token);
    return { access_token: token, token_type: 'Bearer', expires_in: 1800 };
  });

  app.get('/.well-known/jwks.json', async () => ({ keys: [service.publicKey] }));

  sendingRoutes(app, service);
  receivingRoutes(app, service);

  app.get('/', async (_request, reply) => show(reply, listPage([...service.submissions.values()], service.destinations, service.opened)));
  app.get('/submissions/:id', async (request: FastifyRequest<{ Params: { id: string } }>, reply) => {
    const found = service.submissions.get(request.params.id);
    return found
      ? show(
          reply,
          submissionPage(
            found,
            service.destinations.get(found.destinationId),
            service.opened.find(({ submissionId }) => submissionId === found.submissionId),
          ),
        )
      : missing(reply);
  });

  service.url = (await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  return {
    url: service.url,
    tokenUrl: `${service.url}/token`,
    behave: (change) => void Object.assign(service.behaviour, change),
    submissions: () => [...service.submissions.values()],
    opened: () => service.opened,
    send: (what) => service.send(what),
    addDestination: (destination) => service.addDestination(destination),
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
