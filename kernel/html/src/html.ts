import { randomUUID } from 'node:crypto';

/** Markup that is safe to send: made by the `html` tag, which escapes every value. */
export class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** What may stand in a `${...}`: text is escaped, markup is kept, nothing is left out. */
export type HtmlValue = Html | string | number | bigint | boolean | null | undefined | readonly HtmlValue[];

/** Stands in a hidden field of a form until the page is sent; unguessable, so no stored text can hold it. */
export const csrfMarker = `csrf-${randomUUID()}`;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => escapes[c] ?? c);
}

export function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false || value === true) return '';
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.map(render).join('');
  return escape(String(value));
}

/** Tagged template for markup; `false`, `null`, `undefined` print nothing, arrays are joined. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  let out = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) out += render(values[i]) + (strings[i + 1] ?? '');
  return new Html(out);
}

/** For markup that was made by a renderer of ours (Markdown, SVG), never for text from outside. */
export function trusted(markup: string): Html {
  return new Html(markup);
}
