import type { Clock } from '@amt/clock';
import type { Db } from '@amt/db';
import type { FileStore } from '@amt/files';
import type { Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Actor, Context, Module, Page, Settings, SignedIn } from '@amt/module';
import type { Logger } from 'pino';
import type { Assets } from './assets.ts';
import type { Gauge } from './metrics.ts';
import type { Flash } from './sessions/visitor-session.ts';

/** What the composition root gives the server. */
export interface ServerOptions {
  readonly modules: readonly Module[];
  readonly db: Db;
  readonly files: FileStore;
  readonly settings: Settings;
  readonly clock: Clock;
  /** scheme and host people see, e.g. `https://amt.example.de`; https switches on secure cookies and HSTS */
  readonly origin: string;
  /** asked at every request of somebody signed in, so a right taken away is gone at once */
  readonly resolveActor: (db: Db, signedIn: SignedIn | undefined) => Promise<Actor>;
  /** draws the whole document around a page; for visitors without a cookie the same page at the same address comes out the same */
  readonly renderPage: (page: Page, shell: Shell) => Html | Promise<Html>;
  /** route names that sign people in; they get the query field `return` ({@link safeReturnPath}) */
  readonly signIn: { readonly person: string; readonly staff: string };
  readonly log: Logger;
  readonly assets?: Assets;
  /** origins that forms may be sent or redirected to: identity and payment providers */
  readonly formTargets?: readonly string[];
  readonly demo?: boolean;
  /** proxies in front whose `X-Forwarded-*` is believed: addresses or networks; default none */
  readonly trustedProxies?: readonly string[];
  readonly sessionTimes?: { readonly idleMinutes?: number; readonly absoluteMinutes?: number };
  /** requests per minute and client; `off` for load tests */
  readonly rateLimits?: { readonly read?: number; readonly write?: number } | 'off';
  /** bytes of a form or JSON body; default 1 MiB */
  readonly bodyLimit?: number;
  /** compress answers that are not the same for everybody too; leave off where a proxy does it */
  readonly compressPages?: boolean;
  /** lets others than this machine read /metrics */
  readonly metricsToken?: string;
  readonly gauges?: readonly Gauge[];
  /** further things that must work before the process takes requests; each throws when it does not */
  readonly readiness?: Readonly<Record<string, () => Promise<unknown>>>;
  /** title and version of /api/openapi.json */
  readonly apiInfo?: { readonly title: string; readonly version: string };
}

/** What `renderPage` may know of the request. */
export interface Shell {
  readonly ctx: Context;
  /** undefined on the page of an address that does not exist */
  readonly routeName: string | undefined;
  readonly url: string;
  readonly origin: string;
  readonly demo: boolean;
  readonly flashes: readonly Flash[];
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** when a signed-in session ends if nothing more is asked */
  readonly sessionEndsAt: Temporal.Instant | undefined;
  /** the same page in the other languages */
  readonly alternates: readonly { readonly locale: Locale; readonly href: string }[];
  readonly href: (name: string, params?: Record<string, string>, query?: Record<string, string | undefined>, locale?: Locale) => string;
  /** whether a route of that name exists */
  readonly hasRoute: (name: string) => boolean;
  /** address of a file of the assets folder */
  readonly asset: (name: string) => string;
  /** set on error pages, e.g. 404 */
  readonly problemStatus: number | undefined;
}
