import { caseFigures, caseTypes } from '@amt/cases';
import { serviceById, services, type Service } from '@amt/catalogue';
import { officeDate, officeTimeZone } from '@amt/clock';
import { fieldUsage, offeredForm, pageUsage, type FieldUsage } from '@amt/forms';
import { pick } from '@amt/i18n';
import { notFound, page, route, unitsWhere, type Context } from '@amt/module';
import { Type } from 'typebox';
import { ratingSummaries, remarksOn } from '../rating/rating-store.ts';
import { messages } from '../messages.ts';
import { maturityOf, type Maturity } from './maturity.ts';
import { serviceStatisticsPage, statisticsPage } from './pages/statistics-pages.ts';

/** Spans a page offers, in days. */
const spans = [30, 90, 365] as const;
const query = Type.Object({ days: Type.Optional(Type.String({ maxLength: 4 })) });

interface Span {
  readonly days: number;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly begin: Temporal.Instant;
}

function spanOf(ctx: Context, days: string | undefined): Span {
  const length = spans.find((span) => String(span) === days) ?? 90;
  const to = officeDate(ctx.now);
  const from = to.subtract({ days: length });
  return { days: length, from, to, begin: from.toZonedDateTime(officeTimeZone).toInstant() };
}

const overview = route({
  name: 'online-services.statistics',
  method: 'GET',
  path: { de: '/mitarbeit/statistik', en: '/staff/statistics' },
  access: 'online-services.read-statistics',
  query,
  async handle(ctx, request) {
    const span = spanOf(ctx, request.query.days);
    const unitIds = unitsWhere(ctx.actor, 'online-services.read-statistics');
    const [figures, ratings, all, types] = await Promise.all([
      caseFigures(ctx.db, unitIds, span.begin, ctx.now),
      ratingSummaries(ctx.db, span.from, span.to),
      services(ctx.db),
      caseTypes(ctx.db),
    ]);
    const maturities = new Map<string, Maturity>();
    for (const service of all) maturities.set(service.id, await maturity(ctx, service, types));
    const names = new Map(all.map((service) => [service.id, pick(service.name, ctx.locale)]));
    return page(
      statisticsPage({
        rows: figures.map((figure) => ({
          ...figure,
          name: names.get(figure.serviceId) ?? figure.serviceId,
          rating: ratings.find((rating) => rating.serviceId === figure.serviceId),
          maturity: maturities.get(figure.serviceId),
        })),
        days: span.days,
        spans,
        spanHref: (days) => request.href('online-services.statistics', {}, { days: String(days) }),
        serviceHref: (serviceId) => request.href('online-services.service-statistics', { serviceId }, { days: String(span.days) }),
        locale: ctx.locale,
      }),
    );
  },
});

const ofService = route({
  name: 'online-services.service-statistics',
  method: 'GET',
  path: { de: '/mitarbeit/statistik/:serviceId', en: '/staff/statistics/:serviceId' },
  access: 'online-services.read-statistics',
  params: Type.Object({ serviceId: Type.String({ maxLength: 100 }) }),
  query,
  async handle(ctx, request) {
    const span = spanOf(ctx, request.query.days);
    const unitIds = unitsWhere(ctx.actor, 'online-services.read-statistics');
    const service = await serviceById(ctx.db, request.params.serviceId);
    const types = await caseTypes(ctx.db);
    const type = types.find((one) => one.id === service?.caseTypeId);
    if (!service || !type || !unitIds.includes(type.unitId)) return notFound();
    const [figures, ratings, remarks, usage, fields] = await Promise.all([
      caseFigures(ctx.db, unitIds, span.begin, ctx.now),
      ratingSummaries(ctx.db, span.from, span.to),
      remarksOn(ctx.db, service.id),
      service.formId === undefined ? [] : pageUsage(ctx.db, service.formId, span.from, span.to),
      service.formId === undefined ? [] : fieldUsage(ctx.db, service.formId, span.from, span.to),
    ]);
    return page(
      serviceStatisticsPage({
        name: pick(service.name, ctx.locale),
        figures: figures.find((figure) => figure.serviceId === service.id),
        rating: ratings.find((rating) => rating.serviceId === service.id),
        remarks,
        usage: usage.map(({ page: pageId, title, shown, left, refused, meanSeconds }) => ({
          page: pageId,
          title: pick(title, ctx.locale),
          shown,
          left,
          errors: refused,
          meanSeconds,
        })),
        fields: fields.map((field) => fieldRow(field, ctx.locale)),
        maturity: await maturity(ctx, service, types),
        days: span.days,
        listHref: request.href('online-services.statistics', {}, { days: String(span.days) }),
        locale: ctx.locale,
      }),
    );
  },
});

async function maturity(ctx: Context, service: Service, types: Awaited<ReturnType<typeof caseTypes>>): Promise<Maturity> {
  const form = service.formId === undefined ? undefined : await offeredForm(ctx.db, service.formId);
  return maturityOf({ service, form: form?.definition, caseType: types.find((type) => type.id === service.caseTypeId) });
}

const faultKinds: Readonly<Record<string, 'empty' | 'date' | 'length' | 'file' | 'rule'>> = {
  required: 'empty',
  choose: 'empty',
  declaration: 'empty',
  files: 'empty',
  addressIncomplete: 'empty',
  matrixIncomplete: 'empty',
  date: 'date',
  dateIncomplete: 'date',
  dateTooEarly: 'date',
  dateTooLate: 'date',
  datetimeIncomplete: 'date',
  tooShort: 'length',
  tooLong: 'length',
  mediaType: 'file',
  fileTooLarge: 'file',
  fileEmpty: 'file',
  tooManyFiles: 'file',
  rule: 'rule',
};

/** A question with its most frequent kind of fault in words. */
function fieldRow({ field, label, answered, refused, faults }: FieldUsage, locale: Context['locale']) {
  const code = faults[0]?.code;
  return {
    field,
    label: pick(label, locale),
    answered,
    refused,
    reason: code === undefined ? undefined : messages[locale].staff.statistics.fields.fault[faultKinds[code] ?? 'form'](),
  };
}

export const statisticsRoutes = [overview, ofService];
