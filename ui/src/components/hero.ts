import { type Html, type HtmlValue, html } from '@amt/html';
import { skyline } from '../skyline.ts';

export interface HeroProps {
  readonly title: HtmlValue;
  readonly lead?: HtmlValue;
  /** {@link searchBox} with size `hero` */
  readonly search?: HtmlValue;
  /** often asked for, as links under the search */
  readonly links?: { readonly label: string; readonly items: readonly { readonly label: string; readonly href: string }[] };
}

/** The opening of the home page: what this is, and the one question it asks. Holds the page's h1. */
export function heroBanner(props: HeroProps): Html {
  return html`<div class="amt-hero">
    <div class="amt-hero__inner">
      <h1 class="amt-hero__title">${props.title}</h1>
      ${props.lead === undefined ? '' : html`<p class="amt-hero__lead">${props.lead}</p>`}${props.search ?? ''}${
        props.links === undefined
          ? ''
          : html`<div class="amt-hero__links">
              <p class="amt-hero__links-label" id="hero-links">${props.links.label}</p>
              <ul aria-labelledby="hero-links">
                ${props.links.items.map((item) => html`<li><a class="amt-hero__link" href="${item.href}">${item.label}</a></li>`)}
              </ul>
            </div>`
      }
    </div>
    ${skyline()}
  </div>`;
}
