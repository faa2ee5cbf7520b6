import { json, notFound, route, type Route } from '@amt/module';
import { Type } from 'typebox';
import { districtShapes, type DistrictShapes } from './district/district-shapes.ts';
import { districtOf } from './district/district-of.ts';
import { nearestAddress } from './nearest-address.ts';
import { suggestHouseNumbers } from './suggest-house-numbers.ts';
import { suggestStreets } from './suggest-streets.ts';

const Address = Type.Object({
  street: Type.String(),
  houseNumber: Type.String(),
  postalCode: Type.String(),
  city: Type.String(),
  district: Type.Union([Type.String(), Type.Null()], { description: 'Stadtbezirk as the list names it' }),
  lat: Type.Number(),
  lon: Type.Number(),
});
const Place = Type.Object({
  lat: Type.Number({ minimum: -90, maximum: 90, description: 'Degrees, WGS84' }),
  lon: Type.Number({ minimum: -180, maximum: 180, description: 'Degrees, WGS84' }),
});
const maxAge = { 'cache-control': 'public, max-age=60' };

/** For machines and for the boxes of address fields; without personal data, so anyone may ask. */
export const routes: readonly Route[] = [
  route({
    name: 'addresses.api-streets',
    method: 'GET',
    path: '/api/addresses/streets',
    access: 'public',
    query: Type.Object({ q: Type.String({ maxLength: 100 }), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) }),
    summary: 'Streets of the city for the beginning of a name, while it is being typed; slips of the pen are understood',
    response: Type.Object({
      streets: Type.Array(
        Type.Object({
          street: Type.String(),
          city: Type.String(),
          postalCodes: Type.Array(Type.String()),
          districts: Type.Array(Type.String()),
        }),
      ),
      houseNumber: Type.Optional(Type.String({ description: 'A house number that was typed behind the street' })),
    }),
    handle: async (ctx, { query: { q, limit = 8 } }) => json(await suggestStreets(ctx, q, { limit }), 200, maxAge),
  }),
  route({
    name: 'addresses.api-house-numbers',
    method: 'GET',
    path: '/api/addresses/house-numbers',
    access: 'public',
    query: Type.Object({
      street: Type.String({ maxLength: 100 }),
      q: Type.Optional(Type.String({ maxLength: 20, description: 'What was typed of the number' })),
      city: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    summary: 'House numbers of a street that begin as typed; the nearest ones where none does',
    response: Type.Object({ addresses: Type.Array(Address), nearest: Type.Boolean() }),
    handle: async (ctx, { query: { street, q = '', city } }) =>
      json(await suggestHouseNumbers(ctx, { street, typed: q, ...(city ? { city } : {}) }), 200, maxAge),
  }),
  route({
    name: 'addresses.api-nearest',
    method: 'GET',
    path: '/api/addresses/nearest',
    access: 'public',
    query: Place,
    summary: 'The address next to a place, at most 500 metres away',
    response: Type.Object({ address: Address, metres: Type.Number() }),
    handle: async (ctx, { query }) => {
      const found = await nearestAddress(ctx, query);
      return found ? json(found) : notFound();
    },
  }),
  route({
    name: 'addresses.api-district',
    method: 'GET',
    path: '/api/addresses/district',
    access: 'public',
    query: Place,
    summary: 'The district (Stadtbezirk) a place lies in',
    response: Type.Object({
      number: Type.Integer(),
      name: Type.String(),
      part: Type.Union([Type.String(), Type.Null()], { description: 'Bezirksteil' }),
      onBorder: Type.Boolean({ description: 'On or within about ten metres of the border' }),
    }),
    handle: async (ctx, { query }) => {
      const found = await districtOf(ctx, query);
      return found ? json(found) : notFound();
    },
  }),
  route({
    name: 'addresses.api-districts',
    method: 'GET',
    path: '/api/addresses/districts',
    access: 'public',
    summary: 'Outlines of the districts for a small map (GeoJSON)',
    response: Type.Unsafe<DistrictShapes>({ type: 'object' }),
    handle: async (ctx) => json(await districtShapes(ctx.db), 200, { 'cache-control': 'public, max-age=3600' }),
  }),
];
