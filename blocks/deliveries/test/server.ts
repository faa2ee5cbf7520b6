import { createHash, randomBytes } from 'node:crypto';
import { after } from 'node:test';
import { sql } from '@amt/db';
import { html } from '@amt/html';
import { createLogger, createServer, httpModule } from '@amt/http';
import { anonymous, defineModule, page, route, type Actor, type Module } from '@amt/module';
import type { TestHouse } from '@amt/testing';

/** What the server wants to know of signing in. */
const around = defineModule({
  name: 'identity-pages',
  retention: 'none',
  dataSubject: 'none',
  routes: ['person', 'staff'].map((who) =>
    route({
      name: `identity-pages.${who}`,
      method: 'GET',
      path: { de: `/${who}`, en: `/${who}` },
      access: 'public',
      handle: () => page({ title: who, body: html`<h1>${who}</h1>` }),
    }),
  ),
});

/** The house over HTTP. Whoever has a session ({@link cookieOf}) is the given actor. */
export async function serverOf(house: TestHouse, more: readonly Module[], actor: Actor = anonymous) {
  const app = await createServer({
    modules: [httpModule, ...house.modules.filter(({ name }) => name === 'deliveries'), ...more, around],
    db: house.db,
    files: house.files,
    settings: house.settings,
    clock: house.clock,
    origin: 'http://localhost:8080',
    resolveActor: async () => actor,
    renderPage: ({ title, body }) =>
      html`<!doctype html>
        <html lang="de">
          <head>
            <title>${title}</title>
          </head>
          <body>
            <main>${body}</main>
          </body>
        </html>`,
    signIn: { person: 'identity-pages.person', staff: 'identity-pages.staff' },
    log: createLogger({ level: 'silent' }),
    rateLimits: 'off',
  });
  after(() => app.close());
  return app;
}

/** A session of a member of staff. */
export async function cookieOf({ db, clock }: TestHouse, { kind, id }: Actor): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = clock.now();
  await sql`insert into ${sql.table('http.session')} (id_hash, holder_kind, holder_id, created_at, last_seen_at, expires_at)
    values (${createHash('sha256').update(token).digest()}, ${kind}, ${id}, ${now}, ${now}, ${now.add({ hours: 8 })})`.execute(db);
  return `amt-session=${token}`;
}
