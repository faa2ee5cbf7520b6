import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Html, html } from '@amt/html';
import { launchBrowser } from '@amt/testing/browser';
import { documents, serve } from '../test/browser.ts';
import { sampleChrome } from '../test/sample-pages.ts';
import { addressLookup, button, combobox, fieldset, fileField, form, renderPage, searchBox, textField } from './index.ts';

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the page, in words. */
async function axe(page: Page): Promise<string[]> {
  // The policy forbids scripts from outside, so axe comes through the debugger.
  await page.evaluate(`${axeSource};0`);
  const result = await page.evaluate<AxeResult>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })",
  );
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 240) ?? ''}`),
  );
}

describe('in a real browser', () => {
  let browser: Browser;
  let server: Server;
  let origin = '';
  let pages: Record<string, string> = {};

  before(async () => {
    pages = { ...documents() };
    const asset = (name: string): string => `/assets/${name}`;
    const body = html`<h1>Probe</h1>
      ${form({
        action: '/slow',
        busyText: 'Wird gesendet …',
        body: html`${combobox({
          name: 'street',
          label: 'Straße',
          locale: 'de',
          options: ['Äußere Wiener Straße', 'Sendlinger Straße', 'Sonnenstraße'].map((label, index) => ({ value: `s${index}`, label })),
        })}${button({ label: 'Senden' })}`,
      })}${form({ action: '/upload', multipart: true, body: html`${fileField({ name: 'proof', label: 'Nachweis', locale: 'de' })}${button({ label: 'Hochladen' })}` })}`;
    const part = (name: string, label: string): Html => textField({ name: `home.${name}`, label, locale: 'de' });
    const parts = [part('street', 'Straße'), part('houseNumber', 'Hausnummer'), part('postalCode', 'Postleitzahl'), part('city', 'Ort')];
    const address = fieldset({ legend: 'Anschrift', body: parts });
    const lookup = addressLookup({ body: address, streetsHref: '/streets', numbersHref: '/numbers', locale: 'de' });
    pages['address'] = renderPage(
      {
        title: 'Anschrift',
        body: html`<h1>Anschrift</h1>${form({ action: '/slow', body: html`${lookup}${button({ label: 'Weiter' })}` })}`,
      },
      sampleChrome({ asset }),
    ).toString();
    pages['probe'] = renderPage({ title: 'Probe', body }, sampleChrome({ asset })).toString();
    pages['suggest'] = renderPage(
      {
        title: 'Suche',
        body: html`<h1>Suche</h1>
          ${searchBox({ action: '/suche', label: 'Leistung suchen', locale: 'de', id: 'probe-search', suggestHref: '/suggestions?locale=de' })}
          <p>Text darunter</p>`,
      },
      sampleChrome({ asset }),
    ).toString();
    const field = html`<div id="around">${textField({ name: 'word', label: 'Wort', locale: 'de' })}</div>`;
    const single = form({ action: '/slow', inline: true, body: button({ label: 'Hoch' }) });
    pages['live'] = renderPage(
      {
        title: 'Mit',
        body: html`<h1>Mit</h1>
          <amt-live data-href="/live">${single}${form({ action: '/slow', body: html`${field}${button({ label: 'Speichern' })}` })}</amt-live>
          <p id="shown">leer</p>
          <p id="count" role="status">0</p>`,
      },
      sampleChrome({ asset }),
    ).toString();
    const session = { secondsLeft: 121, keepAliveHref: '/slow' };
    pages['session'] = renderPage({ title: 'Sitzung', body: html`<h1>Sitzung</h1>` }, sampleChrome({ asset, session })).toString();
    ({ origin, server } = await serve(pages));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    server.close();
  });

  async function visit(context: BrowserContext, name: string): Promise<{ page: Page; complaints: string[] }> {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${origin}/${name}`);
    return { page, complaints };
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      it(`axe finds nothing, and nothing breaks the policy, in ${colorScheme} at ${width} px`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
        for (const name of Object.keys(pages)) {
          const { page, complaints } = await visit(context, name);
          assert.deepEqual(await axe(page), [], name);
          assert.deepEqual(complaints, [], name);
          await page.close();
        }
        await context.close();
      });
    }
  }

  it('nothing has to be pushed sideways at 320 px (1280 px enlarged to 400 %), right-to-left neither', async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    for (const name of Object.keys(pages)) {
      const { page } = await visit(context, name);
      const wider = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      assert.ok((await wider()) <= 0, `${name} at 320 px`);
      await page.evaluate("document.documentElement.dir = 'rtl'");
      assert.ok((await wider()) <= 0, `${name} right-to-left`);
      await page.close();
    }
    await context.close();
  });

  it('what can be pressed is large enough (24 px, links in running text apart)', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    for (const name of Object.keys(pages)) {
      const { page } = await visit(context, name);
      const small =
        await page.evaluate(`[...document.querySelectorAll('button, summary, input, select, textarea, nav a, .kern-btn, .amt-chip')]
        .filter((e) => e.checkVisibility() && e.type !== 'hidden')
        .map((e) => [e.outerHTML.slice(0, 120), e.getBoundingClientRect()])
        .filter(([, r]) => r.width > 1 && (r.width < 24 || r.height < 24)).map(([text]) => text)`);
      assert.deepEqual(small, [], name);
      await page.close();
    }
    await context.close();
  });

  it('with forced colours the state of choices, the focus and the bars can still be seen', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, forcedColors: 'active' });
    const { page } = await visit(context, 'design');
    const style = (selector: string, property: string): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
    assert.notEqual(await style('.amt-choice:has(:checked)', 'outlineStyle'), 'none');
    assert.notEqual(await style('.kern-btn--primary', 'borderTopStyle'), 'none');
    assert.notEqual(await style('.amt-bars__value', 'fill'), await style('.amt-bars__ground', 'fill'));
    await context.close();
  });

  it('light and dark are chosen at once, kept in the cookie, and applied on the next page', async () => {
    const context = await browser.newContext({ colorScheme: 'light' });
    const { page } = await visit(context, 'service');
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.locator('.amt-menu__summary').first().click();
    await page.getByRole('button', { name: 'Dunkel' }).click();
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.goto(`${origin}/home`);
    assert.equal(await ground(), dark);
    await page.locator('.amt-menu__summary').first().click();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.amt-menu').first().getAttribute('open'), null);
    await context.close();
  });

  it('the first thing reached by keyboard leads to the content', async () => {
    const context = await browser.newContext();
    const { page } = await visit(context, 'service');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Zum Inhalt springen');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate("document.activeElement.closest('main') !== null"), true);
    await context.close();
  });

  it('a box with suggestions finds without accents, is worked by keyboard and posts the value', async () => {
    const context = await browser.newContext();
    const { page, complaints } = await visit(context, 'probe');
    const box = page.getByRole('combobox', { name: 'Straße' });
    await box.pressSequentially('aussere');
    assert.deepEqual(await page.getByRole('option').allTextContents(), ['Äußere Wiener Straße']);
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press('Enter');
    assert.equal(await box.inputValue(), 'Äußere Wiener Straße');
    assert.equal(await page.evaluate("new FormData(document.querySelector('form[action=\"/slow\"]')).get('street')"), 's0');
    await box.fill('gibt es nicht');
    assert.match((await page.getByRole('option').allTextContents()).join(''), /Kein Treffer/);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate("new FormData(document.querySelector('form[action=\"/slow\"]')).get('street')"), '');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  /** The page with an address; what the city's list says is made up here. */
  async function typeAddress(
    context: BrowserContext,
    slow = false,
  ): Promise<{ page: Page; complaints: string[]; values: () => Promise<string[]> }> {
    const seen = await visit(context, 'address');
    await seen.page.route('**/streets?*', async (route) => {
      const typed = new URL(route.request().url()).searchParams.get('q') ?? '';
      const streets = [
        { street: 'Sendlinger Straße', city: 'München', postalCodes: ['80331'], districts: [] },
        { street: 'Sendlinger-Tor-Platz', city: 'München', postalCodes: ['80336', '80337'], districts: [] },
      ];
      if (slow && typed === 'Send') await new Promise((resolve) => setTimeout(resolve, 600));
      const houseNumber = /\d+$/.exec(typed)?.[0];
      await route.fulfill({ json: { streets: typed.startsWith('Send') ? streets : [], ...(houseNumber ? { houseNumber } : {}) } });
    });
    await seen.page.route('**/numbers?*', (route) => {
      const { searchParams } = new URL(route.request().url());
      const city = 'München';
      const all = ['1', '1a', '10'].map((houseNumber) => ({
        houseNumber,
        city,
        postalCode: searchParams.get('street') === 'Sendlinger Straße' ? '80331' : '80337',
      }));
      return route.fulfill({
        json: { addresses: all.filter((one) => one.houseNumber.startsWith(searchParams.get('q') ?? '')), nearest: false },
      });
    });
    const values = (): Promise<string[]> =>
      seen.page.evaluate<string[]>("[...document.querySelectorAll('amt-address input')].map((input) => input.value)");
    return { ...seen, values };
  }
  const options = (page: Page): Promise<string[]> => page.getByRole('option').allTextContents();

  it('an address is suggested by street and number, chosen by keyboard, and completed', async () => {
    const context = await browser.newContext();
    const { page, complaints, values } = await typeAddress(context);
    const street = page.getByRole('combobox', { name: 'Straße' });
    await street.pressSequentially('Send');
    await page.getByRole('option').first().waitFor();
    assert.deepEqual(await options(page), ['Sendlinger Straße, 80331 München', 'Sendlinger-Tor-Platz, München']);
    assert.match((await page.locator('amt-address [role=status]').textContent()) ?? '', /Vorschläge vorhanden/);
    await page.keyboard.press('ArrowUp');
    assert.equal(await street.getAttribute('aria-activedescendant'), 'home-street-list-1');
    await page.keyboard.press('ArrowDown');
    assert.equal(await street.getAttribute('aria-activedescendant'), 'home-street-list-0');
    assert.deepEqual(await axe(page), []);
    await page.keyboard.press('Enter');
    assert.deepEqual(await values(), ['Sendlinger Straße', '', '80331', 'München']);
    assert.equal(await street.getAttribute('aria-expanded'), 'false');

    const number = page.getByRole('combobox', { name: 'Hausnummer' });
    await number.pressSequentially('1');
    await page.getByRole('option', { name: '1a' }).click();
    assert.deepEqual(await values(), ['Sendlinger Straße', '1a', '80331', 'München']);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('a street with several postal codes gets its own from the number', async () => {
    const context = await browser.newContext();
    const { page, values } = await typeAddress(context);
    await page.getByLabel('Straße').pressSequentially('Sendlinger Tor 10');
    await page.getByRole('option', { name: 'Tor-Platz' }).click();
    await page.waitForFunction("document.querySelector('[name=\"home.postalCode\"]').value === '80337'");
    assert.deepEqual(await values(), ['Sendlinger-Tor-Platz', '10', '80337', 'München']);
    await context.close();
  });

  it('what a person wrote stands: unknown streets, other places, a list closed by Escape or left', async () => {
    const context = await browser.newContext();
    const { page, values } = await typeAddress(context, true);
    const street = page.getByLabel('Straße');
    await page.getByLabel('Postleitzahl').fill('86150');
    await page.getByLabel('Ort').fill('Augsburg');
    await street.pressSequentially('Maximilianstr');
    await page.getByLabel('Hausnummer').fill('1');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(300);
    assert.deepEqual(await values(), ['Maximilianstr', '1', '86150', 'Augsburg']);
    await street.fill('Sendlinger');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    assert.deepEqual(await options(page), []);
    // an answer that comes too late does not open the list again
    await street.fill('Send');
    await page.waitForTimeout(250);
    await page.keyboard.press('Tab');
    await page.waitForTimeout(700);
    assert.deepEqual(await options(page), []);
    assert.deepEqual(await values(), ['Send', '1', '86150', 'Augsburg']);
    await context.close();
  });

  it('without the list of the city, and without scripts, the boxes are plain', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const { page } = await visit(context, 'address');
    await page.getByLabel('Straße').fill('Sendlinger Str.');
    assert.equal(await page.getByRole('combobox').count(), 0);
    await context.close();
    const scripted = await browser.newContext();
    const { page: other } = await visit(scripted, 'address');
    await other.route('**/streets?*', (route) => route.fulfill({ status: 404 }));
    await other.getByLabel('Straße').pressSequentially('Sendlinger');
    await other.waitForTimeout(300);
    assert.equal(await other.getByLabel('Straße').inputValue(), 'Sendlinger');
    await scripted.close();
  });

  it('a search suggests while one types, is worked by keyboard, and is a plain search without scripts or answers', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    const { page, complaints } = await visit(context, 'suggest');
    const asked: string[] = [];
    await page.route('**/suggestions?**', (route) => {
      const q = new URL(route.request().url()).searchParams.get('q') ?? '';
      asked.push(q);
      const names = ['Hund anmelden', 'Hund abmelden'].filter((name) => name.toLowerCase().startsWith(q.toLowerCase()));
      return q === 'kaputt' ? route.abort() : route.fulfill({ json: { suggestions: names.map((name) => ({ name })) } });
    });
    await page.route('**/suche?**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<style>@view-transition { navigation: auto }</style><h1>Treffer</h1>' }),
    );
    const box = page.getByRole('combobox', { name: 'Leistung suchen' });
    await box.pressSequentially('h');
    await box.pressSequentially('und a');
    await page.getByRole('option', { name: 'Hund abmelden' }).waitFor();
    assert.ok(!asked.includes('h'), 'one letter says nothing');
    assert.equal(await box.getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('ArrowUp');
    assert.equal(
      await page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent"),
      'Hund abmelden',
    );
    assert.deepEqual(await axe(page), []);
    assert.ok(await page.evaluate('document.documentElement.scrollWidth <= 360'));
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('option').count(), 0);
    assert.equal(await box.inputValue(), 'hund a', 'Escape closes the list and keeps the text');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/suche?q=Hund+a**');
    assert.deepEqual(complaints, []);

    await page.goBack();
    await page.getByRole('combobox', { name: 'Leistung suchen' }).fill('kaputt');
    await page.waitForRequest('**/suggestions?**');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/suche?q=kaputt');
    await context.close();

    const plain = await browser.newContext({ javaScriptEnabled: false });
    const without = await visit(plain, 'suggest');
    assert.equal(await without.page.getByRole('searchbox', { name: 'Leistung suchen' }).count(), 1);
    await plain.close();
  });

  it('a form is sent once, and says so when the answer takes its time', async () => {
    const context = await browser.newContext();
    const { page } = await visit(context, 'probe');
    const posted: string[] = [];
    // 204 leaves the page as it stands, as a server does that has not answered yet.
    await page.route('**/slow', (route) => {
      posted.push(route.request().method());
      return route.fulfill({ status: 204 });
    });
    await page.evaluate('{ const send = document.querySelector(\'form[action="/slow"] button\'); send.click(); send.click(); }');
    await page.getByText('Wird gesendet …').waitFor();
    assert.deepEqual(posted, ['POST']);
    await context.close();
  });

  it('parts of the page follow what is typed: the last word counts, what has the focus or did not change stays', async () => {
    const context = await browser.newContext();
    const { page, complaints } = await visit(context, 'live');
    const asked: string[] = [];
    const aborted: string[] = [];
    page.on('requestfailed', (request) => aborted.push(request.failure()?.errorText ?? ''));
    let release = (): void => undefined;
    await page.route('**/live', async (route) => {
      const word = new URLSearchParams(route.request().postData() ?? '').get('word') ?? '';
      asked.push(word);
      if (word === 'slow') await new Promise<void>((resolve) => (release = resolve));
      const parts = `<p id="shown">${word}</p><p id="count" role="status">1</p><div id="around"><input name="word" value="${word}"></div>`;
      const body = word === 'refused' ? '<p id="shown">no</p>' : parts;
      await route
        .fulfill({
          status: word === 'refused' ? 413 : 200,
          contentType: 'text/html; charset=utf-8',
          body: `<!doctype html><title>-</title>${body}`,
        })
        .catch(() => undefined);
    });
    await page.evaluate(`{
      window.changes = 0;
      new MutationObserver(() => window.changes++).observe(document.getElementById('count'), { childList: true, subtree: true });
    }`);
    const box = page.getByLabel('Wort');
    await box.fill('slow');
    await page.waitForRequest('**/live');
    await box.fill('fast');
    await page.locator('#shown', { hasText: 'fast' }).waitFor();
    release();
    assert.deepEqual(asked, ['slow', 'fast']);
    assert.deepEqual(aborted, ['net::ERR_ABORTED'], 'what was typed before is not asked any more');
    await box.fill('more');
    await page.locator('#shown', { hasText: 'more' }).waitFor();
    assert.equal(await page.evaluate('window.changes'), 1, 'the number is put in place once: it did not change again');
    assert.equal(await page.evaluate('document.activeElement.name'), 'word');
    const refused = page.waitForResponse('**/live');
    await box.fill('refused');
    await refused;
    assert.equal(await page.locator('#shown').innerText(), 'more');
    assert.deepEqual(
      complaints.filter((text) => !text.includes('413')),
      [],
    );
    await context.close();
  });

  it('an upload shows its progress and then the answer with its errors', async () => {
    const context = await browser.newContext();
    const { page, complaints } = await visit(context, 'probe');
    const answer = (pages['probe'] ?? '').replace(
      '<h1>Probe</h1>',
      '<div id="error-summary" tabindex="-1">Die Datei ist leer</div><h1>Probe</h1>',
    );
    await page.route('**/upload', (route) => route.fulfill({ status: 200, contentType: 'text/html; charset=utf-8', body: answer }));
    await page.locator('input[type=file]').setInputFiles({ name: 'leer.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') });
    await page.getByRole('button', { name: 'Hochladen' }).click();
    await page.getByText('Die Datei ist leer').waitFor();
    assert.equal(await page.evaluate('document.activeElement.id'), 'error-summary');
    assert.equal(new URL(page.url()).pathname, '/upload');
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('the end of the session is told in time and can be put off', async () => {
    const context = await browser.newContext();
    const { page } = await visit(context, 'session');
    let kept = 0;
    await page.route('**/slow', (route) => {
      kept++;
      return route.fulfill({ status: 204 });
    });
    const dialog = page.getByRole('dialog', { name: 'Sind Sie noch da?' });
    await dialog.waitFor();
    assert.deepEqual(await axe(page), []);
    await page.getByRole('button', { name: 'Angemeldet bleiben' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(kept, 1);
    await context.close();
  });

  it('without scripts the menus open, the list is a list, and the choice of light or dark is posted', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(`${origin}/probe`);
    await page.getByText('Menü', { exact: true }).click();
    await page.getByRole('navigation', { name: 'Menü' }).getByRole('link', { name: 'Leistungen' }).waitFor();
    assert.equal(await page.locator('select[name=street]').isVisible(), true);
    assert.equal(await page.locator('form[action="/theme"] button[value=dark]').count(), 1);
    await context.close();
  });
});
