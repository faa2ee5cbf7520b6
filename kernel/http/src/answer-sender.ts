import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { csrfMarker } from '@amt/html';
import { locales, type Locale } from '@amt/i18n';
import type { Answer, Page } from '@amt/module';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddressBook } from './address-book.ts';
import { attachment } from './content-disposition.ts';
import { Latest } from './latest.ts';
import type { ServerOptions, Shell } from './options.ts';
import { problemBody, problemJson, problemTexts, type Problem } from './problems.ts';
import { secretCookieName } from './sessions/secret-cookies.ts';
import type { Visit } from './visit.ts';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

interface PublicDocument {
  readonly body: Buffer;
  readonly etag: string;
}

const germanPage = { 'content-type': 'text/html; charset=utf-8', vary: 'Cookie, Accept-Encoding', 'content-language': 'de' };
const englishPage = { ...germanPage, 'content-language': 'en' };

/** Turns answers of handlers into replies. */
export class AnswerSender {
  readonly #options: ServerOptions;
  readonly #addresses: AddressBook;
  readonly #cookie: { readonly name: string; readonly secure: boolean };
  /** compressed public pages by ETag and coding */
  readonly #compressed = new Latest<Buffer>(500);
  /** versioned pages by address and version */
  readonly #drawn = new Latest<PublicDocument>(500);

  constructor(options: ServerOptions, addresses: AddressBook, cookie: { name: string; secure: boolean }) {
    this.#options = options;
    this.#addresses = addresses;
    this.#cookie = cookie;
  }

  async send(request: FastifyRequest, reply: FastifyReply, visit: Visit, answer: Answer): Promise<FastifyReply> {
    switch (answer.kind) {
      case 'page':
        return this.#page(request, reply, visit, answer.page, answer.status, answer.cache === 'public', undefined);
      case 'versioned-page':
        return this.#versionedPage(request, reply, visit, answer);
      case 'problem':
        return this.problem(request, reply, visit, answer);
      case 'redirect':
        this.#sendCookie(reply, visit);
        return reply.headers({ 'cache-control': 'no-store', ...answer.headers }).redirect(answer.to, answer.status);
      case 'json':
        this.#sendCookie(reply, visit);
        return reply
          .code(answer.status)
          .headers({ 'cache-control': 'private, no-store', 'content-type': 'application/json; charset=utf-8', ...answer.headers })
          .send(JSON.stringify(answer.value));
      case 'file':
        this.#sendCookie(reply, visit);
        // what people uploaded runs nothing and loads nothing, even when it is shown in the browser; PDF viewers break in a sandbox
        if (answer.mediaType !== 'application/pdf')
          reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        return reply
          .headers({
            'cache-control': 'private, no-store',
            'content-disposition': attachment(answer.fileName, answer.inline ?? false),
            ...answer.headers,
          })
          .type(answer.mediaType)
          .send(
            answer.body instanceof Uint8Array
              ? Buffer.from(answer.body.buffer, answer.body.byteOffset, answer.body.byteLength)
              : answer.body,
          );
    }
  }

  /** The house's error page, or RFC 9457 JSON under /api/. */
  async problem(request: FastifyRequest, reply: FastifyReply, visit: Visit, problem: Problem): Promise<FastifyReply> {
    if (request.url.startsWith('/api/')) {
      this.#sendCookie(reply, visit);
      return reply
        .code(problem.status)
        .headers({ 'cache-control': 'no-store', 'content-type': 'application/problem+json' })
        .send(JSON.stringify(problemJson(problem, visit.locale, request.id)));
    }
    const { title } = problemTexts(problem, visit.locale);
    const body = problemBody(problem, visit.locale, `/${visit.locale}`, request.id);
    return this.#page(request, reply, visit, { title, body }, problem.status, false, problem.status);
  }

  async #page(
    request: FastifyRequest,
    reply: FastifyReply,
    visit: Visit,
    page: Page,
    status: number,
    isPublic: boolean,
    problemStatus: number | undefined,
  ): Promise<FastifyReply> {
    const { session } = visit;
    const body = await this.#draw(request, visit, page, problemStatus);
    this.#sendCookie(reply, visit);
    reply.code(status).headers(pageHeaders(visit.locale));
    if (isPublic && status === 200 && isAnybody(visit))
      return this.#publicReply(request, reply, { body, etag: hash('sha1', body, 'base64url') });
    reply.header('cache-control', session.exists ? 'private, no-store' : 'private, no-cache');
    return this.#options.compressPages ? this.#compressedReply(request, reply, body, undefined) : reply.send(body);
  }

  /** Whoever sends a cookie may get another page (theme, session), and a query could fill the memory with pages nobody asks for again. */
  async #versionedPage(
    request: FastifyRequest,
    reply: FastifyReply,
    visit: Visit,
    { version, draw }: Extract<Answer, { kind: 'versioned-page' }>,
  ): Promise<FastifyReply> {
    if (request.headers.cookie !== undefined || request.url.includes('?') || !isAnybody(visit))
      return this.#page(request, reply, visit, draw(), 200, true, undefined);
    const key = `${request.url} ${version}`;
    let document = this.#drawn.get(key);
    if (document === undefined) {
      const body = await this.#draw(request, visit, draw(), undefined);
      document = { body, etag: hash('sha1', body, 'base64url') };
      this.#drawn.keep(key, document);
    }
    reply.headers(pageHeaders(visit.locale));
    return this.#publicReply(request, reply, document);
  }

  /** The whole document, as bytes once: they are hashed, compressed and sent. */
  async #draw(request: FastifyRequest, visit: Visit, page: Page, problemStatus: number | undefined): Promise<Buffer> {
    const { session } = visit;
    const flashes = session.flashes();
    const document = String(await this.#options.renderPage(page, this.#shell(request, visit, flashes, problemStatus)));
    if (flashes.length > 0) await session.clearFlashes();
    return Buffer.from(document.includes(csrfMarker) ? document.replaceAll(csrfMarker, session.csrfToken) : document);
  }

  #publicReply(request: FastifyRequest, reply: FastifyReply, { body, etag }: PublicDocument): FastifyReply | Promise<FastifyReply> {
    reply.header('cache-control', 'public, max-age=0, s-maxage=60').header('etag', `"${etag}"`);
    if (matches(request.headers['if-none-match'], etag)) return reply.code(304).removeHeader('content-type').send();
    return this.#compressedReply(request, reply, body, etag);
  }

  /** Compressing costs more than drawing: what is the same for everybody is compressed once. */
  async #compressedReply(request: FastifyRequest, reply: FastifyReply, body: Buffer, etag: string | undefined): Promise<FastifyReply> {
    const coding = acceptedCoding(request.headers['accept-encoding']);
    if (coding === undefined || body.length < 1024) return reply.send(body);
    const key = `${coding}:${etag}`;
    let bytes = etag === undefined ? undefined : this.#compressed.get(key);
    if (bytes === undefined) {
      // for one reader a quick pass, for many a thorough one
      const quality = etag === undefined ? 3 : 6;
      bytes =
        coding === 'br'
          ? await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
          : await gzipped(body, { level: quality });
      if (etag !== undefined) this.#compressed.keep(key, bytes);
    }
    return reply.header('content-encoding', coding).send(bytes);
  }

  #shell(request: FastifyRequest, visit: Visit, flashes: Shell['flashes'], problemStatus: number | undefined): Shell {
    const { options, addresses } = { options: this.#options, addresses: this.#addresses };
    return {
      ctx: visit.ctx,
      routeName: visit.mounted?.name,
      url: request.url,
      origin: options.origin,
      demo: options.demo ?? false,
      flashes,
      cookies: request.cookies,
      sessionEndsAt: visit.session.endsAt,
      alternates: alternatesOf(request, visit, addresses),
      href: (name, params, query, locale = visit.locale) => addresses.href(name, locale, params, query),
      hasRoute: (name) => addresses.has(name),
      asset: (name) => options.assets?.href(name) ?? `/assets/${name}`,
      problemStatus,
    };
  }

  #sendCookie(reply: FastifyReply, visit: Visit): void {
    const { cookie, changedSecrets } = visit.session;
    const { name, secure } = this.#cookie;
    const settings = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
    for (const [secret, value] of changedSecrets) {
      const secretName = secretCookieName(secure, secret);
      if (value === undefined) reply.clearCookie(secretName, settings);
      else reply.setCookie(secretName, value, settings);
    }
    if (cookie === undefined) return;
    if (cookie === 'clear') reply.clearCookie(name, settings);
    else reply.setCookie(name, cookie.set, settings);
  }
}

function pageHeaders(locale: Locale): Readonly<Record<string, string>> {
  return locale === 'en' ? englishPage : germanPage;
}

/** Nobody we know anything of, whose answer sets no cookie either: others may get the same bytes. */
function isAnybody({ session }: Visit): boolean {
  return !session.exists && session.cookie === undefined && session.changedSecrets.size === 0;
}

/** The same page in the other languages; the query of a page that answers GET goes along. */
function alternatesOf(request: FastifyRequest, visit: Visit, addresses: AddressBook): readonly { locale: Locale; href: string }[] {
  const mounted = visit.mounted;
  const asked = request.url.indexOf('?');
  const query = mounted?.method === 'GET' && asked !== -1 ? request.url.slice(asked) : '';
  const params = paramsOf(request.params);
  return locales.map((locale) => {
    if (!mounted || mounted.addresses.length === 1 || Object.values(params).includes('')) return { locale, href: `/${locale}` };
    return { locale, href: addresses.href(mounted.name, locale, params) + query };
  });
}

function paramsOf(params: unknown): Record<string, string> {
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  // weak comparison (RFC 9110 13.1.2); proxies that compress make the tag weak
  return header === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${etag}"`);
}

function acceptedCoding(header: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const accepted = String(header ?? '');
  if (/(^|,)\s*br\s*(,|$|;\s*q=(1|0\.[1-9]))/.test(accepted)) return 'br';
  return /(^|,)\s*gzip\s*(,|$|;\s*q=(1|0\.[1-9]))/.test(accepted) ? 'gzip' : undefined;
}
