import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { MountedRoute } from './address-book.ts';

/** RFC 9457, as every route under /api/ answers what did not work. */
export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'urn:amt:problem:<code>' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String(),
    instance: Type.String({ description: 'id of the request, for questions to the operator' }),
    errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String({ description: 'JSON pointer' }), detail: Type.String() }))),
  },
  { description: 'What went wrong (RFC 9457)' },
);

/** `/api/openapi.json`: OpenAPI 3.1 of all routes under /api/. Must be called before the routes are mounted. */
export async function addOpenApi(
  app: FastifyInstance,
  info: { readonly title: string; readonly version: string },
  origin: string,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { ...info, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } as { name: string } },
      servers: [{ url: origin }],
    },
  });
  app.get('/api/openapi.json', { config: { label: 'http.openapi' }, schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=60').type('application/json; charset=utf-8').send(JSON.stringify(app.swagger())),
  );
}

/** The Fastify schema of a route: what is validated and, under /api/, described. */
export function schemaOf(mounted: MountedRoute): Record<string, unknown> {
  const { route } = mounted;
  const isApi = typeof route.path === 'string' && route.path.startsWith('/api/');
  return {
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(isApi
      ? {
          operationId: route.name,
          tags: [mounted.module],
          summary: route.summary ?? route.name,
          response: {
            200: { description: 'OK', content: { 'application/json': { schema: route.response ?? {} } } },
            default: { description: 'Problem', content: { 'application/problem+json': { schema: problemSchema } } },
          },
        }
      : { hide: true }),
  };
}
