import type { Html } from '@amt/html';
import type { FileSeal } from '@amt/files';
import type { Locale } from '@amt/i18n';
import type { Readable } from 'node:stream';
import type { Static, TObject, TSchema } from 'typebox';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: `public` = anyone; `person` = a signed-in resident; `staff` = any member of staff;
 * `account` = either; else the staff permission of that name. Which *thing* one may see is checked in the use case.
 */
export type Access = 'public' | 'person' | 'staff' | 'account' | (string & {});

/**
 * A page's address without its language, named in each language: `{ de: '/leistungen/:slug', en: '/services/:slug' }` answers
 * at `/de/leistungen/:slug`, `/en/services/:slug` and `/de-simple/leistungen/:slug`. A plain string (`/api/...`) has no language.
 */
export type RoutePath = string | { readonly de: string; readonly en: string };

/** A file that came with a form. It is in the file store already; nothing refers to it until a use case does. */
export interface Upload {
  readonly field: string;
  readonly fileName: string;
  /** found from the content, not from what the browser said */
  readonly mediaType: string;
  readonly size: number;
  /** of the content as it was sent */
  readonly sha256: string;
  /** set where the route asks for sealed files: the store has the content encrypted, and this alone opens it */
  readonly seal?: FileSeal;
}

/** A file that was not taken; the page says so at its field and keeps the rest. */
export interface RefusedUpload {
  readonly field: string;
  readonly fileName: string;
  readonly reason: 'too-large' | 'too-many' | 'empty';
}

export interface SignedIn {
  readonly kind: 'person' | 'staff';
  readonly id: string;
}

/** The visitor's session; a row in PostgreSQL, begun at the first write. */
export interface Session {
  readonly signedIn: SignedIn | undefined;
  get(key: string): unknown;
  /** JSON values only; kept until the session ends */
  set(key: string, value: unknown): Promise<void>;
  /** New session id (fixation), data kept. */
  signIn(who: SignedIn): Promise<void>;
  end(): Promise<void>;
  /**
   * Text that the browser alone keeps, in a cookie of its own (`__Host-`, HttpOnly, SameSite=Lax) until it is closed: a key, for example. The server
   * stores nothing of it. It goes with the session: at its end, and when somebody else signs in.
   */
  secret(name: string): string | undefined;
  /** @param name letters, digits and strokes; @param value of the same characters, `undefined` forgets it */
  setSecret(name: string, value: string | undefined): void;
  /** A sentence shown once on the next page. */
  flash(message: string, tone?: 'success' | 'info' | 'warning'): Promise<void>;
}

export interface RouteRequest<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  /** parsed form or JSON body */
  readonly body: B;
  /** a JSON body as it came, for messages that are signed as text; else '' */
  readonly rawBody: string;
  readonly uploads: readonly Upload[];
  readonly refusedUploads: readonly RefusedUpload[];
  readonly session: Session;
  /** path and query as asked, e.g. for "sign in and come back" */
  readonly url: string;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly ip: string;
  /** Address of a route by name in the request's language (or the one given); unknown names and missing params throw. */
  readonly href: (name: string, params?: Record<string, string>, query?: Record<string, string | undefined>, locale?: Locale) => string;
}

export interface Crumb {
  readonly label: string;
  readonly href?: string;
}

/** What a handler says of a page; the shell around it is drawn by the composition root. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** `public` (default), `account` (resident's own pages, with side navigation), `staff`, `question` (one thing, narrow, no distraction) */
  readonly layout?: 'public' | 'account' | 'staff' | 'question';
  readonly breadcrumb?: readonly Crumb[];
  readonly description?: string;
  /** names of client modules under /assets/ to load (each only shortens the way) */
  readonly scripts?: readonly string[];
  /** set when the page shows an error summary: the title is then prefixed with "Fehler: " */
  readonly hasErrors?: boolean;
  /** the current item of the navigation */
  readonly current?: string;
}

export type Answer =
  | { readonly kind: 'page'; readonly page: Page; readonly status: number; readonly cache?: 'public' }
  /** {@link versionedPage} */
  | { readonly kind: 'versioned-page'; readonly version: string; readonly draw: () => Page }
  | { readonly kind: 'redirect'; readonly to: string; readonly status: 302 | 303 | 307 | 308; readonly headers?: Record<string, string> }
  | { readonly kind: 'json'; readonly value: unknown; readonly status: number; readonly headers?: Record<string, string> }
  | {
      readonly kind: 'file';
      readonly body: Readable | Uint8Array | string;
      readonly mediaType: string;
      readonly fileName?: string;
      readonly inline?: boolean;
      readonly headers?: Record<string, string>;
    }
  /** the house's own page (or RFC 9457 JSON under /api/) for 400, 403, 404, 409, 413 ... */
  | {
      readonly kind: 'problem';
      readonly status: number;
      readonly code: string;
      readonly detail?: string;
      /** faults of single fields, for machines: JSON pointer and text */
      readonly errors?: readonly FieldProblem[];
    };

/** A fault of one field in an RFC 9457 answer. */
export interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

export function page(content: Page, options: { status?: number; cache?: 'public' } = {}): Answer {
  const { status = 200, cache } = options;
  return cache ? { kind: 'page', page: content, status, cache } : { kind: 'page', page: content, status };
}
/**
 * A page that says the same to every visitor at its address. `version` is read from the database in this very request and names everything that `draw`
 * reads besides texts and settings of the program: as long as it is the same, the page drawn for the visitor before may be sent again.
 */
export function versionedPage(version: string, draw: () => Page): Answer {
  return { kind: 'versioned-page', version, draw };
}
/** Post/Redirect/Get: 303. */
export function redirect(to: string, status: 302 | 303 | 307 | 308 = 303, headers?: Record<string, string>): Answer {
  return headers ? { kind: 'redirect', to, status, headers } : { kind: 'redirect', to, status };
}
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { kind: 'json', value, status, headers };
}
export function fileAnswer(file: {
  body: Readable | Uint8Array | string;
  mediaType: string;
  fileName?: string;
  inline?: boolean;
  headers?: Record<string, string>;
}): Answer {
  return { kind: 'file', ...file };
}
export function notFound(): Answer {
  return { kind: 'problem', status: 404, code: 'not-found' };
}
/** The thing exists but is not the actor's: told as "not found", so that nobody learns what exists. */
export function refused(): Answer {
  return { kind: 'problem', status: 404, code: 'not-found' };
}
export function problem(status: number, code: string, detail?: string, errors?: readonly FieldProblem[]): Answer {
  return { kind: 'problem', status, code, ...(detail === undefined ? {} : { detail }), ...(errors ? { errors } : {}) };
}

export interface Route {
  /** `<module>.<page>`; used for links and metrics */
  readonly name: string;
  readonly method: Method;
  readonly path: RoutePath;
  readonly access: Access;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** accept multipart with files up to so many bytes each; files go to the file store before the handler runs */
  readonly uploads?: {
    readonly maxBytes: number;
    readonly maxFiles: number;
    /** each file is encrypted on its way into the store, under a key that only the handler gets */
    readonly sealed?: boolean;
  };
  /** requests per minute and client (default 600 for GET, 120 else) */
  readonly rateLimit?: number;
  /** POSTs that come from another site on purpose (identity provider, payment callback): no CSRF check; authenticity is proven by the message */
  readonly crossSite?: boolean;
  /** shown in /api/openapi.json; every `/api/` route has one */
  readonly summary?: string;
  readonly response?: TSchema;
  readonly handle: (ctx: Context, request: RouteRequest<unknown, unknown, unknown>) => Promise<Answer> | Answer;
}

type Of<S, Otherwise> = S extends TSchema ? Static<S> : Otherwise;
/** Without a schema, a form body is what HTML forms send. */
export type FormBody = Record<string, string | string[] | undefined>;

/** One field of a form as text; `''` when it was left out or sent several times. */
export function formField(body: FormBody, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

/** Declares a route with types from its schemas. */
export function route<
  P extends TObject | undefined = undefined,
  Q extends TObject | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(
  declared: Omit<Route, 'handle' | 'params' | 'query' | 'body'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly handle: (
      ctx: Context,
      request: RouteRequest<Of<P, Record<string, string>>, Of<Q, Record<string, string | undefined>>, Of<B, FormBody>>,
    ) => Promise<Answer> | Answer;
  },
): Route {
  return declared as unknown as Route;
}

export type { Actor };
