import type { Answer, RouteRequest } from '@amt/module';
import type { FastifyRequest } from 'fastify';
import type { AddressBook, MountedRoute } from './address-book.ts';
import type { Visit } from './visit.ts';

/** Calls a route's handler with what the contract promises of a request. */
export async function callHandler(
  mounted: MountedRoute,
  request: FastifyRequest,
  visit: Visit,
  { addresses, origin }: { readonly addresses: AddressBook; readonly origin: string },
): Promise<Answer> {
  const asked: RouteRequest<unknown, unknown, unknown> = {
    params: request.params,
    query: request.query,
    body: request.body ?? {},
    rawBody: request.jsonText ?? '',
    uploads: request.received?.uploads ?? [],
    refusedUploads: request.received?.refused ?? [],
    session: visit.session,
    url: request.url,
    origin,
    headers: request.headers as Readonly<Record<string, string | undefined>>,
    ip: request.ip,
    href: (name, params, query, locale = visit.locale) => addresses.href(name, locale, params, query),
  };
  return mounted.route.handle(visit.ctx, asked);
}
