import { type Html, html } from '@amt/html';
import { type Locale, languageTag } from '@amt/i18n';
import type { Page } from '@amt/module';
import type { Chrome, NavigationLink } from '../chrome.ts';
import { avatar } from '../components/page-parts.ts';
import { form } from '../components/form.ts';
import { searchBox } from '../components/navigation.ts';
import { element, visuallyHidden } from '../element.ts';
import { icon } from '../icon.ts';
import { logo } from '../logo.ts';
import { messages } from '../messages.ts';
import { themeChoice } from './theme-choice.ts';

/** Name of a language in that language. */
export function languageName(locale: Locale, shown: Locale): string {
  const names = messages[shown].shell.language;
  return locale === 'de-simple' ? names.simple() : names[locale]();
}

/** Links of a navigation; the current one is marked, numbers stand beside it. */
export function navigationLinks(links: readonly NavigationLink[], current: string | undefined, className: string): Html {
  return html`${links.map(
    (link) =>
      html`<li>
        ${element(
          'a',
          { class: className, href: link.href, 'aria-current': link.id === current ? 'page' : undefined },
          html`<span>${link.label}</span>`,
          link.count === undefined || link.count === 0 ? '' : html` <span class="amt-count">${link.count}</span>`,
        )}
      </li>`,
  )}`;
}

function brand(page: Page, chrome: Chrome): Html {
  const m = messages[chrome.locale].shell;
  return html`<a class="amt-brand" href="${chrome.homeHref}"
    >${logo()}<span class="amt-brand__text"
      ><span class="amt-brand__city">${chrome.cityName}</span
      ><span class="amt-brand__name">${page.layout === 'staff' ? m.staffBrand() : m.brand()}</span></span
    ></a
  >`;
}

/** Languages as links, each in its own language. */
export function languageLinks(chrome: Chrome): Html {
  return html`<ul class="amt-menu__list">
    ${chrome.alternates.map((one) => {
      const tag = languageTag(one.locale);
      return html`<li>
        ${element('a', { class: 'amt-menu__item', href: one.href, hreflang: tag, lang: tag, 'aria-current': one.locale === chrome.locale ? 'true' : undefined }, languageName(one.locale, chrome.locale))}
      </li>`;
    })}
  </ul>`;
}

function settingsMenu(chrome: Chrome): Html {
  const m = messages[chrome.locale].shell;
  return html`<details class="amt-menu" name="header">
    <summary class="amt-menu__summary">
      ${icon('language')}<span class="amt-menu__label">${languageName(chrome.locale, chrome.locale)}</span>${icon('chevron-down')}
    </summary>
    <div class="amt-menu__panel">
      <p class="amt-menu__title">${m.languages()}</p>
      ${languageLinks(chrome)}${themeChoice(chrome, 'header')}
    </div>
  </details>`;
}

function accountMenu(page: Page, chrome: Chrome): Html {
  const m = messages[chrome.locale].shell;
  const { account } = chrome;
  if (account === undefined) {
    return chrome.signInHref === undefined
      ? html``
      : html`<a class="amt-header__sign-in" href="${chrome.signInHref}">${icon('person')}<span>${m.signIn()}</span></a>`;
  }
  const links = account.kind === 'staff' ? chrome.navigation.staff : chrome.navigation.account;
  const badge =
    account.unread === 0
      ? ''
      : html`<a class="amt-header__inbox" href="${account.inboxHref ?? account.href}"
          >${icon('mail')}<span class="amt-count amt-count--alert" aria-hidden="true">${account.unread > 99 ? '99+' : account.unread}</span
          >${visuallyHidden(`${m.inbox()}: ${m.unread({ count: account.unread })}`)}</a
        >`;
  return html`${badge}
    <details class="amt-menu" name="header">
      <summary class="amt-menu__summary">
        ${avatar({ name: account.name })}<span class="amt-menu__label">${account.name}</span>${icon('chevron-down')}
      </summary>
      <div class="amt-menu__panel amt-menu__panel--account">
        <p class="amt-menu__title">${account.name}</p>
        <ul class="amt-menu__list">
          ${navigationLinks(links, page.current, 'amt-menu__item')}
        </ul>
        ${
          chrome.signOutHref === undefined
            ? ''
            : form({
                action: chrome.signOutHref,
                inline: true,
                body: html`<button class="amt-menu__item" type="submit">${icon('sign-out')}<span>${m.signOut()}</span></button>`,
              })
        }
      </div>
    </details>`;
}

function navigationRow(page: Page, chrome: Chrome): Html {
  const m = messages[chrome.locale].shell;
  const staff = page.layout === 'staff';
  const links = staff ? chrome.navigation.staff : chrome.navigation.main;
  const items = navigationLinks(links, page.current, 'amt-nav__link');
  const search =
    chrome.searchHref === undefined || staff
      ? ''
      : searchBox({
          action: chrome.searchHref,
          label: messages[chrome.locale].search.label(),
          locale: chrome.locale,
          size: 'compact',
          id: 'header-search',
          suggestHref: chrome.suggestHref,
        });
  if (links.length === 0 && search === '') return html``;
  return html`<div class="amt-header__row">
    <details class="amt-nav-fold" name="header">
      <summary class="amt-nav-fold__summary">${icon('menu')}<span>${m.menu()}</span></summary>
      <div class="amt-nav-fold__panel">
        <nav aria-label="${m.menu()}">
          <ul class="amt-nav-fold__list">
            ${items}
          </ul>
        </nav>
      </div>
    </details>
    <nav class="amt-nav" aria-label="${staff ? m.staffNavigation() : m.mainNavigation()}">
      <ul class="amt-nav__list">
        ${items}
      </ul>
    </nav>
    ${search}
  </div>`;
}

/** Logo, language, account, navigation and search. On `question` pages only the logo and the language stay. */
export function shellHeader(page: Page, chrome: Chrome): Html {
  const m = messages[chrome.locale].shell;
  const question = page.layout === 'question';
  return html`<header class="amt-header">
    ${chrome.demo === true ? html`<p class="amt-demo">${icon('info')}<span>${m.demo()}</span></p>` : ''}
    <div class="amt-header__inner">
      <div class="amt-header__top">
        ${brand(page, chrome)}
        <div class="amt-header__tools">${settingsMenu(chrome)}${accountMenu(page, chrome)}</div>
      </div>
      ${question ? '' : navigationRow(page, chrome)}
    </div>
  </header>`;
}
