import type { Html } from '@amt/html';
import { type Answer, type Context, fileAnswer, type FormBody, notFound, problem, route, type RouteRequest } from '@amt/module';
import type { Static, TObject } from 'typebox';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { formParams, formPath, openedCopy } from './opened-copy.ts';

/** So many requests a minute one client may send while typing: a pause of 300 ms lets through fewer. */
const mostPerMinute = 240;
/** Characters of all controls together; the settings of one node are far smaller, long lists of options included. */
const mostCharacters = 200_000;

/** Parts of a page drawn anew while its form is filled in: elements with ids, which the script `live` puts into their places. Kept nowhere. */
export function fragment(parts: Html): Answer {
  return fileAnswer({
    body: `<!doctype html><title>-</title>${parts.toString()}`,
    mediaType: 'text/html; charset=utf-8',
    inline: true,
    headers: { 'cache-control': 'no-store' },
  });
}

/**
 * A route that draws what the unsaved controls of a page would come to. It saves nothing and leaves the edit lock alone; it needs the right to edit.
 * Too large a form is refused, too many requests are as well.
 */
export function liveRoute<Query extends TObject>(
  name: string,
  de: string,
  en: string,
  query: Query,
  draw: (ctx: Context, request: RouteRequest<{ formId: string }, Static<Query>, FormBody>, copy: WorkingCopy) => Answer | Promise<Answer>,
) {
  return route({
    name: `form-authoring.${name}`,
    method: 'POST',
    path: formPath(de, en),
    access: 'form-authoring.edit',
    params: formParams,
    query,
    rateLimit: mostPerMinute,
    async handle(ctx, request) {
      const copy = await openedCopy(ctx, request.params.formId);
      if (!copy) return notFound();
      const size = Object.values(request.body).reduce((sum, value) => sum + [value ?? ''].flat().join('').length, 0);
      if (size > mostCharacters) return problem(413, 'too-large');
      return draw(ctx, request as RouteRequest<{ formId: string }, Static<Query>, FormBody>, copy);
    },
  });
}
