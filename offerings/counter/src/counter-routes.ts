import { services } from '@amt/catalogue';
import { firstPageHref, staffDraftsOf } from '@amt/forms';
import { formatDateTime, pick } from '@amt/i18n';
import { units } from '@amt/identity';
import { formField, may, notFound, page, redirect, route, type Answer, type Context, type FormBody, type RouteRequest } from '@amt/module';
import type { FieldError } from '@amt/ui';
import { Type } from 'typebox';
import { beginForSomebody, consentOf, counterChannels, serviceForCounter } from './begin-for-somebody.ts';
import { messages } from './messages.ts';
import { beginPage, counterPage, type BeginPageProps } from './pages/counter-pages.ts';
import { largestPaper, takePaper } from './take-paper.ts';

const params = Type.Object({ serviceId: Type.String({ maxLength: 100 }) });
const base = { de: '/mitarbeit/schalter', en: '/staff/counter' };
const ofService = { de: `${base.de}/:serviceId`, en: `${base.en}/:serviceId` };
type Request = Pick<RouteRequest<{ serviceId: string }, unknown, FormBody>, 'params' | 'href'>;

const home = route({
  name: 'counter.home',
  method: 'GET',
  path: base,
  access: 'counter.fill',
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }),
  async handle(ctx, request) {
    const { q = '' } = request.query;
    const [all, parts, begun] = await Promise.all([services(ctx.db), units(ctx.db), staffDraftsOf(ctx, ctx.actor.id ?? '')]);
    const unitName = new Map(parts.map((unit) => [unit.id, pick(unit.name, ctx.locale)]));
    const mine = all.filter(
      (one) => one.formId !== undefined && one.caseTypeId !== undefined && may(ctx.actor, 'counter.fill', one.unitId),
    );
    const wanted = q.trim().toLocaleLowerCase('de');
    return page(
      counterPage({
        services: mine
          .filter((one) => pick(one.name, ctx.locale).toLocaleLowerCase('de').includes(wanted))
          .map((one) => ({
            name: pick(one.name, ctx.locale),
            unit: unitName.get(one.unitId) ?? one.unitId,
            href: request.href('counter.begin', { serviceId: one.id }),
            sheetHref: request.href('counter.sheet', { formId: one.formId ?? '' }),
          })),
        drafts: begun.map((draft) => {
          const service = all.find((one) => one.id === draft.serviceId);
          const channel = counterChannels.find((one) => one === draft.channel) ?? 'counter';
          return {
            name: service ? pick(service.name, ctx.locale) : draft.formId,
            channel: messages[ctx.locale].channel[channel](),
            changed: formatDateTime(draft.changedAt, ctx.locale),
            href: request.href(channel === 'paper' ? 'counter.enter-sheet' : 'forms.draft', { draftId: draft.id }),
          };
        }),
        query: q,
        action: request.href('counter.home'),
        locale: ctx.locale,
      }),
    );
  },
});

const nothing: BeginPageProps['typed'] = { channel: 'counter', given: '', identified: '', agreed: false };

async function show(ctx: Context, request: Request, typed = nothing, errors: readonly FieldError[] = []): Promise<Answer> {
  const service = await serviceForCounter(ctx, request.params.serviceId);
  if (!service) return notFound();
  const { serviceId } = request.params;
  return page(
    beginPage({
      serviceName: pick(service.name, ctx.locale),
      action: request.href('counter.start', { serviceId }),
      paperAction: request.href('counter.take-paper', { serviceId }),
      homeHref: request.href('counter.home'),
      maxBytes: largestPaper,
      typed,
      errors,
      locale: ctx.locale,
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

const typedIn = (body: FormBody): BeginPageProps['typed'] => ({
  channel: formField(body, 'channel'),
  given: formField(body, 'given'),
  identified: formField(body, 'identified'),
  agreed: formField(body, 'agreed') === 'yes',
});

const begin = route({
  name: 'counter.begin',
  method: 'GET',
  path: ofService,
  access: 'counter.fill',
  params,
  handle: (ctx, request) => show(ctx, request),
});

const start = route({
  name: 'counter.start',
  method: 'POST',
  path: ofService,
  access: 'counter.fill',
  params,
  async handle(ctx, request) {
    const typed = typedIn(request.body);
    const begun = await beginForSomebody(ctx, { serviceId: request.params.serviceId, ...typed });
    if (begun.ok)
      return redirect(
        typed.channel === 'paper' ? request.href('counter.enter-sheet', { draftId: begun.value }) : firstPageHref(request, begun.value),
      );
    if (begun.code === 'not-found') return notFound();
    return show(ctx, request, typed, [{ field: begun.code, message: messages[ctx.locale].missing[begun.code]() }]);
  },
});

const paper = route({
  name: 'counter.take-paper',
  method: 'POST',
  path: { de: `${base.de}/:serviceId/papier`, en: `${base.en}/:serviceId/paper` },
  access: 'counter.fill',
  params,
  uploads: { maxBytes: largestPaper, maxFiles: 1 },
  async handle(ctx, request) {
    const service = await serviceForCounter(ctx, request.params.serviceId);
    if (service?.formId === undefined || ctx.actor.id === undefined) return notFound();
    const m = messages[ctx.locale];
    const typed = typedIn(request.body);
    const refuse = (field: string, message: string): Promise<Answer> =>
      show(ctx, request, typed, [{ field, message }, ...(field === 'paper' ? [] : [{ field: 'paper', message: m.fault.again() }])]);
    const consent = consentOf(ctx, typed);
    if (!consent.ok) return refuse(`paper-${consent.code}`, m.missing[consent.code]());
    const upload = request.uploads.find((one) => one.field === 'paper');
    if (!upload) return refuse('paper', request.refusedUploads.length > 0 ? m.fault['too-large']() : m.fault.missing());
    const taken = await takePaper(ctx, await ctx.files.read(upload.sha256), {
      kind: 'staff',
      staffId: ctx.actor.id,
      unitId: service.unitId,
      consent: consent.value,
      service: { id: service.id, formId: service.formId },
      upload,
    });
    return taken.ok
      ? redirect(request.href('counter.enter-sheet', { draftId: taken.value }, { check: '1' }))
      : refuse('paper', m.fault[taken.code]());
  },
});

export const counterRoutes = [home, begin, start, paper];
