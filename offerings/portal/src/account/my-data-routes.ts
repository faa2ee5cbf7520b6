import { readsOf } from '@amt/audit';
import { accountById, attributesOf, setPreferences } from '@amt/identity';
import { formatDate, formatDateTime } from '@amt/i18n';
import {
  fileAnswer,
  notFound,
  page,
  redirect,
  route,
  type Answer,
  type Context,
  type Module,
  type Route,
  type RouteRequest,
} from '@amt/module';
import type { FieldError } from '@amt/ui';
import { messages } from '../messages.ts';
import { eraseAccount, exportAccount } from './erase-account.ts';
import { erasedPage, myDataPage } from './pages/my-data-page.ts';

type Links = Pick<RouteRequest<unknown, unknown, unknown>, 'href'>;

async function showMyData(ctx: Context, { href }: Links, errors: readonly FieldError[] = []): Promise<Answer> {
  const { locale } = ctx;
  const m = messages[locale].myData;
  const [account, attributes, readings] = await Promise.all([
    accountById(ctx.db, ctx.actor.id),
    attributesOf(ctx.db, ctx.actor.id),
    readsOf(ctx.db, ctx.actor.id),
  ]);
  if (!account) return notFound();
  const labels: Record<string, () => string> = { ...m.name };
  const actions: Record<string, () => string> = { ...m.action };
  return page(
    myDataPage({
      attributes: attributes.map((one) => ({
        label: labels[one.name]?.() ?? one.name,
        value: one.name === 'birthDate' ? formatDate(Temporal.PlainDate.from(one.value), locale) : one.value,
        level: m.trust[one.trustLevel](),
        date: formatDate(one.obtainedAt, locale),
      })),
      readings: readings.map((one) => ({
        when: formatDateTime(one.at, locale),
        who: one.actorName,
        what: actions[one.subjectType]?.() ?? one.action,
      })),
      exportHref: href('portal.export'),
      eraseHref: href('portal.erase'),
      notify: account.notifyByMail,
      preferencesHref: href('portal.preferences'),
      errors,
      locale,
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

const myData = route({
  name: 'portal.my-data',
  method: 'GET',
  path: { de: '/konto/meine-daten', en: '/account/my-data' },
  access: 'person',
  handle: (ctx, request) => showMyData(ctx, request),
});

const preferences = route({
  name: 'portal.preferences',
  method: 'POST',
  path: { de: '/konto/meine-daten/benachrichtigung', en: '/account/my-data/notifications' },
  access: 'person',
  async handle(ctx, request) {
    await setPreferences(ctx.db, ctx.actor.id, { notifyByMail: request.body['notify'] === 'yes' });
    await request.session.flash(messages[ctx.locale].myData.saved());
    return redirect(request.href('portal.my-data'));
  },
});

function exportData(modules: () => readonly Module[]): Route {
  return route({
    name: 'portal.export',
    method: 'GET',
    path: { de: '/konto/meine-daten/export', en: '/account/my-data/export' },
    access: 'person',
    async handle(ctx) {
      const data = await exportAccount(ctx, modules(), ctx.actor.id);
      return fileAnswer({
        body: `${JSON.stringify(data, null, 2)}\n`,
        mediaType: 'application/json',
        fileName: messages[ctx.locale].myData.fileName(),
      });
    },
  });
}

function erase(modules: () => readonly Module[]): Route {
  return route({
    name: 'portal.erase',
    method: 'POST',
    path: { de: '/konto/meine-daten/loeschen', en: '/account/my-data/delete' },
    access: 'person',
    async handle(ctx, request) {
      if (request.body['sure'] !== 'yes')
        return showMyData(ctx, request, [{ field: 'sure', message: messages[ctx.locale].myData.notSure() }]);
      const kept = await eraseAccount(ctx, modules(), ctx.actor.id);
      await request.session.end();
      return page(erasedPage({ kept: [...new Set(kept)], homeHref: request.href('portal.home'), locale: ctx.locale }));
    },
  });
}

/** The rights of the person: to know, to take along, to be forgotten. */
export const myDataRoutes = (modules: () => readonly Module[]): Route[] => [myData, preferences, exportData(modules), erase(modules)];
