import { startBayernId, startStaffOidc, type BayernId, type StaffOidc } from '@amt/simulators';
import { createLogger, createServer, httpModule } from '@amt/http';
import { html } from '@amt/html';
import { defineModule, page, route } from '@amt/module';
import { testHouse, type TestHouse } from '@amt/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import identity, { readDemoPeople, readOrganisation, resolveActor } from './index.ts';
import { cityFolder, hidden } from './saml/saml-test-kit.ts';

export const origin = 'http://localhost:8080';
type App = Awaited<ReturnType<typeof createServer>>;

/** Stands for the offerings: a page for residents, one for staff. */
const offering = defineModule({
  name: 'offering',
  retention: 'none',
  dataSubject: 'none',
  routes: [
    route({
      name: 'portal.account',
      method: 'GET',
      path: { de: '/konto', en: '/account' },
      access: 'person',
      handle: (ctx) => page({ title: 'x', body: html`<h1>${ctx.actor.name}</h1>` }),
    }),
    route({
      name: 'online-services.work-list',
      method: 'GET',
      path: { de: '/arbeit', en: '/work' },
      access: 'staff',
      handle: (ctx) =>
        page({
          title: 'x',
          body: html`<h1>${ctx.actor.name}</h1>
            <p>${ctx.actor.unitIds.join(' ')}</p>`,
        }),
    }),
  ],
});

export interface SignInHouse {
  readonly house: TestHouse;
  readonly app: App;
  readonly idp: BayernId;
  readonly staffOidc: StaffOidc;
}

/** The whole of sign-in: our side by injection, both identity providers over HTTP, the demo city loaded. */
export async function signInHouse(env: Record<string, string> = {}): Promise<SignInHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'amt-identity-'));
  const organisation = await readOrganisation(cityFolder);
  let app: App | undefined;
  const idp = await startBayernId({
    port: 0,
    people: (await readDemoPeople(cityFolder)).residents,
    serviceProvider: async () => (await app?.inject('/saml/metadata'))?.body ?? '',
  });
  const staffOidc = await startStaffOidc({
    port: 0,
    staff: organisation.demoStaff,
    clientId: 'digitales-amt',
    redirectUri: `${origin}/oidc/callback`,
  });
  const house = await testHouse({
    modules: [httpModule, identity, offering],
    env: {
      ORIGIN: origin,
      AMT_DATA: folder,
      AMT_DEMO: 'true',
      BAYERNID_URL: idp.ssoUrl,
      BAYERNID_ENTITY_ID: idp.entityId,
      BAYERNID_CERTIFICATE: idp.certificate,
      STAFF_OIDC_ISSUER: staffOidc.url,
      ...env,
    },
  });
  await identity.seed.city?.(house.context(), { id: 'muenchen', folder: cityFolder });
  app = await createServer({
    modules: house.modules,
    db: house.db,
    files: house.files,
    settings: house.settings,
    clock: house.clock,
    origin,
    resolveActor,
    renderPage: ({ title, body }) =>
      html`<!DOCTYPE html>
        <html lang="de">
          <head>
            <meta charset="utf-8" />
            <title>${title}</title>
          </head>
          <body>
            <main>${body}</main>
          </body>
        </html>`,
    signIn: { person: 'identity.sign-in', staff: 'identity.staff-sign-in' },
    log: createLogger({ level: 'silent' }),
    rateLimits: 'off',
  });
  after(async () => {
    await app?.close();
    await idp.close();
    await staffOidc.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { house, app, idp, staffOidc };
}

export interface Reply {
  readonly status: number;
  readonly body: string;
  /** of a redirect, else '' */
  readonly location: string;
}

/** A browser without scripts: keeps cookies, sends forms; `from` says from which site a form comes. */
export class Browser {
  readonly #app: App;
  readonly #cookies = new Map<string, string>();

  constructor(app: App) {
    this.#app = app;
  }

  async ask(method: 'GET' | 'POST', path: string, form: Record<string, string> = {}, from = 'same-origin'): Promise<Reply> {
    // a form from another site arrives without our SameSite cookie
    const cookie = from === 'cross-site' ? '' : [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const payload = method === 'POST' ? { payload: new URLSearchParams(form).toString() } : {};
    const headers = {
      'sec-fetch-site': from,
      ...(cookie === '' ? {} : { cookie }),
      ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    };
    const answer = await this.#app.inject({ method, url: path, headers, ...payload });
    for (const { name, value } of answer.cookies) this.#cookies.set(name, value);
    return { status: answer.statusCode, body: answer.body, location: answer.headers.location?.replace(origin, '') ?? '' };
  }

  get(path: string): Promise<Reply> {
    return this.ask('GET', path);
  }

  post(path: string, form: Record<string, string> = {}): Promise<Reply> {
    return this.ask('POST', path, form);
  }
}

/** Posts the hand-over page to the simulated BayernID and makes a choice there; gives the base64 response. */
export async function chooseAtBayernId(idp: BayernId, handOver: string, choice: Record<string, string>): Promise<string> {
  const send = async (url: string, form: Record<string, string>) =>
    (await fetch(url, { method: 'POST', body: new URLSearchParams(form) })).text();
  const token = hidden(await send(idp.ssoUrl, { SAMLRequest: hidden(handOver, 'SAMLRequest') }), 'token');
  return hidden(await send(`${idp.url}/saml/continue`, { token, ...choice }), 'SAMLResponse');
}
