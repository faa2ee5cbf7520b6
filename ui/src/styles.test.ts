import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assetFolder, buildAssets } from './build-assets.ts';
import { kernCss } from './kern-css.ts';
import { minifyCss } from './minify-css.ts';

describe('the part of KERN-UX we take', () => {
  const kit = `@charset "UTF-8";
    :root { --kern-16: 1rem; --kern-color-blue: oklch(40% 0.1 265); --kern-color-pale: oklch(80% 0.1 265); --kern-color-unused: red; }
    [data-kern-theme=light], .kern-light { --kern-color-action: var(--kern-color-blue); }
    [data-kern-theme=dark], .kern-dark { --kern-color-action: var(--kern-color-pale); }
    .kern-btn { padding-left: var(--kern-16, 16px); color: var(--kern-color-action, #000) !important; }
    .kern-btn .kern-icon, .kern-card { margin: 0 }
    @media (forced-colors: active) { .kern-btn--primary { border: 1px solid } .kern-card { border: 0 } }`;
  const css = kernCss(kit, '.own { margin: var(--kern-16) }');

  it('is the rules of the classes we use, and no other', () => {
    assert.match(css, /\.kern-btn \{/);
    assert.match(css, /forced-colors: active\) \{\.kern-btn--primary/);
    assert.doesNotMatch(css, /kern-card|kern-icon|!important|@charset/);
  });
  it('turns sides into logical ones', () => assert.match(css, /padding-inline-start: var\(--kern-16/));
  it('holds each token named, with its light and dark value', () => {
    assert.match(css, /--kern-color-action: light-dark\(oklch\(40% 0\.1 265\), oklch\(80% 0\.1 265\)\);/);
    assert.match(css, /--kern-16: 1rem;/);
    assert.doesNotMatch(css, /unused/);
  });
});

describe('the style sheet', () => {
  it('is minified without harm to strings and values', () => {
    assert.equal(
      minifyCss('/* a */ .x::before { content: "a ; b  {"; inset: calc(1px + 2px) 0; }\n.y > .z, .w { color: red; }'),
      '.x::before{content:"a ; b  {";inset:calc(1px + 2px) 0}.y > .z,.w{color:red}',
    );
  });

  it('defines every own token it uses, asks no other host, and knows no physical side', () => {
    buildAssets();
    const css = readFileSync(join(assetFolder, 'app.css'), 'utf8');
    const defined = new Set([...css.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
    const used = new Set([...css.matchAll(/var\((--[\w-]+)\)/g)].map((match) => match[1]));
    assert.deepEqual(
      [...used].filter((name) => !defined.has(name)),
      [],
    );
    assert.doesNotMatch(css, /https?:|\/\//);
    assert.doesNotMatch(css, /[;{](?:margin|padding|border|inset)?-?(?:left|right)\b|text-align:(?:left|right)/);
    assert.equal(css.match(/{/g)?.length, css.match(/}/g)?.length);
  });

  it('names only files that are there', () => {
    buildAssets();
    const css = readFileSync(join(assetFolder, 'app.css'), 'utf8');
    const files = [...css.matchAll(/url\(['"]?([^'")]+)['"]?\)/g)].map((match) => match[1] ?? '');
    assert.equal(files.length, 3);
    assert.deepEqual(
      files.filter((file) => !existsSync(join(assetFolder, file))),
      [],
    );
  });

  it('is left alone while nothing changed, and forgets files that are gone', () => {
    buildAssets();
    const before = statSync(join(assetFolder, 'app.css')).mtimeMs;
    writeFileSync(join(assetFolder, 'gone.js'), '');
    buildAssets();
    assert.equal(statSync(join(assetFolder, 'app.css')).mtimeMs, before);
    assert.equal(existsSync(join(assetFolder, 'gone.js')), false);
  });
});
