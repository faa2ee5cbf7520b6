import { type Html, html } from '@amt/html';
import type { Page } from '@amt/module';
import { languageTag } from '@amt/i18n';
import type { Chrome } from '../chrome.ts';
import { element } from '../element.ts';
import { logo } from '../logo.ts';
import { messages } from '../messages.ts';
import { languageName, navigationLinks } from './header.ts';

/** Imprint, accessibility, privacy, contact, languages. Short on `question` and `staff` pages. */
export function shellFooter(page: Page, chrome: Chrome): Html {
  const m = messages[chrome.locale].shell;
  const links = navigationLinks(chrome.navigation.footer, page.current, 'amt-footer__link');
  const short = page.layout === 'question' || page.layout === 'staff';
  const languages = html`<ul class="amt-footer__languages" aria-label="${m.languages()}">
    ${chrome.alternates.map((one) => {
      const tag = languageTag(one.locale);
      return html`<li>
        ${element(
          'a',
          {
            class: 'amt-footer__link',
            href: one.href,
            hreflang: tag,
            lang: tag,
            'aria-current': one.locale === chrome.locale ? 'true' : undefined,
          },
          languageName(one.locale, chrome.locale),
        )}
      </li>`;
    })}
  </ul>`;
  const staff =
    chrome.staffSignInHref === undefined || chrome.account !== undefined
      ? ''
      : html`<li><a class="amt-footer__link" href="${chrome.staffSignInHref}">${m.staffSignIn()}</a></li>`;
  return html`<footer class="amt-footer">
    <div class="amt-footer__inner">
      ${
        short
          ? ''
          : html`<div class="amt-footer__brand">
              ${logo()}
              <p><strong>${chrome.cityName}</strong><br />${m.tagline()}</p>
            </div>`
      }
      <nav class="amt-footer__nav" aria-label="${m.footerNavigation()}">
        <ul class="amt-footer__list">
          ${links}${short ? '' : staff}
        </ul>
      </nav>
      ${short ? '' : languages}
    </div>
  </footer>`;
}
