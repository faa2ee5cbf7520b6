import type { RouteRequest } from '@amt/module';

/** Where a person goes on with a draft: the overview of a long form, else the first page that is not complete. */
export function firstPageHref(request: Pick<RouteRequest<unknown, unknown, unknown>, 'href'>, draftId: string): string {
  return request.href('forms.draft', { draftId });
}
