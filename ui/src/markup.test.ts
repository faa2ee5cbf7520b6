import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '@amt/html';
import { HtmlValidate } from 'html-validate';
import { documents } from '../test/browser.ts';
import { sampleChrome } from '../test/sample-pages.ts';
import { assetFolder } from './build-assets.ts';
import {
  checkboxes,
  dateField,
  designPage,
  errorSummary,
  fileField,
  form,
  pagination,
  problemPage,
  radios,
  renderPage,
  table,
  textField,
  themeOf,
} from './index.ts';
import { shownPages } from './components/navigation.ts';
import { gzipSync } from 'node:zlib';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // style of writing, not validity
    'doctype-style': 'off',
    'void-style': 'off',
    'no-inline-style': 'error',
    'long-title': 'off',
    'no-trailing-whitespace': 'off',
    // phone numbers in examples are written as the city writes them
    'tel-non-breaking': 'off',
    // several checkboxes of one question share their name
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    'prefer-native-element': ['error', { exclude: ['img', 'alert', 'status', 'group', 'search', 'radiogroup'] }],
  },
});

function faultsIn(document: string): string[] {
  const report = validator.validateStringSync(document);
  return report.results.flatMap((result) =>
    result.messages.map((fault) => `${fault.line}:${fault.column} ${fault.ruleId}: ${fault.message}`),
  );
}

describe('markup', () => {
  const pages = documents();
  for (const [name, document] of Object.entries(pages)) {
    it(`of ${name} is valid HTML`, () => assert.deepEqual(faultsIn(document), []));
    it(`of ${name} has one h1, no inline style and no inline script`, () => {
      assert.equal(document.match(/<h1[\s>]/g)?.length, 1);
      assert.doesNotMatch(document, /\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=/);
    });
  }

  it('of /design is valid in each language', () => {
    for (const locale of ['en', 'de-simple'] as const)
      assert.deepEqual(faultsIn(renderPage(designPage(locale), sampleChrome({ locale })).toString()), []);
  });

  it('of problem pages is valid for each status', () => {
    for (const status of [400, 401, 403, 404, 409, 410, 412, 413, 418, 429, 500, 502, 503]) {
      const page = problemPage({ status, locale: 'en', homeHref: '/en/', detail: 'More', requestId: 'r-1' });
      assert.deepEqual(faultsIn(renderPage(page, sampleChrome({ locale: 'en' })).toString()), []);
    }
  });
});

describe('the shell', () => {
  const page = { title: 'Suche <b>', body: html`<h1>Suche</h1>` };

  it('escapes the title, names the city, and says "Fehler" first where there are errors', () => {
    assert.match(renderPage(page, sampleChrome()).toString(), /<title>Suche &lt;b&gt; – München<\/title>/);
    assert.match(renderPage({ ...page, hasErrors: true }, sampleChrome()).toString(), /<title>Fehler: Suche/);
  });

  it('names the language of the document and of each other language', () => {
    const text = renderPage(page, sampleChrome({ locale: 'en' })).toString();
    assert.match(text, /<html lang="en" dir="ltr"/);
    assert.match(text, /hreflang="de-simple" lang="de-simple"/);
    assert.match(text, />Leichte Sprache</);
  });

  it('loads a module only where its element stands', () => {
    assert.doesNotMatch(renderPage(page, sampleChrome()).toString(), /combobox\.js/);
    const body = html`${page.body}${fileField({ name: 'f', label: 'Datei', locale: 'de' })}`;
    assert.match(renderPage({ ...page, body }, sampleChrome()).toString(), /src="\/assets\/upload\.js"/);
  });

  it('marks the current entry, shows the unread, and posts the sign-out', () => {
    const account = { name: 'Amira Yıldız', kind: 'person', unread: 120, href: '/de/konto' } as const;
    const text = renderPage({ ...page, current: 'services' }, sampleChrome({ account, signOutHref: '/ab' })).toString();
    assert.match(text, /href="\/de\/leistungen" aria-current="page"/);
    assert.match(text, /99\+/);
    assert.match(text, /120 ungelesene Nachrichten/);
    assert.match(text, /method="post" action="\/ab"/);
    assert.doesNotMatch(text, /Anmeldung für Beschäftigte/);
  });

  it('takes unknown themes for "as the device"', () => {
    assert.deepEqual(['dark', 'light', 'pink', undefined].map(themeOf), ['dark', 'light', 'auto', 'auto']);
  });
});

describe('a field', () => {
  it('ties hint, origin and error to the control, and is marked invalid', () => {
    const text = textField({
      name: 'household[0].name',
      label: 'Name',
      hint: 'Wie im Ausweis',
      origin: 'BayernID',
      error: 'Fehlt',
      locale: 'de',
    }).toString();
    assert.match(text, /aria-describedby="household-0-name-hint household-0-name-origin household-0-name-error"/);
    assert.match(text, /aria-invalid="true"/);
    for (const part of ['hint', 'origin', 'error']) assert.match(text, new RegExp(`id="household-0-name-${part}"`));
    assert.match(text, /<label class="amt-field__label" for="household-0-name">/);
  });

  it('keeps what was typed, escaped', () => {
    assert.match(textField({ name: 'q', label: 'Q', value: '"><script>', locale: 'de' }).toString(), /value="&quot;&gt;&lt;script&gt;"/);
  });

  it('is reached by the link of the error summary, whatever its kind', () => {
    const fields = [
      textField({ name: 'a', label: 'A', locale: 'de' }),
      dateField({ name: 'b', label: 'B', locale: 'de' }),
      radios({ name: 'c', label: 'C', locale: 'de', options: [{ value: '1', label: 'eins' }] }),
      checkboxes({ name: 'd', label: 'D', locale: 'de', options: [{ value: '1', label: 'eins' }], values: ['1'] }),
      fileField({ name: 'e', label: 'E', locale: 'de' }),
    ];
    for (const [index, field] of fields.entries()) {
      const id = 'abcde'[index] ?? '';
      assert.match(errorSummary({ locale: 'de', errors: [{ field: id, message: 'x' }] }).toString(), new RegExp(`href="#${id}"`));
      assert.match(field.toString(), new RegExp(`<input [^>]*id="${id}"`));
    }
  });

  it('needs no summary without errors', () => assert.equal(errorSummary({ errors: [], locale: 'de' }).toString(), ''));
});

describe('a form', () => {
  it('carries the CSRF field when posted, not when it asks', () => {
    assert.match(form({ action: '/x', body: '' }).toString(), /name="_csrf"/);
    assert.doesNotMatch(form({ action: '/x', body: '', method: 'get' }).toString(), /_csrf/);
  });
  it('refuses an address that runs code', () =>
    assert.doesNotMatch(form({ action: 'javascript:alert(1)', body: '' }).toString(), /action="javascript:/));
});

describe('lists', () => {
  it('show few page numbers and no gap of one', () => {
    assert.deepEqual(shownPages(1, 1), [1]);
    assert.deepEqual(shownPages(3, 5), [1, 2, 3, 4, 5]);
    assert.deepEqual(shownPages(6, 24), [1, 0, 5, 6, 7, 0, 24]);
    assert.deepEqual(shownPages(24, 24), [1, 0, 23, 24]);
    for (let total = 1; total < 30; total++) {
      for (let current = 1; current <= total; current++) {
        const shown = shownPages(current, total);
        assert.ok(shown.includes(current) && shown.includes(1) && shown.includes(total));
        assert.ok(shown.every((n, index) => n === 0 || index === 0 || shown[index - 1] === 0 || n === (shown[index - 1] ?? 0) + 1));
      }
    }
  });
  it('of one page need no pagination', () => assert.equal(pagination({ locale: 'de', current: 1, total: 1, href: String }).toString(), ''));
  it('without rows say what they are given to say', () => {
    assert.equal(table({ caption: 'C', columns: [], rows: [], empty: 'nichts' }).toString(), 'nichts');
  });
});

describe('what a first visit loads, fonts apart', () => {
  it('stays small', (t) => {
    const home = documents()['home'] ?? '';
    const names = readdirSync(assetFolder).filter((name) => /\.(?:css|js|svg)$/.test(name));
    const sizes = Object.fromEntries(names.map((name) => [name, gzipSync(readFileSync(join(assetFolder, name)), { level: 9 }).length]));
    const page = gzipSync(home, { level: 6 }).length;
    const firstVisit = page + (sizes['app.css'] ?? 0) + (sizes['shell.js'] ?? 0) + (sizes['icon.svg'] ?? 0);
    t.diagnostic(
      `gzip bytes: home page ${page}, ${Object.entries(sizes)
        .map(([name, size]) => `${name} ${size}`)
        .join(', ')}; first visit ${firstVisit}`,
    );
    assert.ok((sizes['app.css'] ?? Infinity) <= 25_000);
    assert.ok(names.filter((name) => name.endsWith('.js')).every((name) => (sizes[name] ?? Infinity) < 2000));
    const ofForms = ['address', 'combobox', 'confirm', 'place', 'session', 'shell', 'signature', 'upload'].map(
      (name) => sizes[`${name}.js`] ?? Infinity,
    );
    t.diagnostic(`gzip bytes of all scripts a form can load: ${ofForms.reduce((sum, size) => sum + size, 0)}`);
    assert.ok(ofForms.reduce((sum, size) => sum + size, 0) <= 15_000);
    assert.ok(firstVisit < 60_000);
  });
});
