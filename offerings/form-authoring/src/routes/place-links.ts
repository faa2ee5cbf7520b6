import type { RouteRequest } from '@amt/module';
import type { PlaceLinks } from '../findings/place-findings.ts';

/** Addresses by the name of their route. */
export type HasHref = Pick<RouteRequest<unknown, unknown, unknown>, 'href'>;

/** Where each place of a form is put right. */
export function placeLinks(href: HasHref['href'], formId: string): PlaceLinks {
  return {
    page: (pageId) => `${href('form-authoring.form', { formId }, { page: pageId })}#chosen`,
    node: (path) => `${href('form-authoring.form', { formId }, { node: path })}#chosen`,
    logic: href('form-authoring.logic', { formId }),
    settings: href('form-authoring.settings', { formId }),
    points: href('form-authoring.points', { formId }),
    tests: href('form-authoring.tests', { formId }),
    texts: href('form-authoring.texts', { formId }),
  };
}
