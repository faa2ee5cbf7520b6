import { type Html, html } from '@amt/html';
import { languageTag } from '@amt/i18n';
import type { Page } from '@amt/module';
import type { Chrome } from './chrome.ts';
import { breadcrumb } from './components/navigation.ts';
import { notificationBanner } from './components/notice.ts';
import { element, words } from './element.ts';
import { messages } from './messages.ts';
import { shellFooter } from './shell/footer.ts';
import { shellHeader } from './shell/header.ts';
import { questionBar, sideNavigation } from './shell/section-navigation.ts';
import { sessionWarning } from './shell/session-warning.ts';

/** Modules every page loads; each only shortens the way. */
const alwaysLoaded = ['shell'] as const;

/** Modules of custom elements, loaded by the pages that hold one. */
const onDemand: ReadonlySet<string> = new Set([
  'address',
  'combobox',
  'confirm',
  'live',
  'place',
  'session',
  'signature',
  'suggest',
  'tree',
  'upload',
]);

/** Custom elements in the markup, found by their closing tags in one pass: a page is long, and every page is asked. */
function elementsIn(content: string): Set<string> {
  const found = new Set<string>();
  for (let at = content.indexOf(closingTag); at !== -1; at = content.indexOf(closingTag, at)) {
    at += closingTag.length;
    found.add(content.slice(at, content.indexOf('>', at)));
  }
  return found;
}

const closingTag = '</amt-';

function headOf(page: Page, chrome: Chrome, content: string): Html {
  const m = messages[chrome.locale].shell;
  const named = m.titlePattern({ title: page.title, city: chrome.cityName });
  const origin = chrome.origin ?? '';
  const scripts = new Set<string>([
    ...alwaysLoaded,
    ...[...elementsIn(content)].filter((name) => onDemand.has(name)),
    ...(page.scripts ?? []),
  ]);
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${page.hasErrors === true ? m.errorTitle({ title: named }) : named}</title>
    ${page.description === undefined ? '' : html`<meta name="description" content="${page.description}" />`}
    <meta name="color-scheme" content="${chrome.theme === 'auto' ? 'light dark' : chrome.theme}" />
    <meta name="theme-color" content="#14161d" />
    <link rel="icon" href="${chrome.asset('icon.svg')}" type="image/svg+xml" />
    <link rel="preload" href="${chrome.asset('fira-sans-400.woff2')}" as="font" type="font/woff2" crossorigin />
    <link rel="stylesheet" href="${chrome.asset('app.css')}" />
    ${chrome.alternates.map((one) => element('link', { rel: 'alternate', hreflang: languageTag(one.locale), href: `${origin}${one.href}` }))}
    ${[...scripts].map((name) => element('script', { type: 'module', src: chrome.asset(`${name.replace(/\.js$/, '')}.js`), nonce: chrome.cspNonce }))}
  </head>`;
}

function mainOf(page: Page, chrome: Chrome): Html {
  const { layout = 'public' } = page;
  const content = html`${chrome.flash === undefined ? '' : notificationBanner({ message: chrome.flash.message, tone: chrome.flash.tone })}${page.body}`;
  const main = html`<main class="amt-main" id="content" tabindex="-1">${content}</main>`;
  const crumbs = breadcrumb({ crumbs: page.breadcrumb ?? [], locale: chrome.locale });
  switch (layout) {
    case 'account':
      return html`<div class="amt-body amt-body--account">
        ${crumbs}
        <div class="amt-columns-layout">${sideNavigation(page, chrome)}${main}</div>
      </div>`;
    case 'question':
      return html`${questionBar(chrome)}
        <div class="amt-body amt-body--question">${main}</div>`;
    case 'staff':
      return html`<div class="amt-body amt-body--staff">${crumbs}${main}</div>`;
    case 'public':
      return html`<div class="amt-body amt-body--public">${crumbs}${main}</div>`;
  }
}

/** The whole document around a page: one shell for everybody, in four layouts. Sends no inline style and no inline script. */
export function renderPage(page: Page, chrome: Chrome): Html {
  const { layout = 'public' } = page;
  const m = messages[chrome.locale].shell;
  const feedback =
    chrome.feedback === undefined || layout === 'question'
      ? ''
      : html`<div class="amt-feedback"><div class="amt-feedback__inner">${chrome.feedback}</div></div>`;
  const body = html`<body>
    <a class="amt-skip" href="#content">${m.skip()}</a>
    ${shellHeader(page, chrome)} ${mainOf(page, chrome)} ${feedback} ${shellFooter(page, chrome)} ${sessionWarning(chrome)}
  </body>`;
  const root = element(
    'html',
    { lang: languageTag(chrome.locale), dir: 'ltr', class: words('amt', `amt--${layout}`), 'data-theme': chrome.theme },
    '\n',
    headOf(page, chrome, body.toString()),
    '\n',
    body,
    '\n',
  );
  return html`<!doctype html>
    ${root} `;
}
