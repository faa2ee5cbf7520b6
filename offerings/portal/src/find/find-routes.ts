import {
  featuredServices,
  feeText,
  lifeSituationBySlug,
  lifeSituations,
  recordSearch,
  searchServices,
  serviceBySlug,
  services,
  servicesOfLifeSituation,
  slugOf,
  type Service,
  type ServiceLink,
} from '@amt/catalogue';
import { pick, type Locale } from '@amt/i18n';
import { unitById } from '@amt/identity';
import {
  configOf,
  notFound,
  page,
  redirect,
  route,
  versionedPage,
  type Context,
  type Module,
  type Route,
  type RouteRequest,
} from '@amt/module';
import { Type } from 'typebox';
import { portalConfig } from '../settings.ts';
import { homePage } from './pages/home-page.ts';
import { searchPage } from './pages/search-page.ts';
import { lifeSituationPage, serviceListPage, type ListedService } from './pages/service-list-page.ts';
import { servicePage } from './pages/service-page.ts';

type Links = Pick<RouteRequest<unknown, unknown, unknown>, 'href'>;
const slug = Type.Object({ slug: Type.String({ maxLength: 100 }) });

const serviceHref = ({ href }: Links, service: Pick<Service, 'slug'>, locale: Locale): string =>
  href('portal.service', { slug: slugOf(service, locale) });

function listed(links: Links, service: ServiceLink, locale: Locale): ListedService {
  return {
    name: pick(service.name, locale),
    lead: pick(service.lead, locale),
    href: serviceHref(links, service, locale),
    online: service.formId !== undefined,
  };
}

const home = route({
  name: 'portal.home',
  method: 'GET',
  path: { de: '/', en: '/' },
  access: 'public',
  async handle(ctx, request) {
    const { locale } = ctx;
    const [situations, featured] = await Promise.all([lifeSituations(ctx.db), featuredServices(ctx.db)]);
    return page(
      homePage({
        cityName: configOf(ctx, portalConfig).CITY_NAME,
        searchHref: request.href('portal.search'),
        suggestHref: request.href('catalogue.api-suggestions', {}, { locale }),
        situations: situations.map((one) => ({
          name: pick(one.name, locale),
          lead: pick(one.lead, locale),
          icon: one.icon,
          href: request.href('portal.life-situation', { slug: slugOf(one, locale) }),
        })),
        featured: featured.slice(0, 6).map((service) => listed(request, service, locale)),
        allHref: request.href('portal.services'),
        locale,
      }),
      { cache: 'public' },
    );
  },
});

const all = route({
  name: 'portal.services',
  method: 'GET',
  path: { de: '/leistungen', en: '/services' },
  access: 'public',
  async handle(ctx, request) {
    const found = (await services(ctx.db)).map((service) => listed(request, service, ctx.locale));
    return page(
      serviceListPage({
        services: found.toSorted((a, b) => a.name.localeCompare(b.name, ctx.locale)),
        homeHref: request.href('portal.home'),
        locale: ctx.locale,
      }),
      { cache: 'public' },
    );
  },
});

const service = route({
  name: 'portal.service',
  method: 'GET',
  path: { de: '/leistungen/:slug', en: '/services/:slug' },
  access: 'public',
  params: slug,
  async handle(ctx, request) {
    const { locale } = ctx;
    const at = await serviceBySlug(ctx.db, locale, request.params.slug);
    if (!at) return notFound();
    const { service: found, related } = at;
    if (slugOf(found, locale) !== request.params.slug) return redirect(serviceHref(request, found, locale), 308);
    const unit = await unitById(ctx.db, found.unitId);
    return versionedPage(`${at.version} ${unit?.version ?? ''}`, () =>
      servicePage({
        service: found,
        unit,
        fee: feeText(found, locale),
        related: related.map((one) => listed(request, one, locale)),
        sheetHref:
          found.formId === undefined || found.caseTypeId === undefined
            ? undefined
            : request.href('counter.sheet', { formId: found.formId }),
        startHref:
          found.formId === undefined || found.caseTypeId === undefined
            ? undefined
            : request.href('online-services.start', { serviceId: found.id }),
        homeHref: request.href('portal.home'),
        allHref: request.href('portal.services'),
        locale,
      }),
    );
  },
});

const lifeSituation = route({
  name: 'portal.life-situation',
  method: 'GET',
  path: { de: '/lebenslagen/:slug', en: '/life-situations/:slug' },
  access: 'public',
  params: slug,
  async handle(ctx, request) {
    const found = await lifeSituationBySlug(ctx.db, ctx.locale, request.params.slug);
    if (!found) return notFound();
    if (slugOf(found, ctx.locale) !== request.params.slug)
      return redirect(request.href('portal.life-situation', { slug: slugOf(found, ctx.locale) }), 308);
    const offered = await servicesOfLifeSituation(ctx.db, found.id);
    return page(
      lifeSituationPage({
        name: pick(found.name, ctx.locale),
        lead: pick(found.lead, ctx.locale),
        services: offered.map((one) => listed(request, one, ctx.locale)),
        homeHref: request.href('portal.home'),
        locale: ctx.locale,
      }),
      { cache: 'public' },
    );
  },
});

/** The one search over everything: services by the catalogue's engine, then what each module finds of its own. */
function search(modules: () => readonly Module[]): Route {
  return route({
    name: 'portal.search',
    method: 'GET',
    path: { de: '/suche', en: '/search' },
    access: 'public',
    query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) }),
    async handle(ctx: Context, request) {
      const { locale } = ctx;
      const query = request.query.q?.trim() ?? '';
      const [found, others] = await Promise.all([
        searchServices(ctx, query),
        query === '' ? [] : Promise.all(modules().map((module) => module.search(ctx, query))),
      ]);
      if (query !== '') await recordSearch(ctx, query, found);
      return page(
        searchPage({
          query,
          total: found.total,
          hits: found.hits.map((hit) => ({
            name: hit.name,
            lead: hit.lead,
            online: hit.online,
            href: request.href('portal.service', { slug: hit.slug }),
          })),
          others: others.flat(),
          didYouMean:
            found.didYouMean === undefined
              ? undefined
              : { text: found.didYouMean, href: request.href('portal.search', {}, { q: found.didYouMean }) },
          searchHref: request.href('portal.search'),
          suggestHref: request.href('catalogue.api-suggestions', {}, { locale }),
          allHref: request.href('portal.services'),
          locale,
        }),
      );
    },
  });
}

/** Finding: home, search, services, life situations. */
export const findRoutes = (modules: () => readonly Module[]): Route[] => [home, search(modules), all, service, lifeSituation];
