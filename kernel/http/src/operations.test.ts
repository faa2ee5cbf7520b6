import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { loadAssets } from './assets.ts';
import { Browser, startTestServer } from './server.fixture.ts';
import { createLogger } from './logging.ts';

const { app } = await startTestServer({
  metricsToken: 'token',
  gauges: [{ name: 'amt_queue_oldest_job_seconds', help: 'age', read: async () => Promise.resolve(7) }],
});

describe('health', () => {
  it('is alive, and ready when database and file store are', async () => {
    assert.deepEqual((await app.inject('/health/live')).json(), { status: 'ok' });
    const ready = await app.inject('/health/ready');
    assert.deepEqual([ready.statusCode, ready.json()], [200, { status: 'ok', checks: { database: 'ok', files: 'ok' } }]);
  });
  it('names the part that fails, not why', async () => {
    const { app: ill, house } = await startTestServer({
      readiness: {
        migrations: () => {
          throw new Error('table x is missing');
        },
      },
    });
    const answer = await ill.inject('/health/ready');
    assert.deepEqual(
      [answer.statusCode, answer.json()],
      [503, { status: 'failed', checks: { database: 'ok', files: 'ok', migrations: 'failed' } }],
    );
    await house.close();
    const without = await ill.inject('/health/ready');
    assert.partialDeepStrictEqual(without.json(), { checks: { database: 'failed' } });
    const browser = new Browser(ill);
    browser.cookie = `amt-session=${'B'.repeat(43)}`;
    const page = await browser.get('/de/konto');
    assert.equal(page.statusCode, 500);
    assert.match(page.body, /Da ist bei uns etwas schiefgegangen/);
  });
});

describe('metrics', () => {
  it('are for this machine and for who has the token', async () => {
    await app.inject('/de/ware/5');
    const local = await app.inject('/metrics');
    assert.equal(local.statusCode, 200);
    assert.match(local.body, /http_request_duration_seconds_count\{method="GET",route="shop\.item",status="200"\} 1/);
    assert.match(local.body, /amt_queue_oldest_job_seconds 7/);
    assert.equal((await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1' })).statusCode, 404);
    assert.equal((await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '192.0.2.1' } })).statusCode, 404);
    assert.equal(
      (await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1', headers: { authorization: 'Bearer wrong' } })).statusCode,
      404,
    );
    assert.equal(
      (await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1', headers: { authorization: 'Bearer token' } })).statusCode,
      200,
    );
  });
});

describe('/api/openapi.json', () => {
  it('describes every route under /api/ and no other, with schemas of JSON Schema 2020-12 and the problems', async () => {
    const description = (await app.inject('/api/openapi.json')).json<{
      openapi: string;
      info: { title: string; version: string };
      paths: Record<
        string,
        Record<
          string,
          {
            operationId: string;
            parameters?: { in: string; name: string; required: boolean; schema: object }[];
            requestBody?: { content: Record<string, { schema: object }> };
            responses: Record<string, { description: string; content: Record<string, { schema: object }> }>;
          }
        >
      >;
    }>();
    assert.equal(description.openapi, '3.1.0');
    assert.deepEqual(Object.keys(description.paths).toSorted(), ['/api/shop/callback', '/api/shop/items/{id}']);
    const ajv = new Ajv2020({ strict: false });
    for (const operation of Object.values(description.paths).flatMap((methods) => Object.values(methods))) {
      assert.ok(operation.operationId.startsWith('shop.'));
      const schemas = [
        ...(operation.parameters ?? []).map(({ schema }) => schema),
        ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema),
        ...Object.values(operation.responses).flatMap(({ content }) => Object.values(content).map(({ schema }) => schema)),
      ];
      assert.ok(schemas.length >= 2);
      for (const schema of schemas) assert.ok(ajv.validateSchema(schema), JSON.stringify(ajv.errors));
      assert.ok(operation.responses['200'] && operation.responses['default']?.content['application/problem+json']);
    }
    assert.partialDeepStrictEqual(description.paths['/api/shop/items/{id}']?.['get']?.parameters, [
      { in: 'path', name: 'id', required: true },
    ]);
  });
});

describe('assets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amt-assets-'));
  const cacheFolder = join(folder, '.cache');
  const files = join(folder, 'public');
  mkdirSync(join(files, 'fonts'), { recursive: true });
  writeFileSync(join(files, 'fonts/a.woff2'), Buffer.from([1, 2, 3]));
  writeFileSync(
    join(files, 'app.css'),
    `@font-face { src: url("fonts/a.woff2") } i { background: url(data:image/png;base64,x) } ${'p { margin: 0 }'.repeat(100)}`,
  );
  writeFileSync(join(files, 'theme.js'), "import { a } from './parts.js';\nexport const b = a;");
  writeFileSync(join(files, 'parts.js'), 'export const a = 1;');
  after(() => rmSync(folder, { recursive: true }));

  it('have addresses that change with the content, and refer to each other by these', async () => {
    const assets = loadAssets({ folder: files, cacheFolder });
    const { app: server } = await startTestServer({ assets });
    const href = assets.href('app.css');
    assert.match(href, /^\/assets\/app\.[\w-]{10}\.css$/);
    const answer = await server.inject({ url: href, headers: { 'accept-encoding': 'br' } });
    assert.deepEqual([answer.headers['content-encoding'], answer.headers['content-type']], ['br', 'text/css; charset=utf-8']);
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
    const css = brotliDecompressSync(answer.rawPayload).toString();
    assert.ok(css.includes(`url("${assets.href('fonts/a.woff2')}")`) && css.includes('url(data:image/png;base64,x)'));
    assert.ok((await server.inject(assets.href('theme.js'))).body.includes(`from '${assets.href('parts.js')}'`));
    assert.equal((await server.inject('/assets/theme.js')).headers['cache-control'], 'public, no-cache');
    for (const url of ['/assets/none.css', '/assets/../package.json', '/assets/%2e%2e/%2e%2e/etc/passwd', '/assets/'])
      assert.equal((await server.inject(url)).statusCode === 200, false, url);
    assert.throws(() => assets.href('none.css'), /no asset named/);

    writeFileSync(join(files, 'parts.js'), 'export const a = 2;');
    const later = loadAssets({ folder: files, cacheFolder });
    assert.notEqual(later.href('theme.js'), assets.href('theme.js'));
    assert.equal(later.href('app.css'), href);
    assert.ok(readdirSync(cacheFolder).length >= 2);
  });
});

describe('closing', () => {
  it('lets a running request end and takes no more', async () => {
    const { app: server } = await startTestServer();
    const address = await server.listen({ port: 0, host: '127.0.0.1' });
    const running = fetch(`${address}/de/langsam`);
    await new Promise<void>((resolve) => {
      server.server.once('request', () => resolve());
    });
    await server.close();
    const answer = await running;
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /Fertig/);
    await assert.rejects(fetch(`${address}/health/live`));
  });
});

describe('a fault in the log', () => {
  it('keeps kind and place, but no text that quotes input', () => {
    const lines: string[] = [];
    const log = createLogger({ destination: { write: (line) => void lines.push(line) } });
    const database = Object.assign(new Error('invalid input syntax for type uuid: "Erika"'), {
      severity: 'ERROR',
      code: '22P02',
      detail: 'Key (mail)=(erika@example)',
      constraint: 'mail_key',
    });
    log.error({ err: database }, 'x');
    log.error({ err: new SyntaxError('Unexpected token "Erika"') }, 'x');
    log.error({ err: new Error('outer', { cause: database }) }, 'x');
    assert.doesNotMatch(lines.join(''), /[Ee]rika/);
    assert.match(lines[0] ?? '', /22P02.*mail_key.*operations\.test\.ts/);
  });
});
