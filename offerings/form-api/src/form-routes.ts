import { formDefinitionSchema, offeredForm, offeredForms } from '@amt/forms';
import { jsonSchemaOf } from '@amt/form-standards';
import { json, notFound, route } from '@amt/module';
import { Type } from 'typebox';

const params = Type.Object({ formId: Type.String({ maxLength: 80 }) });
const maxAge = { 'cache-control': 'public, max-age=60' };

/** Forms that are offered now; what they ask is no secret. */
export const formRoutes = [
  route({
    name: 'form-api.forms',
    method: 'GET',
    path: '/api/forms',
    access: 'public',
    summary: 'Forms that are offered now',
    response: Type.Object({
      forms: Type.Array(
        Type.Object({
          id: Type.String(),
          version: Type.String(),
          hash: Type.String(),
          title: Type.Record(Type.String(), Type.String()),
          languages: Type.Array(Type.String()),
          trustLevel: Type.String(),
        }),
      ),
    }),
    handle: async (ctx) =>
      json(
        {
          forms: (await offeredForms(ctx.db)).map(({ hash, definition: { id, version, title, languages, trustLevel } }) => ({
            id,
            version,
            hash,
            title,
            languages,
            trustLevel,
          })),
        },
        200,
        maxAge,
      ),
  }),
  route({
    name: 'form-api.form',
    method: 'GET',
    path: '/api/forms/:formId',
    access: 'public',
    params,
    summary: 'Definition of a form: pages, fields, conditions, texts in all languages',
    response: Type.Unsafe<object>({ description: `see ${formDefinitionSchema.$id}` }),
    async handle(ctx, request) {
      const form = await offeredForm(ctx.db, request.params.formId);
      return form ? json(form.definition, 200, { ...maxAge, etag: `"${form.hash}"` }) : notFound();
    },
  }),
  route({
    name: 'form-api.schema',
    method: 'GET',
    path: '/api/forms/:formId/schema',
    access: 'public',
    params,
    summary: 'JSON Schema 2020-12 of the answers of a form',
    response: Type.Unsafe<object>({}),
    async handle(ctx, request) {
      const form = await offeredForm(ctx.db, request.params.formId);
      return form
        ? json(jsonSchemaOf(form), 200, { ...maxAge, etag: `"${form.hash}"`, 'content-type': 'application/schema+json' })
        : notFound();
    },
  }),
];
