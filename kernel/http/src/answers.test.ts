import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { defineModule, page, route, versionedPage } from '@amt/module';
import { html } from '@amt/html';
import { Browser, startTestServer } from './server.fixture.ts';
import { RouteProblem } from './address-book.ts';

const { app, logLines, house } = await startTestServer();
const policy =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';manifest-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'";

describe('answers of the server', () => {
  it('carry the strict policy, to the letter, on pages, error pages and API answers', async () => {
    for (const url of ['/de', '/de/gibt-es-nicht', '/api/shop/items/1', '/health/live']) {
      const { headers } = await app.inject(url);
      assert.equal(headers['content-security-policy'], policy, url);
      assert.equal(headers['x-content-type-options'], 'nosniff', url);
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin', url);
      assert.equal(headers['strict-transport-security'], undefined, url);
      assert.match(String(headers['permissions-policy']), /camera=\(\)/, url);
    }
  });

  it('send the visitor to the language of the browser', async () => {
    const cases = {
      'en-US,en;q=0.9,de;q=0.8': '/en',
      'de-DE,de;q=0.9,en;q=0.8': '/de',
      'fr,it;q=0.5': '/en',
      'en;q=0.1,de;q=0.9': '/de',
      'en;q=0, de': '/de',
    };
    for (const [header, expected] of Object.entries(cases)) {
      const answer = await app.inject({ url: '/', headers: { 'accept-language': header } });
      assert.deepEqual([answer.statusCode, answer.headers.location], [302, expected], header);
    }
    assert.equal((await app.inject('/')).headers.location, '/de');
  });

  it('answer at an address in each language, with links in the same language', async () => {
    assert.match((await app.inject('/de')).body, /href="\/de\/ware\/7"/);
    assert.match((await app.inject('/en')).body, /href="\/en\/item\/7"/);
    assert.match((await app.inject('/de-simple')).body, /href="\/de-simple\/ware\/7"/);
    const { body } = await app.inject('/en/item/7?tab=a&x=1');
    for (const href of ['/de/ware/7?tab=a&amp;x=1', '/en/item/7?tab=a&amp;x=1', '/de-simple/ware/7?tab=a&amp;x=1'])
      assert.ok(body.includes(`href="${href}"`), href);
  });

  it('turn numbers in addresses into numbers and refuse hostile ones as a page that does not exist', async () => {
    assert.match((await app.inject('/de/ware/41')).body, /<h1>42<\/h1>/);
    for (const id of ['0', '-1', 'x', '1e400', '%00', "1'%20or%20'1'='1", '..%2f..%2fetc', '%ff', '9'.repeat(200)]) {
      const { statusCode, body } = await app.inject(`/de/ware/${id}`);
      assert.equal(statusCode, 404, id);
      assert.doesNotMatch(body, /at .*\.ts:\d+/, id);
    }
    assert.equal((await app.inject('/de/ware/1?tab=much-too-long-a-value')).statusCode, 400);
  });

  it('tell unknown pages, gone things and forbidden ones in the language of the address, in the same shell', async () => {
    const german = await app.inject('/de/gibt-es-nicht');
    assert.equal(german.statusCode, 404);
    assert.match(german.body, /<html lang="de">.*<h1[^>]*>Diese Seite gibt es nicht<\/h1>/s);
    const english = await app.inject('/en/none');
    assert.match(english.body, /<html lang="en">.*This page does not exist/s);
    assert.match((await app.inject({ url: '/none', headers: { 'accept-language': 'en' } })).body, /This page does not exist/);
    assert.equal((await app.inject('/de/weg')).statusCode, 410);
    assert.equal((await app.inject('/de/verboten')).statusCode, 403);
  });

  it('lead an address with a slash at its end to the one without, never to another site', async () => {
    const answer = await app.inject('/de/konto/?x=1');
    assert.deepEqual([answer.statusCode, answer.headers.location], [308, '/de/konto?x=1']);
    for (const url of ['//evil.example/', '//evil.example//', '/\\evil.example/', '/%5cevil.example/']) {
      const { statusCode, headers } = await app.inject({ url: `http://localhost${url}` });
      assert.ok(statusCode === 404 || String(headers.location).startsWith('/%5c'), `${url} ${statusCode} ${headers.location}`);
    }
  });

  it('tell a fault by its number only, in the log by kind and place', async () => {
    logLines.length = 0;
    const { statusCode, body, headers } = await app.inject('/de/fehler');
    assert.equal(statusCode, 500);
    assert.doesNotMatch(body, /secret inner detail|\.ts/);
    assert.ok(body.includes(String(headers['x-request-id'])));
    const line = logLines.find((entry) => entry.includes('a request failed')) ?? '';
    assert.match(line, /shop\.fail/);
    assert.ok(line.includes(String(headers['x-request-id'])));
  });

  it('tell problems under /api/ as RFC 9457 JSON', async () => {
    const anonymous = await app.inject('/api/shop/items/1');
    assert.match(String(anonymous.headers['content-type']), /^application\/problem\+json/);
    assert.partialDeepStrictEqual(anonymous.json(), { type: 'urn:amt:problem:sign-in', status: 401 });
    assert.equal((await app.inject('/api/none')).json<{ status: number }>().status, 404);
    const wrong = await app.inject({ method: 'POST', url: '/api/shop/callback', payload: { amount: '5', more: 1 } });
    assert.equal(wrong.statusCode, 400);
    assert.deepEqual(
      wrong
        .json<{ errors: { pointer: string }[] }>()
        .errors.map(({ pointer }) => pointer)
        .toSorted(),
      ['', '/amount'],
    );
    const broken = await app.inject({
      method: 'POST',
      url: '/api/shop/callback',
      payload: '{"amount":',
      headers: { 'content-type': 'application/json' },
    });
    assert.equal(broken.statusCode, 400);
    assert.equal(
      (await app.inject({ method: 'POST', url: '/api/shop/callback', payload: 'x', headers: { 'content-type': 'text/csv' } })).statusCode,
      415,
    );
  });

  it('name a file in UTF-8 and in ASCII and keep it from running anything', async () => {
    const { headers } = await app.inject('/de/datei');
    assert.equal(
      headers['content-disposition'],
      `attachment; filename="Bescheid _Mueller_.txt"; filename*=UTF-8''Bescheid%20%22M%C3%BCller%22.txt`,
    );
    assert.match(String(headers['content-security-policy']), /sandbox/);
  });

  it('are the same for everybody where the page is public: strong ETag, 304, compressed once', async () => {
    const first = await app.inject('/de');
    const etag = String(first.headers.etag);
    assert.match(etag, /^"[\w-]+"$/);
    const again = await app.inject({ url: '/de', headers: { 'if-none-match': `W/"x", W/${etag}` } });
    assert.deepEqual([again.statusCode, again.body], [304, '']);
    assert.equal((await app.inject({ url: '/de', headers: { 'if-none-match': '"other"' } })).statusCode, 200);
    const browser = new Browser(app);
    await browser.signIn('anna');
    const own = await browser.get('/de');
    assert.deepEqual([own.headers.etag, own.headers['cache-control']], [undefined, 'private, no-store']);
  });

  it('answer HEAD as GET without the body', async () => {
    const { statusCode, body } = await app.inject({ method: 'HEAD', url: '/de' });
    assert.deepEqual([statusCode, body], [200, '']);
  });
});

describe('a large public page', () => {
  it('is sent compressed to who can read it', async () => {
    const big = defineModule({
      name: 'big',
      retention: 'none',
      dataSubject: 'none',
      routes: [
        route({
          name: 'big.page',
          method: 'GET',
          path: { de: '/gross', en: '/big' },
          access: 'public',
          handle: () => page({ title: 'x', body: html`<p>${'viel Text '.repeat(3000)}</p>` }, { cache: 'public' }),
        }),
      ],
    });
    const { app: other, modules } = await startTestServer();
    await other.close();
    const { app: server } = await startTestServer({ modules: [...modules, big] });
    for (let round = 0; round < 2; round++) {
      const answer = await server.inject({ url: '/de/gross', headers: { 'accept-encoding': 'gzip, deflate, br' } });
      assert.equal(answer.headers['content-encoding'], 'br');
      assert.ok(answer.rawPayload.length < 2000);
      assert.ok(brotliDecompressSync(answer.rawPayload).toString().includes('viel Text viel Text'));
    }
    assert.equal(
      (await server.inject({ url: '/de/gross', headers: { 'accept-encoding': 'br;q=0, gzip' } })).headers['content-encoding'],
      'gzip',
    );
    assert.equal((await server.inject('/de/gross')).headers['content-encoding'], undefined);
    await server.close();
  });
});

describe('a versioned page', () => {
  let version = 'a';
  let drawn = 0;
  const module = defineModule({
    name: 'versioned',
    retention: 'none',
    dataSubject: 'none',
    routes: [
      route({
        name: 'versioned.page',
        method: 'GET',
        path: { de: '/stand', en: '/state' },
        access: 'public',
        handle: () => versionedPage(version, () => (drawn++, { title: version, body: html`<p>Stand ${version} ${drawn}</p>` })),
      }),
    ],
  });
  const drawings = async (work: () => Promise<unknown>): Promise<number> => {
    const before = drawn;
    await work();
    return drawn - before;
  };

  it('is drawn anew as soon as its version is another one, and for everybody who has a cookie or a query', async () => {
    const { modules, app: first } = await startTestServer();
    await first.close();
    const { app: server } = await startTestServer({ modules: [...modules, module] });
    const get = (url = '/de/stand', headers: Record<string, string> = {}) => server.inject({ url, headers });
    assert.equal(await drawings(() => get()), 1);
    assert.equal(await drawings(() => get()), 0);
    const again = await get();
    assert.match(again.body, /Stand a 1/);
    assert.equal(again.headers['cache-control'], 'public, max-age=0, s-maxage=60');
    const etag = String(again.headers.etag);
    assert.equal((await get('/de/stand', { 'if-none-match': etag })).statusCode, 304);
    assert.equal(await drawings(() => get('/en/state')), 1, 'another language');
    assert.equal(await drawings(() => get('/de/stand', { cookie: 'amt-theme=dark' })), 1, 'a cookie may change the page');
    assert.equal(await drawings(() => get('/de/stand?x=1')), 1);
    assert.equal(await drawings(() => get('/de/stand?x=1')), 1);
    version = 'b';
    const changed = await get('/de/stand', { 'if-none-match': etag });
    assert.equal(changed.statusCode, 200);
    assert.match(changed.body, /Stand b/);
    assert.equal(await drawings(() => get()), 0);
    await server.close();
  });

  it('is never shown to others when a session saw it', async () => {
    const { modules, app: first } = await startTestServer();
    await first.close();
    const { app: server } = await startTestServer({ modules: [...modules, module] });
    const answer = await server.inject({ url: '/de/stand', headers: { cookie: 'amt-session=gone' } });
    assert.equal(answer.headers['cache-control'], 'private, no-cache');
    assert.equal(await drawings(() => server.inject('/de/stand')), 1);
    await server.close();
  });
});

describe('the start', () => {
  it('is stopped by routes that share a name or an address, and by an access nobody declares', async () => {
    const broken = (name: string, path: string, access: string) =>
      defineModule({
        name,
        retention: 'none',
        dataSubject: 'none',
        routes: [route({ name: 'a.page', method: 'GET', path, access, handle: () => page({ title: '', body: html`` }) })],
      });
    await assert.rejects(
      startTestServer({ modules: [broken('a', '/x/:id', 'public'), broken('b', '/x/:key', 'a.nothing')] }),
      (fault) =>
        fault instanceof RouteProblem &&
        /two routes are named a\.page/.test(fault.message) &&
        /both answer GET \/x\/:key/.test(fault.message) &&
        /a\.nothing/.test(fault.message),
    );
  });
});

describe('the log', () => {
  it('holds no address, no query, no input, no client', async () => {
    logLines.length = 0;
    const browser = new Browser(app);
    await browser.get('/de/ware/4711?tab=geheim', { 'user-agent': 'SecretAgent/1', 'x-forwarded-for': '203.0.113.9' });
    await browser.signIn('erika');
    await browser.post('/de/bestellung', { name: 'Mustermann' });
    await browser.get('/de/nirgends/Mustermann');
    house.clock.advance({ minutes: 2 });
    const text = logLines.join('');
    assert.equal(text.split('\n').filter((line) => line.includes('"msg":"request"')).length, 4);
    assert.doesNotMatch(text, /4711|geheim|SecretAgent|203\.0\.113|127\.0\.0\.1|Mustermann|erika|nirgends/);
    const line = JSON.parse(text.split('\n')[0] ?? '{}') as object;
    assert.deepEqual(Object.keys(line).toSorted(), ['level', 'method', 'ms', 'msg', 'requestId', 'route', 'status', 'time']);
  });
});
