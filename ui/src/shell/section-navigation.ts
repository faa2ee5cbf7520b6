import { type Html, html } from '@amt/html';
import type { Page } from '@amt/module';
import type { Chrome } from '../chrome.ts';
import { icon } from '../icon.ts';
import { messages } from '../messages.ts';
import { navigationLinks } from './header.ts';

/** The account's parts: a column on wide screens, a row that can be pushed sideways on phones. */
export function sideNavigation(page: Page, chrome: Chrome): Html {
  const m = messages[chrome.locale].shell;
  if (chrome.navigation.account.length === 0) return html``;
  return html`<nav class="amt-side" aria-label="${m.accountNavigation()}">
    <p class="amt-side__title" aria-hidden="true">${m.accountNavigation()}</p>
    <ul class="amt-side__list">
      ${navigationLinks(chrome.navigation.account, page.current, 'amt-side__link')}
    </ul>
  </nav>`;
}

/** Above a question: the way out. It saves nothing; the form has a button of its own for that. */
export function questionBar(chrome: Chrome): Html {
  const m = messages[chrome.locale].shell;
  const href = chrome.leaveHref ?? chrome.account?.href ?? chrome.homeHref;
  return html`<nav class="amt-question-bar" aria-label="${m.leaveLabel()}">
    <a class="amt-question-bar__leave" href="${href}">${icon('close')}<span>${m.leave()}</span></a>
  </nav>`;
}
