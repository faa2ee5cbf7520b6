import { anonymous, requirePermission, type Actor, type Context } from '@amt/module';
import type { Locale } from '@amt/i18n';
import type { FastifyRequest } from 'fastify';
import type { MountedRoute } from './address-book.ts';
import { localeOfPath, preferredLocale } from './language.ts';
import type { ServerOptions } from './options.ts';
import type { SessionTimes } from './sessions/session-store.ts';
import { secretsAmong } from './sessions/secret-cookies.ts';
import { VisitorSession } from './sessions/visitor-session.ts';
import type { ReceivedForm } from './uploads.ts';

/** One request with all that was found out about it: language, session, who acts. */
export interface Visit {
  readonly mounted: MountedRoute | undefined;
  readonly locale: Locale;
  readonly session: VisitorSession;
  readonly hasCookie: boolean;
  readonly actor: Actor;
  readonly ctx: Context;
}

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit | null;
    received: ReceivedForm | null;
    /** a JSON body as it came */
    jsonText: string | null;
  }
  interface FastifyContextConfig {
    /** what metrics and log call the route */
    label?: string;
    mounted?: MountedRoute;
    locale?: Locale;
  }
}

/** `__Host-` binds the cookie to this host and to https; a plain name where people try it out on http://localhost. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-amt-session' : 'amt-session';
}

/** Language of a request: that of its address, else the browser's wish. */
export function localeOf(request: FastifyRequest): Locale {
  return request.routeOptions.config.locale ?? localeOfPath(request.url) ?? preferredLocale(request.headers['accept-language']);
}

/** Opens the session (if a cookie came), finds out who acts, and makes the context of the request. */
export async function openVisit(request: FastifyRequest, options: ServerOptions, times: SessionTimes, cookieName: string): Promise<Visit> {
  const now = options.clock.now();
  const cookie = request.cookies[cookieName];
  const device = (request.headers['user-agent'] ?? '').slice(0, 200);
  const secrets = secretsAmong(request.cookies, options.origin.startsWith('https:'));
  const session = await VisitorSession.open({ db: options.db, now, times, device, secrets }, cookie);
  const actor = session.signedIn ? await options.resolveActor(options.db, session.signedIn) : anonymous;
  return makeVisit(request, options, session, actor, now, cookie !== undefined);
}

/** A visit by nobody, when the database cannot be asked. */
export async function anonymousVisit(request: FastifyRequest, options: ServerOptions, times: SessionTimes): Promise<Visit> {
  const now = options.clock.now();
  const session = await VisitorSession.open({ db: options.db, now, times, device: '', secrets: {} }, undefined);
  return makeVisit(request, options, session, anonymous, now, false);
}

function makeVisit(
  request: FastifyRequest,
  options: ServerOptions,
  session: VisitorSession,
  actor: Actor,
  now: Temporal.Instant,
  hasCookie: boolean,
): Visit {
  const locale = localeOf(request);
  const { db, files, settings } = options;
  const ctx: Context = {
    db,
    actor,
    now,
    locale,
    log: request.log,
    files,
    settings,
    require: (permission, scope) => requirePermission(actor, permission, scope),
  };
  return { mounted: request.routeOptions.config.mounted, locale, session, hasCookie, actor, ctx };
}
