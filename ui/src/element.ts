import { type Html, type HtmlValue, html, render, trusted } from '@amt/html';

/** `true` prints the bare name, `false`, `undefined` and `''` for class-like lists print nothing. */
export type AttributeValue = string | number | boolean | undefined;
export type Attributes = Readonly<Record<string, AttributeValue>>;

const voidElements = new Set(['input', 'br', 'hr', 'img', 'link', 'meta', 'source']);
const addressAttributes = new Set(['href', 'src', 'action', 'formaction']);
const attributeName = /^[a-zA-Z][\w:-]*$/;

/** An address that runs code when it is followed. Browsers ignore control characters and blanks before the colon. */
// oxlint-disable-next-line no-control-regex
const runsCode = (address: string): boolean => /^(?:javascript|vbscript|data):/i.test(address.replace(/[\u0000-\u0020]/g, ''));

function attribute(name: string, value: AttributeValue): string {
  if (value === undefined || value === false) return '';
  if (!attributeName.test(name) || /^on|^style$/i.test(name)) throw new Error(`attribute not allowed: ${name}`);
  if (value === true) return ` ${name}`;
  if (addressAttributes.has(name) && runsCode(String(value))) throw new Error(`address not allowed in ${name}`);
  return ` ${name}="${render(String(value))}"`;
}

/**
 * One element whose attributes depend on props. Values are escaped; event handlers, inline styles and addresses that
 * run code are refused, because the content security policy forbids them.
 */
export function element(name: string, attributes: Attributes, ...children: readonly HtmlValue[]): Html {
  const open = `<${name}${Object.entries(attributes)
    .map(([key, value]) => attribute(key, value))
    .join('')}>`;
  return trusted(voidElements.has(name) ? open : `${open}${render(children)}</${name}>`);
}

/** Joins class names and id lists; nothing left gives `undefined`, so that the attribute is left out. */
export function words(...parts: readonly (string | false | undefined)[]): string | undefined {
  const kept = parts.filter((part) => part !== false && part !== undefined && part !== '');
  return kept.length === 0 ? undefined : kept.join(' ');
}

/** Text for screen readers alone. */
export function visuallyHidden(text: HtmlValue): Html {
  return html`<span class="amt-hidden">${text}</span>`;
}
