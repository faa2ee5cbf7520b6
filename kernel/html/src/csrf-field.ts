import { randomUUID } from 'node:crypto';
import { html, type Html } from './html.ts';

/**
 * Stands in a hidden field of a form until the page is sent; unguessable, so no stored text can hold it. It begins with a character that pages
 * hardly hold, so that it is found quickly.
 */
export const csrfMarker = `~csrf-${randomUUID()}`;

/** Name of the hidden field; it never reaches a handler. */
export const csrfFieldName = '_csrf';

const field = html`<input type="hidden" name="${csrfFieldName}" value="${csrfMarker}" />`;

/** The hidden field of every form that is posted; the server puts the session's token in. */
export function csrfField(): Html {
  return field;
}
