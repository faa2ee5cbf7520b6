import { html, type Html } from '@amt/html';

/** A value that travels with a form. */
export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`;
}
