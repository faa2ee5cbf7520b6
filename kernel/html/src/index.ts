export { html, Html, trusted, render } from './html.ts';
export type { HtmlValue, TemplateValue } from './html.ts';
export { attributes, Attributes } from './attributes.ts';
export type { AttributeValue } from './attributes.ts';
export { escapeText, safeAddress } from './escape.ts';
export { csrfField, csrfFieldName, csrfMarker } from './csrf-field.ts';
export { UnsafeTemplate } from './template.ts';
