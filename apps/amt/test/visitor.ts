import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { launchBrowser } from '@amt/testing/browser';
import { axeFindings } from './axe.ts';
import { houseUnderTest } from './house.ts';
import { markupFaults } from './valid-html.ts';

let browser: Promise<Browser> | undefined;
after(async () => (await browser)?.close());

/** Pages that were examined, by address without numbers, title and what the test says about them: once in a run is enough. */
const examined = new Set<string>();

export interface VisitorOptions {
  /** default: on */
  readonly scripts?: boolean;
  /** of the window, in CSS pixels; default 1280 */
  readonly width?: number;
  readonly language?: 'de' | 'en';
}

/** Someone in front of a browser of their own. Every page they come to is examined. */
export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly scripts: boolean;
  readonly #origin: string;
  readonly #findings: string[] = [];
  #missing = '';
  #document: Promise<string | undefined> = Promise.resolve(undefined);

  constructor(context: BrowserContext, page: Page, origin: string, scripts: boolean) {
    this.context = context;
    this.page = page;
    this.#origin = origin;
    this.scripts = scripts;
    page.on('pageerror', (error) => this.#find(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.#find(`${page.url()}: ${message.text()}`);
    });
    page.on('response', (response) => {
      const request = response.request();
      const isPage = request.isNavigationRequest() && response.frame() === page.mainFrame();
      if (!isPage && response.status() >= 400) this.#find(`${response.url()}: ${response.status()}`);
      if (isPage && [404, 500].includes(response.status()) && response.url() !== this.#missing)
        this.#find(`${response.url()}: ${response.status()}`);
      if (isPage && (response.status() < 300 || response.status() >= 400)) this.#document = response.text().catch(() => undefined);
    });
  }

  /** Opens an address of the house and examines the page. */
  async go(path: string, state = ''): Promise<void> {
    await this.page.goto(new URL(path, this.#origin).href);
    await this.examine(state);
  }

  /** Opens a page and follows its first link whose address looks so. */
  async follow(path: string, pattern: RegExp): Promise<void> {
    await this.page.goto(new URL(path, this.#origin).href);
    const hrefs = await this.page.locator('a[href]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    const found = hrefs.find((href) => pattern.test(href));
    assert.ok(found, `${path} has no link to ${String(pattern)}`);
    await this.go(found, `from ${path}`);
  }

  /** Opens an address that leads nowhere; the page that says so is examined as well. */
  async goMissing(path: string): Promise<void> {
    this.#missing = new URL(path, this.#origin).href;
    await this.go(path);
  }

  /** Presses a button or follows a link by its name, and examines the page it leads to. */
  async press(name: string | RegExp, state = ''): Promise<void> {
    this.#document = Promise.resolve(undefined);
    const nextPage = await this.#nextPage();
    await this.#one(name).click();
    await nextPage();
    await this.page.waitForLoadState('load');
    await this.examine(state);
  }

  /** A page is loaded, or a script has put it in the place of this one (after an upload with progress). */
  async #nextPage(): Promise<() => Promise<unknown>> {
    const loaded = this.page.waitForEvent('load');
    loaded.catch(() => undefined);
    if (!this.scripts) return () => loaded;
    await this.page.evaluate("document.body.setAttribute('data-left', '')");
    return () => Promise.any([loaded, this.page.locator('body:not([data-left])').waitFor()]);
  }

  #one(name: string | RegExp): Locator {
    const wanted = typeof name === 'string' ? { name, exact: true } : { name };
    return this.page.getByRole('button', wanted).or(this.page.getByRole('link', wanted)).first();
  }

  /** Writes into a field, replacing what stands there. */
  async write(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: typeof label === 'string' }).fill(text);
  }

  /** Chooses an answer of a question with several. */
  async choose(question: string | RegExp, answer: string): Promise<void> {
    const group = this.page
      .getByRole('group', { name: question })
      .or(this.page.getByRole('radiogroup', { name: question }))
      .first();
    await group.getByText(answer, { exact: true }).click();
  }

  heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  /** Asserts that a text can be seen. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page
      .getByText(text)
      .first()
      .waitFor({ state: 'visible', timeout: 5000 })
      .catch(() => assert.fail(`${this.page.url()} does not show ${String(text)}`));
  }

  /** Downloads what a link leads to, with the visitor's session. */
  async download(name: string | RegExp): Promise<Buffer> {
    const href = await this.page.getByRole('link', { name }).first().getAttribute('href');
    assert.ok(href, `no link ${String(name)} on ${this.page.url()}`);
    const response = await this.context.request.get(new URL(href, this.page.url()).href);
    assert.equal(response.status(), 200, href);
    return response.body();
  }

  /** Notes what is wrong with the page: markup, accessibility in light and dark, width on a phone. {@link leave} tells. */
  async examine(state = ''): Promise<void> {
    const { page } = this;
    const address = new URL(page.url());
    if (address.origin !== this.#origin) return;
    const key = [address.pathname.replace(/[0-9a-f-]{36}/g, 'id'), (await page.title()).replace(/\d+/g, '0'), state, this.scripts].join(
      ' | ',
    );
    if (examined.has(key)) return;
    examined.add(key);
    const document = await this.#document;
    for (const fault of document?.startsWith('<!doctype html>') ? markupFaults(document) : []) this.#find(`${key}: markup: ${fault}`);
    const size = page.viewportSize() ?? { width: 1280, height: 900 };
    await this.#screenshot(key, 1280);
    await page.setViewportSize({ width: 360, height: 800 });
    const wider = await this.#tooWide();
    if (wider > 0) this.#find(`${key}: ${wider} px wider than a phone of 360 px`);
    await this.#screenshot(key, 360);
    await page.setViewportSize(size);
    for (const finding of this.scripts ? await axeFindings(page) : []) this.#find(`${key}: axe ${finding}`);
  }

  /** Pixels the page is wider than its window, once it has taken the new width: some parts glide there. */
  async #tooWide(): Promise<number> {
    let wider = 1;
    for (let looks = 0; looks < 20 && wider > 0; looks++) {
      if (looks > 0) await pause(50);
      wider = await this.page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    }
    return wider;
  }

  /** Told at once as well: a journey that breaks off later must not hide it. */
  #find(finding: string): void {
    this.#findings.push(finding);
    process.stderr.write(`${finding}\n`);
  }

  /** Into the folder that AMT_SCREENSHOTS names, to be looked at by people. */
  async #screenshot(key: string, width: number): Promise<void> {
    const folder = process.env['AMT_SCREENSHOTS'];
    if (!folder || !this.scripts) return;
    mkdirSync(folder, { recursive: true });
    await this.page.setViewportSize({ width, height: width === 360 ? 800 : 900 });
    const name = key
      .replace(/ \| (true|false)$/, '')
      .replaceAll(/[^\p{L}\d]+/gu, '-')
      .slice(0, 120);
    await this.page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true, animations: 'disabled' });
  }

  /** Closes the browser profile. @throws AssertionError with all that was wrong with the pages, their scripts and assets */
  async leave(): Promise<void> {
    await this.context.close();
    assert.deepEqual(this.#findings, []);
  }
}

/** A new visitor with a browser profile of their own. */
export async function visitor({ scripts = true, width = 1280, language = 'de' }: VisitorOptions = {}): Promise<Visitor> {
  const { origin } = await houseUnderTest();
  browser ??= launchBrowser();
  const context = await (
    await browser
  ).newContext({
    viewport: { width, height: width < 600 ? 800 : 900 },
    javaScriptEnabled: scripts,
    locale: language === 'en' ? 'en-GB' : 'de-DE',
    reducedMotion: 'reduce',
    colorScheme: 'light',
  });
  context.setDefaultTimeout(15_000);
  return new Visitor(context, await context.newPage(), origin, scripts);
}
