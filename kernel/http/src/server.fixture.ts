import { setTimeout as pause } from 'node:timers/promises';
import { html, csrfField } from '@amt/html';
import {
  fileAnswer,
  Forbidden,
  anonymous,
  defineModule,
  json,
  page,
  problem,
  redirect,
  route,
  personActor,
  staffActor,
  type Actor,
  type Module,
  type SignedIn,
} from '@amt/module';
import { testHouse, type TestHouse } from '@amt/testing';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { Type } from 'typebox';
import { createLogger, createServer, httpModule, type ServerOptions, type Shell } from './index.ts';

/** A small house of its own for the tests of the server: one module with a route of every kind. */
const shop = defineModule({
  name: 'shop',
  permissions: ['shop.manage'],
  retention: 'none',
  dataSubject: 'none',
  routes: [
    route({
      name: 'shop.home',
      method: 'GET',
      path: { de: '/', en: '/' },
      access: 'public',
      handle: (_ctx, request) =>
        page(
          {
            title: 'Start',
            body: html`<h1>Start</h1>
              <a href="${request.href('shop.item', { id: '7' })}">7</a>`,
          },
          { cache: 'public' },
        ),
    }),
    route({
      name: 'shop.item',
      method: 'GET',
      path: { de: '/ware/:id', en: '/item/:id' },
      access: 'public',
      params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
      query: Type.Object({ tab: Type.Optional(Type.String({ maxLength: 10 })) }),
      handle: (_ctx, request) =>
        page({
          title: 'Ware',
          body: html`<h1>${request.params.id + 1}</h1>
            <form method="post" action="/de/bestellung">${csrfField()}</form>`,
        }),
    }),
    route({
      name: 'shop.order',
      method: 'POST',
      path: { de: '/bestellung', en: '/order' },
      access: 'person',
      handle: async (_ctx, request) => {
        await request.session.set('order', request.body);
        await request.session.flash('Danke & bis bald');
        return redirect(request.href('shop.account'));
      },
    }),
    route({
      name: 'shop.upload',
      method: 'POST',
      path: { de: '/beleg', en: '/proof' },
      access: 'person',
      uploads: { maxBytes: 2000, maxFiles: 2 },
      handle: (_ctx, request) => json({ body: request.body, uploads: request.uploads, refused: request.refusedUploads }),
    }),
    route({
      name: 'shop.lock',
      method: 'POST',
      path: { de: '/schloss', en: '/lock' },
      access: 'public',
      handle: async (_ctx, request) => {
        const { name, value } = request.body;
        await request.session.set('locked', true);
        request.session.setSecret(String(name), value === undefined ? undefined : String(value));
        return json({});
      },
    }),
    route({
      name: 'shop.locked',
      method: 'GET',
      path: { de: '/schloss/:name', en: '/lock/:name' },
      access: 'public',
      handle: (_ctx, request) => json({ secret: request.session.secret(request.params['name'] ?? '') ?? null }),
    }),
    route({
      name: 'shop.sealed-upload',
      method: 'POST',
      path: { de: '/geheimer-beleg', en: '/secret-proof' },
      access: 'public',
      uploads: { maxBytes: 2000, maxFiles: 2, sealed: true },
      handle: (_ctx, request) => json({ uploads: request.uploads, refused: request.refusedUploads }),
    }),
    route({
      name: 'shop.account',
      method: 'GET',
      path: { de: '/konto', en: '/account' },
      access: 'person',
      handle: (ctx, request) =>
        page({
          title: 'Konto',
          body: html`<h1>${ctx.actor.id}</h1>
            <pre>${JSON.stringify(request.session.get('order') ?? null)}</pre>`,
        }),
    }),
    route({
      name: 'shop.any-account',
      method: 'GET',
      path: { de: '/profil', en: '/profile' },
      access: 'account',
      handle: (ctx) => page({ title: 'Profil', body: html`<h1>${ctx.actor.kind}</h1>` }),
    }),
    route({
      name: 'shop.desk',
      method: 'GET',
      path: { de: '/tresen', en: '/desk' },
      access: 'staff',
      handle: () => page({ title: 'Tresen', body: html`<h1>Tresen</h1>` }),
    }),
    route({
      name: 'shop.manage',
      method: 'GET',
      path: { de: '/leitung', en: '/manage' },
      access: 'shop.manage',
      handle: () => page({ title: 'Leitung', body: html`<h1>Leitung</h1>` }),
    }),
    route({
      name: 'shop.refuse',
      method: 'GET',
      path: { de: '/verboten', en: '/refused' },
      access: 'public',
      handle: () => {
        throw new Forbidden('shop.manage');
      },
    }),
    route({
      name: 'shop.fail',
      method: 'GET',
      path: { de: '/fehler', en: '/failure' },
      access: 'public',
      handle: () => {
        throw new Error('secret inner detail');
      },
    }),
    route({ name: 'shop.gone', method: 'GET', path: { de: '/weg', en: '/gone' }, access: 'public', handle: () => problem(410, 'gone') }),
    route({
      name: 'shop.slow',
      method: 'GET',
      path: { de: '/langsam', en: '/slow' },
      access: 'public',
      handle: async () => {
        await pause(200);
        return page({ title: 'Langsam', body: html`<h1>Fertig</h1>` });
      },
    }),
    route({
      name: 'shop.file',
      method: 'GET',
      path: { de: '/datei', en: '/file' },
      access: 'public',
      handle: () => fileAnswer({ body: 'Inhalt', mediaType: 'text/plain', fileName: 'Bescheid "Müller".txt' }),
    }),
    route({
      name: 'shop.limited',
      method: 'GET',
      path: { de: '/knapp', en: '/scarce' },
      access: 'public',
      rateLimit: 3,
      handle: () => page({ title: 'Knapp', body: html`<h1>Knapp</h1>` }),
    }),
    route({
      name: 'shop.sign-in',
      method: 'GET',
      path: { de: '/anmelden', en: '/sign-in' },
      access: 'public',
      query: Type.Object({
        return: Type.Optional(Type.String()),
        as: Type.Optional(Type.String()),
        kind: Type.Optional(Type.Union([Type.Literal('person'), Type.Literal('staff')])),
      }),
      handle: async (_ctx, request) => {
        const { as, kind = 'person' } = request.query;
        if (as === undefined) return page({ title: 'Anmelden', body: html`<h1>Anmelden</h1>` });
        await request.session.signIn({ kind, id: as });
        return redirect(request.href('shop.home'));
      },
    }),
    route({
      name: 'shop.remember',
      method: 'POST',
      path: { de: '/merken', en: '/remember' },
      access: 'public',
      handle: async (_ctx, request) => {
        await request.session.set('colour', request.body['colour']);
        return redirect(request.href('shop.colour'));
      },
    }),
    route({
      name: 'shop.colour',
      method: 'GET',
      path: { de: '/farbe', en: '/colour' },
      access: 'public',
      handle: (_ctx, request) =>
        page({
          title: 'Farbe',
          body: html`<h1>${String(request.session.get('colour'))}</h1>
            <form method="post" action="/de/merken">${csrfField()}</form>`,
        }),
    }),
    route({
      name: 'shop.sign-out',
      method: 'POST',
      path: { de: '/abmelden', en: '/sign-out' },
      access: 'account',
      handle: async (_ctx, request) => {
        await request.session.end();
        return redirect(request.href('shop.home'));
      },
    }),
    route({
      name: 'shop.callback',
      method: 'POST',
      path: '/api/shop/callback',
      access: 'public',
      crossSite: true,
      summary: 'Called by a partner',
      body: Type.Object({ amount: Type.Integer() }, { additionalProperties: false }),
      response: Type.Object({ amount: Type.Integer() }),
      handle: (_ctx, request) => json({ amount: request.body.amount }),
    }),
    route({
      name: 'shop.api',
      method: 'GET',
      path: '/api/shop/items/:id',
      access: 'person',
      summary: 'One item',
      params: Type.Object({ id: Type.Integer() }),
      response: Type.Object({ id: Type.Integer() }),
      handle: (_ctx, request) => json({ id: request.params.id }),
    }),
  ],
});

/** A shell as plain as can be; what it shows of the request is what the tests look at. */
const drawShell: ServerOptions['renderPage'] = (content, shell: Shell) =>
  html`<!doctype html>
    <html lang="${shell.ctx.locale}">
      <head>
        <title>${content.title}</title>
      </head>
      <body>
        ${shell.flashes.map(({ message }) => html`<p class="flash">${message}</p>`)}
        <nav>${shell.alternates.map(({ href }) => html`<a href="${href}">x</a>`)}</nav>
        <main>${content.body}</main>
      </body>
    </html>`;

/** Staff `chief` may manage; `nobody` is an account that was erased meanwhile. */
async function resolveActor(_db: unknown, signedIn: SignedIn | undefined): Promise<Actor> {
  if (!signedIn || signedIn.id === 'nobody') return Promise.resolve(anonymous);
  const { kind, id } = signedIn;
  if (kind === 'person') return personActor({ id, name: id });
  return staffActor({ id, name: id, grants: [{ permissions: new Set(id === 'chief' ? ['shop.manage'] : []), unitIds: [] }] });
}

export const origin = 'http://localhost:8080';

export interface TestServer {
  readonly app: FastifyInstance;
  readonly house: TestHouse;
  readonly logLines: string[];
  readonly modules: readonly Module[];
}

/** Boots the server on a database of its own; ends with the test file. */
export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const modules = [httpModule, shop];
  const house = await testHouse({ modules, now: '2026-11-23T12:00:00Z' });
  const logLines: string[] = [];
  const app = await createServer({
    modules,
    db: house.db,
    files: house.files,
    settings: house.settings,
    clock: house.clock,
    origin,
    resolveActor,
    renderPage: drawShell,
    signIn: { person: 'shop.sign-in', staff: 'shop.sign-in' },
    log: createLogger({ destination: { write: (line) => void logLines.push(line) } }),
    ...options,
  });
  return { app, house, logLines, modules };
}

/** One visitor with a cookie jar. */
export class Browser {
  readonly #app: FastifyInstance;
  cookie: string | undefined;
  /** cookies of secrets by name */
  readonly secrets = new Map<string, string>();
  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async ask(request: InjectOptions): Promise<LightMyRequestResponse> {
    const secrets = [...this.secrets].map(([name, value]) => `${name}=${value}`);
    const cookies = [...(this.cookie === undefined ? [] : [this.cookie]), ...secrets];
    const answer = await this.#app.inject({
      ...request,
      headers: { ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }), ...request.headers },
    });
    for (const set of answer.cookies) {
      if (!set.name.includes('secret')) this.cookie = set.value === '' ? undefined : `${set.name}=${set.value}`;
      else if (set.value === '') this.secrets.delete(set.name);
      else this.secrets.set(set.name, set.value);
    }
    return answer;
  }

  get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.ask({ method: 'GET', url, headers });
  }

  /** As a browser sends a form of our own page. */
  post(
    url: string,
    fields: Record<string, string> | string = {},
    headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
  ): Promise<LightMyRequestResponse> {
    return this.ask({
      method: 'POST',
      url,
      payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  async signIn(id: string, kind: 'person' | 'staff' = 'person'): Promise<void> {
    await this.get(`/de/anmelden?as=${id}&kind=${kind}`);
  }
}
