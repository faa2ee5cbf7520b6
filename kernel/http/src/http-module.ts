import { csrfField, html } from '@amt/html';
import { defineJob, defineModule, page, problem, route } from '@amt/module';
import { Type } from 'typebox';
import { claimKeptForm } from './kept-forms.ts';
import { messages } from './messages.ts';
import { deleteExpired, endSessionsOf, sessionsOf } from './sessions/session-store.ts';

/** Route of the page that gives back what was typed before the session ended. */
export const keptFormRoute = 'http.kept-form';

const keptFormPage = route({
  name: keptFormRoute,
  method: 'GET',
  path: { de: '/eingaben/:token', en: '/entries/:token' },
  access: 'account',
  params: Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }),
  async handle(ctx, request) {
    const who = request.session.signedIn;
    const form = who && (await claimKeptForm(ctx.db, request.params.token, who, ctx.now));
    const m = messages[ctx.locale].keptForm;
    if (!form) return problem(410, 'gone', m.gone());
    return page({
      title: m.title(),
      layout: 'question',
      body: html`
        <h1 class="kern-heading-large">${m.title()}</h1>
        <p class="kern-text">${m.text()}</p>
        ${form.hadFiles && html`<p class="kern-text">${m.files()}</p>`}
        <form method="post" action="${form.path}">
          ${csrfField()} ${form.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
          <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">${m.submit()}</span></button>
        </form>
      `,
    });
  },
});

const removeExpired = defineJob({
  name: 'http.remove-expired-sessions',
  payload: Type.Object({}),
  cron: '17 * * * *',
  run: async (ctx) => {
    await deleteExpired(ctx.db, ctx.now);
  },
});

/** Sessions and kept forms as a module: their tables, their clean-up, what a person's export says of them. */
export const httpModule = defineModule({
  name: 'http',
  migrations: new URL('../migrations/', import.meta.url),
  routes: [keptFormPage],
  jobs: [removeExpired],
  retention: { rule: messages.de.sessions.retention(), run: (ctx) => deleteExpired(ctx.db, ctx.now) },
  dataSubject: {
    export: async (ctx, accountId) => ({ sessions: await sessionsOf(ctx.db, { kind: 'person', id: accountId }) }),
    erase: async (ctx, accountId) => {
      await endSessionsOf(ctx.db, { kind: 'person', id: accountId });
      return [];
    },
  },
});
