import { type AttributeValue, type Html, type HtmlValue, attributes, html, render, trusted } from '@amt/html';

export type Attributes = Readonly<Record<string, AttributeValue>>;

const voidElements = new Set(['input', 'link', 'meta']);

/** One element whose name or many attributes depend on props; {@link attributes} escapes the values and refuses what runs code. */
export function element(name: string, values: Attributes, ...children: readonly HtmlValue[]): Html {
  const written = attributes(values).toString();
  const open = written === '' ? `<${name}>` : `<${name} ${written}>`;
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
