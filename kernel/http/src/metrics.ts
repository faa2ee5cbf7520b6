import { timingSafeEqual, createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge as PromGauge, Histogram, Registry } from 'prom-client';

/** A figure read when the metrics are asked for, e.g. the age of the oldest waiting job in seconds. */
export interface Gauge {
  /** Prometheus name, e.g. `amt_queue_oldest_job_seconds` */
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<number>;
}

export interface Metrics {
  readonly observe: (method: string, route: string, status: number, seconds: number) => void;
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** A registry of its own, so that several servers can live in one process. */
export function createMetrics(gauges: readonly Gauge[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time until the answer was sent, by route name',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  for (const { name, help, read } of gauges) {
    registry.registerMetric(
      new PromGauge({
        name,
        help,
        registers: [],
        async collect() {
          this.set(await read());
        },
      }),
    );
  }
  return {
    observe: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** `/metrics`, for this machine or for who shows the token; to all others it does not exist. */
export function mountMetrics(app: FastifyInstance, metrics: Metrics, token: string | undefined): void {
  app.get('/metrics', { config: { rateLimit: false, label: 'http.metrics' }, schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request, token)) return reply.callNotFound();
    return reply
      .type(metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.text());
  });
}

function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  const shown = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined && token !== '' && shown !== undefined) return timingSafeEqual(digest(shown), digest(token));
  // a request that a proxy on this machine passes on comes from elsewhere
  const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  const address = request.socket.remoteAddress ?? '';
  return !forwarded && (address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.'));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
