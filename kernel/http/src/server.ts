import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import { parse } from 'node:querystring';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import underPressure from '@fastify/under-pressure';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { html } from '@amt/html';
import { AddressBook, mountedRoutes, RouteProblem, type MountedRoute } from './address-book.ts';
import { Admission } from './admission.ts';
import { AnswerSender } from './answer-sender.ts';
import { mountHealth } from './health.ts';
import { preferredLocale } from './language.ts';
import { createMetrics, mountMetrics } from './metrics.ts';
import { addOpenApi, schemaOf } from './openapi.ts';
import type { ServerOptions } from './options.ts';
import { problemOfFault, problemTexts, type Problem } from './problems.ts';
import { addRateLimits } from './rate-limit.ts';
import { safeReturnPath } from './return-path.ts';
import { callHandler } from './route-request.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { mountAssets } from './serve-assets.ts';
import { LastSeen } from './sessions/last-seen.ts';
import type { SessionTimes } from './sessions/session-store.ts';
import { addValidation } from './validation.ts';
import { anonymousVisit, openVisit, sessionCookieName, type Visit } from './visit.ts';

/** Routes that can be mounted by their paths but whose sign-in pages do not exist, and the like, stop the start. */
function checkSignInRoutes(addresses: AddressBook, options: ServerOptions): void {
  for (const name of Object.values(options.signIn)) {
    if (!addresses.has(name)) throw new RouteProblem(`the sign-in route ${name} does not exist`);
  }
}

/**
 * The house on HTTP: every route of the modules, checked for origin, access and input, with sessions, error pages, health, metrics
 * and OpenAPI. Not listening yet: `await app.listen({ port })`, or `app.inject(...)` in tests. `app.close()` lets running requests end.
 * @throws RouteProblem when the routes do not hold together
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const mounted = mountedRoutes(options.modules);
  const addresses = new AddressBook(mounted);
  checkSignInRoutes(addresses, options);
  const secure = options.origin.startsWith('https:');
  const cookieName = sessionCookieName(secure);
  const times: SessionTimes = {
    idleMinutes: options.sessionTimes?.idleMinutes ?? 60,
    absoluteMinutes: options.sessionTimes?.absoluteMinutes ?? 12 * 60,
  };
  const sender = new AnswerSender(options, addresses, { name: cookieName, secure });
  const metrics = createMetrics(options.gauges ?? []);
  const logger: FastifyBaseLogger = options.log;

  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    bodyLimit: options.bodyLimit ?? 1_048_576,
    trustProxy: options.trustedProxies === undefined || options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (fault, request, reply) => {
      // an address that cannot even be read: hooks have not run
      const locale = preferredLocale(request.headers['accept-language']);
      const { title, text } = problemTexts({ status: 404, code: 'not-found' }, locale);
      void (reply as FastifyReply)
        .code(fault.statusCode === 414 ? 414 : 404)
        .type('text/html; charset=utf-8')
        .send(plainDocument(title, text, locale));
    },
  });
  // a connection that is kept alive would hold up the end for its whole time-out
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close');
    done();
  });
  app.decorateRequest('visit', null);
  app.decorateRequest('received', null);
  app.decorateRequest('jsonText', null);
  observe(app, metrics.observe);

  const lastSeen = new LastSeen(options.db, () => options.clock.now());
  const writing = setInterval(() => {
    lastSeen.write().catch((fault: unknown) => app.log.error({ err: fault }, 'writing when sessions were last used'));
  }, 30_000).unref();
  app.addHook('onClose', async () => {
    clearInterval(writing);
    await lastSeen.write();
  });

  const visitOf = async (request: FastifyRequest): Promise<Visit> => {
    if (request.visit) return request.visit;
    const visit = await openVisit(request, options, times, cookieName);
    const { idHash, lastSeenAt } = visit.session;
    if (idHash && lastSeenAt) lastSeen.note(idHash, lastSeenAt);
    request.visit = visit;
    return visit;
  };

  /** An error page must come out whatever else is broken: without database as a visit by nobody, without shell as plain text. */
  const sendProblem = async (request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<FastifyReply> => {
    try {
      const visit = await visitOf(request).catch(() => anonymousVisit(request, options, times));
      return await sender.problem(request, reply, visit, problem);
    } catch (fault) {
      request.log.error({ err: fault }, 'the error page could not be drawn');
      const locale = preferredLocale(request.headers['accept-language']);
      const { title, text } = problemTexts(problem, locale);
      return reply
        .code(problem.status)
        .type('text/html; charset=utf-8')
        .send(plainDocument(title, text, locale));
    }
  };
  app.setErrorHandler(async (fault, request, reply) => {
    const problem = problemOfFault(fault) ?? { status: 500, code: 'internal' };
    if (problem.status === 500) request.log.error({ err: fault, route: labelOf(request) }, 'a request failed');
    return sendProblem(request, reply, problem);
  });

  await addSecurityHeaders(app, { secure, formTargets: options.formTargets ?? [] });
  await app.register(cookie);
  if (options.rateLimits !== 'off') await addRateLimits(app, options.rateLimits);
  // who switches the limits off (load tests, tests) wants every request answered; 0 never turns anyone away
  await app.register(underPressure, { maxEventLoopDelay: options.rateLimits === 'off' ? 0 : 3000, retryAfter: 10 });
  // Browsers send every line break as CR LF; in here it is one character, as it was when it was typed and counted.
  await app.register(formbody, { bodyLimit: options.bodyLimit ?? 1_048_576, parser: (text) => parse(text.replaceAll(/%0D%0A/gi, '%0A')) });
  keepJsonText(app);
  await app.register(multipart, { throwFileSizeLimit: false });
  addValidation(app);
  await addOpenApi(app, options.apiInfo ?? { title: 'Digitales Amt', version: '1' }, options.origin);

  const notFound = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const shorter = withoutTrailingSlash(request);
    return shorter === undefined ? sendProblem(request, reply, { status: 404, code: 'not-found' }) : reply.redirect(shorter, 308);
  };
  app.setNotFoundHandler(options.rateLimits === 'off' ? {} : { preHandler: app.rateLimit() }, notFound);

  mountHealth(app, { db: options.db, files: options.files, readiness: options.readiness ?? {} });
  mountMetrics(app, metrics, options.metricsToken);
  if (options.assets) mountAssets(app, options.assets);
  app.get('/', { config: { label: 'http.root' }, schema: { hide: true } }, (request, reply) =>
    reply
      .header('vary', 'Accept-Language')
      .header('cache-control', 'private, no-cache')
      .redirect(`/${preferredLocale(request.headers['accept-language'])}`, 302),
  );
  const admission = new Admission(options, addresses, sender);
  for (const route of mounted) mount(app, route, { options, addresses, admission, sender, visitOf });
  await app.ready();
  return app;
}

function mount(
  app: FastifyInstance,
  mounted: MountedRoute,
  parts: {
    readonly options: ServerOptions;
    readonly addresses: AddressBook;
    readonly admission: Admission;
    readonly sender: AnswerSender;
    readonly visitOf: (request: FastifyRequest) => Promise<Visit>;
  },
): void {
  const schema = schemaOf(mounted);
  for (const { locale, pattern } of mounted.addresses) {
    app.route({
      method: mounted.method,
      url: pattern,
      schema,
      config: { label: mounted.name, mounted, ...(locale ? { locale } : {}) },
      preValidation: async (request, reply) => parts.admission.admit(request, reply, await parts.visitOf(request)),
      handler: async (request, reply) => {
        const visit = await parts.visitOf(request);
        const answer = await callHandler(mounted, request, visit, { addresses: parts.addresses, origin: parts.options.origin });
        return parts.sender.send(request, reply, visit, answer);
      },
    });
  }
}

/** Metrics and one log line a request: method, route name, status, time, request id. Nothing of the address, the person or the client. */
function observe(app: FastifyInstance, note: (method: string, route: string, status: number, seconds: number) => void): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = labelOf(request);
    note(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    request.log.info({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 }, 'request');
    done();
  });
}

function labelOf(request: FastifyRequest): string {
  return request.routeOptions.config.label ?? 'unknown';
}

/** `/de/konto/?x=1` is meant as `/de/konto?x=1`. */
function withoutTrailingSlash(request: FastifyRequest): string | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const [path = '', ...query] = request.url.split('?');
  if (!path.endsWith('/')) return undefined;
  return safeReturnPath([path.replace(/\/+$/, '') || '/', ...query].join('?'));
}

function plainDocument(title: string, text: string, locale: string): string {
  return String(
    html`<!doctype html>
      <html lang="${locale === 'en' ? 'en' : 'de'}">
        <head>
          <meta charset="utf-8" />
          <title>${title}</title>
        </head>
        <body>
          <h1>${title}</h1>
          <p>${text}</p>
        </body>
      </html>`,
  );
}

/** JSON is parsed as Fastify does it; its text is kept beside, for signatures over it. */
function keepJsonText(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    request.jsonText = body;
    void parseJson(request, body, done);
  });
}
