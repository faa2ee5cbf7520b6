import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { openSealed } from '@amt/files';
import type { RefusedUpload, Upload } from '@amt/module';
import type { LightMyRequestResponse } from 'fastify';
import { mediaTypeOf } from './media-type.ts';
import { Browser, origin, startTestServer } from './server.fixture.ts';
import { cleanFileName } from './uploads.ts';

const { app, house } = await startTestServer();

interface Received {
  readonly body: Record<string, string | string[]>;
  readonly uploads: readonly Upload[];
  readonly refused: readonly RefusedUpload[];
}

/** A form with files as a browser sends it. */
async function upload(
  browser: Browser,
  parts: readonly [string, string | File][],
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
): Promise<LightMyRequestResponse> {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  const encoded = new Response(form);
  return browser.ask({
    method: 'POST',
    url: '/de/beleg',
    payload: Buffer.from(await encoded.arrayBuffer()),
    headers: { 'content-type': encoded.headers.get('content-type') ?? '', ...headers },
  });
}

const file = (content: string | Uint8Array<ArrayBuffer>, name: string): File => new File([content], name);

describe('a request that changes something', () => {
  const tries: [string, Record<string, string>, number][] = [
    ['from our own page', { 'sec-fetch-site': 'same-origin' }, 303],
    ['typed by the person', { 'sec-fetch-site': 'none' }, 303],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['from a sister site', { 'sec-fetch-site': 'same-site' }, 403],
    ['from another site that also claims our origin', { 'sec-fetch-site': 'cross-site', origin }, 403],
    ['from our origin, old browser', { origin }, 303],
    ['from another origin, old browser', { origin: 'https://evil.example' }, 403],
    ['from a hidden origin', { origin: 'null' }, 403],
    ['from an origin that looks like ours', { origin: `${origin}.evil.example` }, 403],
    ['from nowhere, without token', {}, 403],
  ];
  for (const [name, headers, status] of tries) {
    it(`${name}: ${status}`, async () => {
      const browser = new Browser(app);
      await browser.signIn('anna');
      assert.equal((await browser.post('/de/bestellung', { wish: 'x' }, headers)).statusCode, status);
    });
  }

  it('from nowhere needs the token of this session', async () => {
    const [browser, other] = [new Browser(app), new Browser(app)];
    await browser.post('/de/merken', { colour: 'x' });
    await other.post('/de/merken', { colour: 'x' });
    const token = /name="_csrf" value="([\w-]+)"/.exec((await browser.get('/de/farbe')).body)?.[1] ?? '';
    const foreign = /name="_csrf" value="([\w-]+)"/.exec((await other.get('/de/farbe')).body)?.[1] ?? '';
    assert.notEqual(token, foreign);
    for (const wrong of ['', foreign, `${token}x`])
      assert.equal((await browser.post('/de/merken', { colour: 'y', _csrf: wrong }, {})).statusCode, 403);
    assert.equal((await browser.post('/de/merken', { colour: 'y', _csrf: token }, {})).statusCode, 303);
  });

  it('puts no token into a page of somebody without session', async () => {
    assert.match((await app.inject('/de/farbe')).body, /name="_csrf" value=""/);
  });

  it('never shows the field to the handler', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    await browser.post('/de/bestellung', { wish: 'x', _csrf: 'y' });
    assert.match((await browser.get('/de/konto')).body, /<pre>\{&quot;wish&quot;:&quot;x&quot;\}<\/pre>/);
  });

  it('may come from anywhere where the route says so', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/shop/callback',
      payload: { amount: 5 },
      headers: { origin: 'https://pay.example', 'sec-fetch-site': 'cross-site' },
    });
    assert.deepEqual([answer.statusCode, answer.json()], [200, { amount: 5 }]);
  });
});

describe('a form', () => {
  it('keeps repeated names as a list and flat names as they are, and cannot reach a prototype', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    await browser.post('/de/bestellung', 'a=1&a=2&person[0][name]=x&__proto__=y&constructor=z');
    const shown = /<pre>(.*)<\/pre>/.exec((await browser.get('/de/konto')).body)?.[1] ?? '';
    assert.deepEqual(
      JSON.parse(shown.replaceAll('&quot;', '"')),
      JSON.parse('{"a":["1","2"],"person[0][name]":"x","__proto__":"y","constructor":"z"}'),
    );
    assert.equal(Reflect.get({}, 'y'), undefined);
  });

  it('larger than allowed gets a page that says so', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    const { statusCode, body } = await browser.post('/de/bestellung', { wish: 'x'.repeat(1_100_000) });
    assert.equal(statusCode, 413);
    assert.match(body, /Das ist zu groß/);
  });
});

describe('a form with files', () => {
  it('brings the files into the store and their kind from their content', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    const pdf = '%PDF-1.7\nhello';
    const answer = await upload(browser, [
      ['title', 'Beleg'],
      ['tag', 'a'],
      ['tag', 'b'],
      ['_csrf', 'x'],
      ['proof', file(pdf, 'C:\\fake\\Größe.jpg')],
    ]);
    const { body, uploads, refused } = answer.json<Received>();
    assert.deepEqual(body, { title: 'Beleg', tag: ['a', 'b'] });
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    assert.deepEqual(uploads, [{ field: 'proof', fileName: 'Größe.jpg', mediaType: 'application/pdf', size: pdf.length, sha256 }]);
    assert.deepEqual(refused, []);
    assert.equal(Buffer.from(await house.files.read(sha256)).toString(), pdf);
  });

  it('tells which file is too large, empty or too many, and keeps the rest', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    const large = 'L'.repeat(2001);
    const answer = await upload(browser, [
      ['proof', file(large, 'large.txt')],
      ['proof', file('one', 'one.txt')],
      ['none', file('', '')],
      ['proof', file('', 'empty.txt')],
      ['proof', file('two', 'two.txt')],
      ['proof', file('three', 'three.txt')],
      ['after', 'still here'],
    ]);
    const { body, uploads, refused } = answer.json<Received>();
    assert.deepEqual(
      uploads.map(({ fileName, mediaType }) => [fileName, mediaType]),
      [
        ['one.txt', 'text/plain'],
        ['two.txt', 'text/plain'],
      ],
    );
    assert.deepEqual(
      refused.map(({ fileName, reason }) => [fileName, reason]),
      [
        ['large.txt', 'too-large'],
        ['empty.txt', 'empty'],
        ['three.txt', 'too-many'],
      ],
    );
    assert.deepEqual(body, { after: 'still here' });
    assert.equal(await house.files.has(createHash('sha256').update(large).digest('hex')), false);
  });

  it('takes a file of exactly the size allowed', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    const { uploads } = (await upload(browser, [['proof', file('x'.repeat(2000), 'x.txt')]])).json<Received>();
    assert.equal(uploads[0]?.size, 2000);
  });

  it('as a whole too large is refused before it is read; one where no files belong as well', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    assert.equal((await upload(browser, [['proof', file('x'.repeat(1_100_000), 'x.txt')]])).statusCode, 413);
    const wrong = await browser.post('/de/bestellung', '--x--', {
      'content-type': 'multipart/form-data; boundary=x',
      'sec-fetch-site': 'same-origin',
    });
    assert.equal(wrong.statusCode, 415);
  });

  it('that breaks off or is none gets a page that says so', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    const head = '--x\r\nContent-Disposition: form-data; name="proof"; filename="a.txt"\r\n\r\n';
    for (const payload of ['--x\r\nContent-Disp', 'nothing of the kind', head, `${head}half of a fi`]) {
      const headers = { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' };
      const { statusCode, body } = await browser.ask({ method: 'POST', url: '/de/beleg', payload, headers });
      assert.equal(statusCode, 400, payload);
      assert.match(body, /Das haben wir nicht verstanden/);
    }
  });

  it('of a route that seals files stores them encrypted, and only the handler has the key', async () => {
    const secret = 'a diary '.repeat(20);
    const answer = await new Browser(app).ask({
      method: 'POST',
      url: '/de/geheimer-beleg',
      payload: `--x\r\nContent-Disposition: form-data; name="proof"; filename="a.txt"\r\n\r\n${secret}\r\n--x--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' },
    });
    const [stored] = answer.json<Received>().uploads;
    assert.deepEqual([stored?.size, stored?.mediaType], [secret.length, 'text/plain']);
    assert.equal(stored?.sha256, createHash('sha256').update(secret).digest('hex'));
    assert.equal(await house.files.has(stored.sha256), false);
    assert.ok(stored.seal && !Buffer.from(await house.files.read(stored.seal.blob)).includes('diary'));
    assert.equal((await buffer(await openSealed(house.files, stored.seal))).toString(), secret);
  });

  it('of somebody not signed in stores no file, but keeps what was typed', async () => {
    const answer = await upload(new Browser(app), [
      ['title', 'Mein Titel'],
      ['proof', file('never stored', 'x.txt')],
    ]);
    const back = new URL(String(answer.headers.location), origin).searchParams.get('return') ?? '';
    assert.equal(await house.files.has(createHash('sha256').update('never stored').digest('hex')), false);
    const browser = new Browser(app);
    await browser.signIn('anna');
    const { body } = await browser.get(back);
    assert.match(body, /value="Mein Titel"/);
    assert.match(body, /Ihre Dateien konnten wir nicht behalten/);
  });

  it('of another site stores nothing that counts', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    assert.equal((await upload(browser, [['a', 'b']], { 'sec-fetch-site': 'cross-site' })).statusCode, 403);
  });
});

describe('what a file is', () => {
  it('is found from its first bytes', () => {
    const kinds: [string, string][] = [
      ['\x89PNG\r\n\x1a\n', 'image/png'],
      ['\xff\xd8\xff\xe0', 'image/jpeg'],
      ['RIFF....WEBP', 'image/webp'],
      ['PK\x03\x04....[Content_Types].xml word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
      ['PK\x03\x04....', 'application/zip'],
      ['MZ\x90', 'application/x-msdownload'],
      ['  <!DOCTYPE html><script>', 'text/html'],
      ['<?xml version="1.0"?><svg/>', 'image/svg+xml'],
      ['<?xml version="1.0"?><a/>', 'application/xml'],
      ['\xff\xfe\x00', 'application/octet-stream'],
    ];
    for (const [bytes, mediaType] of kinds) assert.equal(mediaTypeOf(Buffer.from(bytes, 'latin1')), mediaType, bytes);
    assert.equal(mediaTypeOf(Buffer.from('Grüße').subarray(0, 3)), 'text/plain');
  });
  it('has a name that is one name', () => {
    assert.equal(cleanFileName('../../etc/passwd'), 'passwd');
    assert.equal(cleanFileName('a\u202Efdp.exe\0'), 'afdp.exe');
    assert.equal(cleanFileName(`${'x'.repeat(300)}.pdf`).length, 200);
    assert.equal(cleanFileName(undefined), 'file');
  });
});

describe('limits', () => {
  it('stop a client that asks too often, on a page of our own, and nobody else', async () => {
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await app.inject({ url: '/de/knapp', remoteAddress: '192.0.2.1' }));
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200, 200, 429],
    );
    const last = answers.at(-1);
    assert.match(last?.body ?? '', /Bitte warten Sie einen Moment/);
    assert.ok(Number(last?.headers['retry-after']) > 0);
    assert.equal(last?.headers['ratelimit-remaining'], '0');
    assert.equal((await app.inject({ url: '/de/knapp', remoteAddress: '192.0.2.2' })).statusCode, 200);
    assert.equal((await app.inject({ url: '/de', remoteAddress: '192.0.2.1' })).statusCode, 200);
  });
  it('count addresses that do not exist, and one IPv6 network as one client', async () => {
    const { app: strict } = await startTestServer({ rateLimits: { read: 2 } });
    const statuses = [];
    for (let i = 1; i < 4; i++) statuses.push((await strict.inject({ url: '/x', remoteAddress: `2001:db8::${i}` })).statusCode);
    assert.deepEqual(statuses, [404, 404, 429]);
  });
});
