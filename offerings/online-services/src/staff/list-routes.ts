import { caseTypes, countByPhase, workList } from '@amt/cases';
import { services } from '@amt/catalogue';
import { officeDate } from '@amt/clock';
import { pick } from '@amt/i18n';
import { staffOfUnit } from '@amt/identity';
import { page, route, unitsWhere } from '@amt/module';
import { staffHomePage } from './pages/staff-home-page.ts';
import { workListPage } from './pages/work-list-page.ts';
import { filterOf, queryOf, viewOf, WorkListQuery } from './work-list-filter.ts';

const home = route({
  name: 'online-services.staff-home',
  method: 'GET',
  path: { de: '/mitarbeit', en: '/staff' },
  access: 'staff',
  async handle(ctx, request) {
    const today = officeDate(ctx.now);
    const view = viewOf({});
    const list = (change: Partial<typeof view>, limit = 0): ReturnType<typeof workList> =>
      workList(ctx.db, { ...filterOf({ ...view, ...change }, ctx.actor), limit }, today);
    const [phases, mine, unassigned, overdue, types, all] = await Promise.all([
      countByPhase(ctx.db, { unitIds: unitsWhere(ctx.actor, 'cases.read') }),
      list({ owner: 'me' }, 8),
      list({ owner: 'none' }),
      list({ overdue: true }),
      caseTypes(ctx.db),
      services(ctx.db),
    ]);
    return page(
      staffHomePage({
        name: ctx.actor.name,
        figures: { mine: mine.total, unassigned: unassigned.total, overdue: overdue.total, phases },
        mine: mine.cases,
        types: new Map(types.map((type) => [type.id, type])),
        services: new Map(all.map((service) => [service.id, pick(service.name, ctx.locale)])),
        now: ctx.now,
        locale: ctx.locale,
        listHref: (change) => request.href('online-services.work-list', {}, queryOf({ ...view, ...change })),
        caseHref: (caseId) => request.href('online-services.staff-case', { caseId }),
      }),
    );
  },
});

const list = route({
  name: 'online-services.work-list',
  method: 'GET',
  path: { de: '/mitarbeit/vorgaenge', en: '/staff/cases' },
  access: 'cases.read',
  query: WorkListQuery,
  async handle(ctx, request) {
    const view = viewOf(request.query);
    const unitIds = unitsWhere(ctx.actor, 'cases.read');
    const [found, types, all, ...teams] = await Promise.all([
      workList(ctx.db, filterOf(view, ctx.actor), officeDate(ctx.now)),
      caseTypes(ctx.db),
      services(ctx.db),
      ...unitIds.map((unitId) => staffOfUnit(ctx.db, unitId)),
    ]);
    const handled = new Set(types.filter((type) => unitIds.includes(type.unitId)).map((type) => type.id));
    return page(
      workListPage({
        list: found,
        view,
        services: all
          .filter((service) => service.caseTypeId !== undefined && handled.has(service.caseTypeId))
          .map((service) => ({ id: service.id, name: pick(service.name, ctx.locale) })),
        types: new Map(types.map((type) => [type.id, type])),
        owners: new Map(teams.flat().map((staff) => [staff.id, staff.name])),
        now: ctx.now,
        locale: ctx.locale,
        listHref: (change) => request.href('online-services.work-list', {}, queryOf({ ...view, ...change })),
        caseHref: (caseId) => request.href('online-services.staff-case', { caseId }),
      }),
    );
  },
});

export const listRoutes = [home, list];
