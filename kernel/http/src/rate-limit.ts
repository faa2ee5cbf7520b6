import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerOptions } from './options.ts';

class TooManyRequests extends Error {
  readonly statusCode = 429;
}

/**
 * Limits per client and minute, counted in this process: one count for reading, one for sending, one for each route with a
 * limit of its own. A client is an IPv4 address or an IPv6 /64.
 */
export async function addRateLimits(app: FastifyInstance, limits: Exclude<ServerOptions['rateLimits'], 'off'>): Promise<void> {
  const read = limits?.read ?? 600;
  const write = limits?.write ?? 120;
  const isRead = (request: FastifyRequest): boolean => request.method === 'GET' || request.method === 'HEAD';
  await app.register(rateLimit, {
    global: true,
    timeWindow: '1 minute',
    cache: 20_000,
    enableDraftSpec: true,
    max: (request) => request.routeOptions.config.mounted?.route.rateLimit ?? (isRead(request) ? read : write),
    keyGenerator: (request) => {
      const { mounted } = request.routeOptions.config;
      const group = mounted?.route.rateLimit === undefined ? (isRead(request) ? 'read' : 'write') : mounted.name;
      return `${group} ${normalizeIP(request.ip, 64)}`;
    },
    errorResponseBuilder: () => new TooManyRequests('too many requests'),
  });
}
