import { setTimeout as pause } from 'node:timers/promises';
import { createLogger, createServer, httpModule } from '@amt/http';
import identity, { keepTrustLevel } from '@amt/identity';
import { type Html, html } from '@amt/html';
import { type Actor, type SignedIn, anonymous, defineModule, page, redirect, route } from '@amt/module';
import { type TestHouse, testHouse } from '@amt/testing';
import Type from 'typebox';
import { compileForm } from './check-definition.ts';
import type { FormDefinition } from './definition.ts';
import forms, { draftKey, ownsDraft, publishForm, startDraft } from './index.ts';
import { householdForm } from './household-form.fixture.ts';
import { completeDraft } from './complete-draft.ts';
import { inTransaction } from '@amt/db';

type Server = Awaited<ReturnType<typeof createServer>>;
interface Asking {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly payload?: string | Buffer;
  readonly headers?: Record<string, string>;
}
/** Answer of the server. */
export type Answer = Awaited<ReturnType<typeof askServer>>;

function askServer(app: Server, request: Asking) {
  return app.inject(request);
}

/** What stands around the wizard: somewhere to begin and to send, and a way to be somebody. */
const around = defineModule({
  name: 'online-services',
  dependsOn: { forms },
  retention: 'none',
  dataSubject: 'none',
  routes: [
    route({
      name: 'online-services.become',
      method: 'POST',
      path: '/become/:account',
      access: 'public',
      params: Type.Object({ account: Type.String() }),
      query: Type.Object({ level: Type.Optional(Type.Literal('basic')) }),
      async handle(_ctx, request) {
        await request.session.signIn({ kind: 'person', id: request.params.account });
        await keepTrustLevel(request.session, request.query.level ?? 'substantial');
        return redirect('/de/');
      },
    }),
    route({
      name: 'online-services.begin',
      method: 'POST',
      path: '/begin/:form',
      access: 'public',
      params: Type.Object({ form: Type.String() }),
      async handle(ctx, request) {
        const attributes = ctx.actor.kind === 'person' ? attributesOfErika : [];
        const started = await startDraft(ctx, request.session, { formId: request.params.form, serviceId: 'service', attributes });
        return started.ok
          ? redirect(request.href('forms.draft', { draftId: started.value }))
          : page({ title: started.code, body: html`<h1>${started.code}</h1>` }, { status: 409 });
      },
    }),
    route({
      name: 'online-services.mail-code',
      method: 'POST',
      path: '/mail-code/:draftId',
      access: 'public',
      handle: () => redirect('/de/'),
    }),
    route({
      name: 'online-services.submit',
      method: 'POST',
      path: { de: '/antrag/:draftId/absenden', en: '/application/:draftId/submit' },
      access: 'public',
      params: Type.Object({ draftId: Type.String() }),
      async handle(ctx, request) {
        const { draftId } = request.params;
        if (!(await ownsDraft(ctx, request.session, draftId))) return page({ title: 'no', body: html`<h1>no</h1>` }, { status: 404 });
        const sent = await inTransaction(ctx.db, (tx) => completeDraft({ ...ctx, db: tx }, draftId, draftKey(request.session, draftId)));
        return sent.ok
          ? page({ title: 'sent', body: html`<h1>${sent.value.id}</h1>` })
          : redirect(request.href('forms.check', { draftId }));
      },
    }),
  ],
});

const attributesOfErika = [
  { name: 'givenName', value: 'Erika', trustLevel: 'substantial', source: 'bayernid' },
  { name: 'surname', value: 'Mustermann', trustLevel: 'substantial', source: 'bayernid' },
  { name: 'birthDate', value: '1984-08-12', trustLevel: 'substantial', source: 'bayernid' },
  { name: 'street', value: 'Marienplatz', trustLevel: 'substantial', source: 'bayernid' },
  { name: 'houseNumber', value: '8', trustLevel: 'substantial', source: 'bayernid' },
  { name: 'postalCode', value: '80331', trustLevel: 'substantial', source: 'bayernid' },
  { name: 'city', value: 'München', trustLevel: 'basic', source: 'bayernid' },
];

async function resolveActor(_db: unknown, signedIn: SignedIn | undefined): Promise<Actor> {
  if (!signedIn) return Promise.resolve(anonymous);
  return Promise.resolve({ ...anonymous, kind: signedIn.kind, id: signedIn.id, name: 'Erika' });
}

export interface Wizard {
  readonly app: Server;
  readonly house: TestHouse;
  readonly visitor: () => Visitor;
  /** a new account, by its id */
  readonly account: () => Promise<string>;
}

/** The server with the wizard, on a database of its own, with one published form. */
export async function startWizard(
  definitions: readonly FormDefinition[] = [householdForm()],
  env: Readonly<Record<string, string>> = {},
): Promise<Wizard> {
  const modules = [httpModule, identity, forms, around];
  const house = await testHouse({ modules, now: '2026-11-23T12:00:00Z', env });
  for (const definition of definitions) await publishForm(house.context(), compileForm(definition));
  const app = await createServer({
    modules,
    db: house.db,
    files: house.files,
    settings: house.settings,
    clock: house.clock,
    origin: 'http://localhost:8080',
    resolveActor,
    renderPage: (content): Html =>
      html`<!doctype html><html lang="de"><head><title>${content.title}</title></head><body><main>${content.body}</main></body></html>`,
    signIn: { person: 'identity.sign-in', staff: 'identity.sign-in' },
    rateLimits: 'off',
    log: createLogger({ destination: { write: () => undefined } }),
  });
  return {
    app,
    house,
    visitor: () => new Visitor(app),
    async account() {
      const { id } = await house.db
        .insertInto('identity.account')
        .values({
          displayName: 'Erika Mustermann',
          trustLevel: 'substantial',
          locale: 'de',
          createdAt: house.clock.now(),
          bpk2: null,
          mail: null,
          lastSignInAt: null,
          erasedAt: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
  };
}

/** One browser without scripts. */
export class Visitor {
  readonly #app: Server;
  #cookies = new Map<string, string>();
  constructor(app: Server) {
    this.#app = app;
  }

  async #ask(request: Asking): Promise<Answer> {
    for (;;) {
      const answer = await this.#askOnce(request);
      // a machine that is busy with other things answers so before any work is done
      if (answer.statusCode !== 503) return answer;
      await pause(500);
    }
  }

  async #askOnce(request: Asking): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await askServer(this.#app, { ...request, headers: { ...request.headers, ...(cookie === '' ? {} : { cookie }) } });
    for (const set of answer.cookies) {
      if (set.value === '') this.#cookies.delete(set.name);
      else this.#cookies.set(set.name, set.value);
    }
    return answer;
  }

  get(url: string): Promise<Answer> {
    return this.#ask({ method: 'GET', url });
  }

  post(url: string, fields: Record<string, string | string[]> = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.#ask({
      method: 'POST',
      url,
      payload: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
  }

  upload(url: string, fields: Record<string, string>, files: readonly { field: string; name: string; content: Buffer }[]): Promise<Answer> {
    const boundary = '----wizard';
    const parts = [
      ...Object.entries(fields).map(([name, value]) =>
        Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
      ),
      ...files.map(({ field, name, content }) =>
        Buffer.concat([
          Buffer.from(
            `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
          ),
          content,
          Buffer.from('\r\n'),
        ]),
      ),
      Buffer.from(`--${boundary}--\r\n`),
    ];
    return this.#ask({
      method: 'POST',
      url,
      payload: Buffer.concat(parts),
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'sec-fetch-site': 'same-origin' },
    });
  }

  async become(account: string, level?: 'basic'): Promise<void> {
    await this.post(`/become/${account}${level === undefined ? '' : `?level=${level}`}`);
  }

  /** Begins the form; the address of the draft. */
  async begin(form = 'household'): Promise<string> {
    const answer = await this.post(`/begin/${form}`);
    return String(answer.headers.location);
  }

  /** Follows redirects. */
  async follow(answer: Answer): Promise<Answer> {
    let now = answer;
    while (now.statusCode === 303) now = await this.get(String(now.headers.location));
    return now;
  }

  /** Forgets cookies of such names. */
  forget(names: RegExp): void {
    for (const name of this.#cookies.keys()) if (names.test(name)) this.#cookies.delete(name);
  }

  forgetSession(): void {
    this.#cookies = new Map();
  }
}

/** The address a page's form is sent to, and its hidden revision. */
export function formOf(answer: Answer): { action: string; revision: string } {
  return {
    action: /<form[^>]* action="([^"]+)"/.exec(answer.body)?.[1] ?? '',
    revision: /name="_revision"\s+value="(\d+)"/.exec(answer.body)?.[1] ?? '',
  };
}
