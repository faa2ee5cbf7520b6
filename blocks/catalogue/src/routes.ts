import { json, notFound, route, type Route } from '@amt/module';
import { Type } from 'typebox';
import { searchServices } from './search-services.ts';
import { LifeSituationSchema, ServiceSchema } from './service.ts';
import { lifeSituations, serviceById, services } from './service-store.ts';
import { suggestServices } from './suggest-services.ts';

const Language = Type.Optional(
  Type.Union([Type.Literal('de'), Type.Literal('en')], { description: 'Language of names and of the query; default de' }),
);
const Hit = Type.Object({
  id: Type.String(),
  name: Type.String(),
  lead: Type.String(),
  lang: Type.String(),
  slug: Type.String(),
  online: Type.Boolean(),
  score: Type.Number(),
});
const Suggestions = Type.Object({
  suggestions: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), slug: Type.String(), alias: Type.Optional(Type.String()) }),
  ),
});
const maxAge = { 'cache-control': 'public, max-age=60' };

/** The open door for machines; the pages are the portal's. */
export const routes: readonly Route[] = [
  route({
    name: 'catalogue.api-services',
    method: 'GET',
    path: '/api/services',
    access: 'public',
    summary: 'All services of the city, by German name',
    response: Type.Object({ services: Type.Array(ServiceSchema) }),
    handle: async (ctx) => json({ services: await services(ctx.db) }, 200, maxAge),
  }),
  route({
    name: 'catalogue.api-service',
    method: 'GET',
    path: '/api/services/:id',
    access: 'public',
    params: Type.Object({ id: Type.String({ maxLength: 80 }) }),
    summary: 'One service with all its texts',
    response: ServiceSchema,
    handle: async (ctx, { params }) => {
      const service = await serviceById(ctx.db, params.id);
      return service === undefined ? notFound() : json(service, 200, maxAge);
    },
  }),
  route({
    name: 'catalogue.api-life-situations',
    method: 'GET',
    path: '/api/life-situations',
    access: 'public',
    summary: 'Life situations that group the services',
    response: Type.Object({ lifeSituations: Type.Array(LifeSituationSchema) }),
    handle: async (ctx) => json({ lifeSituations: await lifeSituations(ctx.db) }, 200, maxAge),
  }),
  route({
    name: 'catalogue.api-search',
    method: 'GET',
    path: '/api/search',
    access: 'public',
    query: Type.Object({
      q: Type.String({ maxLength: 200 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
      locale: Language,
    }),
    summary: 'Search services by what people call them; slips of the pen and lay terms are understood',
    response: Type.Object({
      hits: Type.Array(Hit),
      total: Type.Integer(),
      didYouMean: Type.Optional(Type.String()),
      edition: Type.String(),
    }),
    handle: async (ctx, { query }) =>
      json(await searchServices({ db: ctx.db, locale: query.locale ?? 'de' }, query.q, { limit: query.limit ?? 20 })),
  }),
  route({
    name: 'catalogue.api-suggestions',
    method: 'GET',
    path: '/api/search/suggestions',
    access: 'public',
    query: Type.Object({ q: Type.String({ maxLength: 100 }), locale: Language }),
    summary: 'Services for the beginning of a query, while it is being typed',
    response: Suggestions,
    handle: async (ctx, { query }) =>
      json({ suggestions: await suggestServices({ db: ctx.db, locale: query.locale ?? 'de' }, query.q) }, 200, maxAge),
  }),
];
