import { createHmac, timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { caughtPage, listPage } from './webhook-pages.ts';

export interface WebhookCatcherOptions {
  /** 0 = any free port */
  readonly port: number;
  readonly host?: string;
  /** shared with the sender; every message must be signed with it */
  readonly secret: string;
  /** the oldest go when there are more; default 500 */
  readonly keep?: number;
}

/** A message as a careful receiver takes it: once per idempotency key. */
export interface CaughtWebhook {
  readonly number: number;
  readonly key: string;
  readonly path: string;
  readonly mediaType: string;
  readonly body: string;
  readonly caughtAt: Date;
  /** how often it came */
  readonly times: number;
}

/** How it behaves; for tests. */
export interface WebhookBehaviour {
  /** `busy`: 503; `refuse`: 422; `lost-answer`: takes it, then breaks off; `silent`: takes it and never answers; `elsewhere`: 302 */
  readonly fault: 'none' | 'busy' | 'refuse' | 'lost-answer' | 'silent' | 'elsewhere';
  /** runs after a message was taken and before the answer goes out */
  readonly taken: ((message: CaughtWebhook) => Promise<void> | void) | undefined;
}

export interface WebhookCatcher {
  readonly url: string;
  messages(): readonly CaughtWebhook[];
  /** posts that were not signed rightly, or too old */
  readonly turnedAway: () => number;
  behave(change: Partial<WebhookBehaviour>): void;
  clear(): void;
  close(): Promise<void>;
}

/** Age of a message beyond which it counts as replayed. */
const oldestSeconds = 300;

/** A receiver of webhooks that checks the signature and takes each message once, with a page to read them. For offline use and tests, never in production. */
export async function startWebhookCatcher(options: WebhookCatcherOptions): Promise<WebhookCatcher> {
  const caught = new Map<string, CaughtWebhook>();
  const behaviour: { -readonly [Key in keyof WebhookBehaviour]: WebhookBehaviour[Key] } = { fault: 'none', taken: undefined };
  const keep = options.keep ?? 500;
  let number = 0;
  let turnedAway = 0;
  let newest = 0;
  /** The clock of a test house may stand anywhere, so a message is old beside the newest one that came. */
  const isFresh = (timestamp: number): boolean => {
    if (!Number.isInteger(timestamp)) return false;
    newest = Math.max(newest, timestamp);
    return newest - timestamp <= oldestSeconds;
  };

  const app = Fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 * 1024 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.post('/*', async (request: FastifyRequest<{ Body: string }>, reply) => {
    if (behaviour.fault === 'busy') return reply.code(503).send({ title: 'busy' });
    if (behaviour.fault === 'elsewhere') return reply.redirect('/elsewhere', 302);
    const key = header(request, 'idempotency-key');
    if (key === '' || !isSigned(request, options.secret) || !isFresh(Number(header(request, 'amt-timestamp')))) {
      turnedAway++;
      return reply.code(401).send({ title: 'not signed' });
    }
    if (behaviour.fault === 'refuse') return reply.code(422).send({ title: 'not wanted' });
    const known = caught.get(key);
    const message: CaughtWebhook = known
      ? { ...known, times: known.times + 1 }
      : {
          number: ++number,
          key,
          path: request.url,
          mediaType: header(request, 'content-type'),
          body: request.body,
          caughtAt: new Date(),
          times: 1,
        };
    caught.set(key, message);
    for (const old of caught.keys()) if (caught.size > keep) caught.delete(old);
    await behaviour.taken?.(message);
    if (behaviour.fault === 'lost-answer' || behaviour.fault === 'silent') {
      reply.hijack();
      if (behaviour.fault === 'lost-answer') reply.raw.destroy();
      return;
    }
    return reply.code(known ? 200 : 201).send({ received: true });
  });

  app.get('/', async (_request, reply) => show(reply, listPage([...caught.values()])));
  app.get('/messages.json', async () => [...caught.values()]);
  app.get('/messages/:number', async (request: FastifyRequest<{ Params: { number: string } }>, reply) => {
    const message = [...caught.values()].find((one) => String(one.number) === request.params.number);
    return message ? show(reply, caughtPage(message)) : reply.code(404).send('no such message');
  });

  const url = (await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  return {
    url,
    messages: () => [...caught.values()],
    turnedAway: () => turnedAway,
    behave: (change) => void Object.assign(behaviour, change),
    clear: () => caught.clear(),
    close: () => app.close(),
  };
}

function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

function isSigned(request: FastifyRequest<{ Body: string }>, secret: string): boolean {
  const timestamp = header(request, 'amt-timestamp');
  const given = Buffer.from(header(request, 'amt-signature'));
  const right = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${timestamp}.${request.body}`).digest('hex')}`);
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Messages come from anywhere: nothing in them may run or load. */
function show(reply: FastifyReply, markup: string) {
  return reply
    .headers({
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    })
    .type('text/html; charset=utf-8')
    .send(markup);
}
