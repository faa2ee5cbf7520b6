import { Attributes } from './attributes.ts';
import { escapeText, safeAddress } from './escape.ts';
import { parseTemplate, UnsafeTemplate, type Hole } from './template.ts';

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

/** Where a tag's attributes stand, `attributes({...})` (or nothing) may stand. */
export type TemplateValue = HtmlValue | Attributes;

/** A value as element content. */
export function render(value: HtmlValue): string {
  if (typeof value === 'string') return escapeText(value);
  if (value instanceof Html) return value.toString();
  if (value === null || value === undefined || typeof value === 'boolean') return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) {
    let out = '';
    for (const item of value as readonly HtmlValue[]) out += render(item);
    return out;
  }
  throw new UnsafeTemplate(`html: a value of type ${typeof value} cannot be written as content`);
}

const parsed = new WeakMap<TemplateStringsArray, readonly Hole[]>();

/**
 * Tagged template for markup. The static parts are read once and tell what each value may be:
 * content (escaped; `Html` is kept, arrays are joined, `false`, `true`, `null`, `undefined` write nothing), the value of a quoted attribute (escaped;
 * no markup; `true` and `false` are written in `aria-*` only), an address in `href`, `src`, `action` … (script addresses are replaced), or `attributes({...})`.
 * A template must end outside of any tag.
 * @throws UnsafeTemplate at the first rendering, naming the value that stands anywhere else
 */
export function html(strings: TemplateStringsArray, ...values: TemplateValue[]): Html {
  let holes = parsed.get(strings);
  if (holes === undefined) parsed.set(strings, (holes = parseTemplate(strings)));
  let out = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const hole = holes[i];
    if (hole === 'text') out += typeof value === 'string' ? escapeText(value) : render(value as HtmlValue);
    else out += renderInTag(value, hole);
    out += strings[i + 1] ?? '';
  }
  return new Html(out);
}

function renderInTag(value: TemplateValue, hole: Hole | undefined): string {
  if (hole === 'attributes') {
    if (value instanceof Attributes) return value.toString();
    if (value === null || value === undefined || value === false || value === '') return '';
    throw new UnsafeTemplate('html: only attributes({...}) may stand among the attributes of a tag');
  }
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return hole === 'aria' ? String(value) : '';
  if (typeof value === 'string') return escapeText(hole === 'url' ? safeAddress(value) : value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw new UnsafeTemplate('html: markup and lists may not stand in an attribute, <title> or <textarea>; give a text');
}

/** For markup that was made by a renderer of ours (Markdown, SVG), never for text from outside. */
export function trusted(markup: string): Html {
  return new Html(markup);
}
