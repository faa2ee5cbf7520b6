import { csrfFieldName } from '@amt/html';
import type { FastifyRequest } from 'fastify';
import { sameText } from './sessions/secret-token.ts';
import type { VisitorSession } from './sessions/visitor-session.ts';

/**
 * Whether a request that changes something comes from our own pages: by what the browser says of its origin
 * (`Sec-Fetch-Site`, else `Origin`), and where it says neither by the token in the form, which only our page could know.
 * A call of the API without cookie carries nobody's rights, so there is nothing to steal.
 */
export function comesFromOurPages(request: FastifyRequest, origin: string, session: VisitorSession, hasCookie: boolean): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const from = request.headers.origin;
  if (from !== undefined) return from === origin;
  if (!hasCookie && request.url.startsWith('/api/')) return true;
  const token = tokenOf(request);
  return token !== undefined && session.csrfToken !== '' && sameText(token, session.csrfToken);
}

function tokenOf(request: FastifyRequest): string | undefined {
  const header = request.headers['x-csrf-token'];
  if (typeof header === 'string') return header;
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null) return undefined;
  const field: unknown = Reflect.get(body, csrfFieldName);
  return typeof field === 'string' ? field : undefined;
}

/** The field has done its work; no handler and no schema sees it. */
export function dropCsrfField(body: unknown): void {
  if (typeof body === 'object' && body !== null) Reflect.deleteProperty(body, csrfFieldName);
}
