export { html, Html, trusted, render, csrfMarker } from './html.ts';
export type { HtmlValue } from './html.ts';
