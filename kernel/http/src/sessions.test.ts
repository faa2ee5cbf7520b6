import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import fc from 'fast-check';
import { Browser, origin, startTestServer } from './server.fixture.ts';
import { safeReturnPath } from './return-path.ts';
import { deleteExpired, endSession, endSessionsOf, sessionsOf } from './sessions/session-store.ts';

const { app, house } = await startTestServer();

async function rows(): Promise<number> {
  const { count } = await house.db
    .selectFrom('http.session')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

describe('a session', () => {
  it('begins with the first thing to keep, not with the first page', async () => {
    const before = await rows();
    const browser = new Browser(app);
    await browser.get('/de');
    await browser.get('/de/farbe');
    assert.deepEqual([browser.cookie, await rows()], [undefined, before]);
    const { cookies } = await browser.post('/de/merken', { colour: 'blau' });
    assert.deepEqual(
      cookies.map(({ name, httpOnly, sameSite, path, secure }) => ({ name, httpOnly, sameSite, path, secure })),
      [{ name: 'amt-session', httpOnly: true, sameSite: 'Lax', path: '/', secure: undefined }],
    );
    assert.match((await browser.get('/de/farbe')).body, /<h1>blau<\/h1>/);
    assert.equal(await rows(), before + 1);
  });

  it('is stored under a hash: what the table holds opens nothing', async () => {
    const browser = new Browser(app);
    await browser.post('/de/merken', { colour: 'rot' });
    const stored = await house.db.selectFrom('http.session').select('idHash').execute();
    for (const { idHash } of stored) {
      for (const coding of ['hex', 'base64url'] as const) {
        const thief = new Browser(app);
        thief.cookie = `amt-session=${Buffer.from(idHash).toString(coding)}`;
        assert.doesNotMatch((await thief.get('/de/farbe')).body, /rot/);
      }
    }
  });

  it('gets a new id at sign-in, keeps its data, and the old id is worth nothing (fixation)', async () => {
    const attacker = new Browser(app);
    await attacker.post('/de/merken', { colour: 'grün' });
    const victim = new Browser(app);
    victim.cookie = attacker.cookie;
    await victim.signIn('anna');
    assert.notEqual(victim.cookie, attacker.cookie);
    assert.match((await victim.get('/de/farbe')).body, /grün/);
    assert.equal((await victim.get('/de/konto')).statusCode, 200);
    assert.equal((await attacker.get('/de/konto')).statusCode, 302);
    assert.doesNotMatch((await attacker.get('/de/farbe')).body, /grün/);
  });

  it('does not take an id that the visitor made up', async () => {
    const browser = new Browser(app);
    browser.cookie = `amt-session=${'A'.repeat(43)}`;
    const answer = await browser.post('/de/merken', { colour: 'x' });
    assert.notEqual(answer.cookies[0]?.value, 'A'.repeat(43));
  });

  it('hands nothing of one person to the next at the same device', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    await browser.post('/de/bestellung', { secret: 'Annas Wunsch' });
    await browser.signIn('bert');
    assert.doesNotMatch((await browser.get('/de/konto')).body, /Annas Wunsch/);
  });

  it('shows a sentence once', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    await browser.post('/de/bestellung', { a: '1' });
    assert.match((await browser.get('/de/konto')).body, /Danke &amp; bis bald/);
    assert.doesNotMatch((await browser.get('/de/konto')).body, /Danke/);
  });

  it('ends after an hour of rest, and after twelve hours in any case', async () => {
    const browser = new Browser(app);
    await browser.signIn('anna');
    house.clock.advance({ minutes: 59 });
    assert.equal((await browser.get('/de/konto')).statusCode, 200);
    house.clock.advance({ minutes: 61 });
    assert.equal((await browser.get('/de/konto')).statusCode, 302);
    assert.equal(browser.cookie, undefined);
  });

  it('ends at sign-out, and everywhere when told from behind; the list of devices shows and ends single ones', async () => {
    const anna = { kind: 'person', id: 'clara' } as const;
    const [phone, desk] = [new Browser(app), new Browser(app)];
    await phone.signIn('clara');
    await desk.signIn('clara');
    const list = await sessionsOf(house.db, anna);
    assert.equal(list.length, 2);
    assert.equal(await endSession(house.db, { kind: 'person', id: 'bert' }, list[0]?.id ?? ''), false);
    await phone.post('/de/abmelden');
    assert.equal((await phone.get('/de/konto')).statusCode, 302);
    assert.equal(await endSessionsOf(house.db, anna), 1);
    assert.equal((await desk.get('/de/konto')).statusCode, 302);
  });

  it('of an account that is no more carries no rights', async () => {
    const browser = new Browser(app);
    await browser.signIn('nobody');
    assert.equal((await browser.get('/de/konto')).statusCode, 302);
  });

  it('is deleted a day after its end', async () => {
    const browser = new Browser(app);
    await browser.post('/de/merken', { colour: 'x' });
    await deleteExpired(house.db, house.clock.now());
    assert.ok((await rows()) > 0);
    await deleteExpired(house.db, house.clock.now().add({ hours: 25 }));
    assert.equal(await rows(), 0);
  });

  it('has a cookie bound to host and https where there is https', async () => {
    const secure = await startTestServer({ origin: 'https://amt.example', formTargets: ['https://id.example'] });
    const { cookies, headers } = await new Browser(secure.app).post('/de/merken', { colour: 'x' });
    assert.partialDeepStrictEqual(cookies[0], { name: '__Host-amt-session', secure: true, path: '/', httpOnly: true });
    assert.equal(headers['strict-transport-security'], 'max-age=63072000; includeSubDomains');
    assert.match(String(headers['content-security-policy']), /form-action 'self' https:\/\/id\.example;/);
  });
});

describe('a secret of the session', () => {
  const keep = (browser: Browser, value = 'KEY-1') => browser.post('/de/schloss', { name: 'draft-1', value });
  const kept = async (browser: Browser) => (await browser.get('/de/schloss/draft-1')).json<{ secret: string | null }>().secret;

  it('is in a cookie of its own, and nowhere in the database', async () => {
    const browser = new Browser(app);
    const { cookies } = await keep(browser, 'UNWRITTEN-KEY');
    const cookie = cookies.find(({ name }) => name === 'amt-secret-draft-1');
    assert.partialDeepStrictEqual(cookie, { value: 'UNWRITTEN-KEY', httpOnly: true, sameSite: 'Lax', path: '/' });
    assert.equal(cookie?.maxAge ?? cookie?.expires, undefined, 'gone when the browser is closed');
    assert.equal(await kept(browser), 'UNWRITTEN-KEY');
    const stored = await house.db.selectFrom('http.session').selectAll().execute();
    assert.ok(!JSON.stringify(stored).includes('UNWRITTEN-KEY'));
    await browser.post('/de/schloss', { name: 'draft-1' });
    assert.deepEqual([await kept(browser), browser.secrets.size], [null, 0]);
  });

  it('is bound to host and https where there is https', async () => {
    const secure = await startTestServer({ origin: 'https://amt.example' });
    const { cookies } = await keep(new Browser(secure.app));
    assert.partialDeepStrictEqual(
      cookies.find(({ name }) => name.includes('secret')),
      { name: '__Host-amt-secret-draft-1', secure: true, path: '/' },
    );
  });

  it('stays at sign-in, and goes with the session: at its end and for the next person', async () => {
    const browser = new Browser(app);
    await keep(browser);
    await browser.signIn('anna');
    assert.equal(await kept(browser), 'KEY-1');
    await browser.signIn('bert');
    assert.deepEqual([await kept(browser), browser.secrets.size], [null, 0]);
    await keep(browser);
    await browser.post('/de/abmelden');
    assert.deepEqual([await kept(browser), browser.secrets.size], [null, 0]);
    await keep(browser);
    house.clock.advance({ hours: 2 });
    assert.deepEqual([await kept(browser), browser.secrets.size], [null, 0]);
  });

  it('is passed over when nothing of ours can have written it', async () => {
    const browser = new Browser(app);
    await keep(browser);
    browser.secrets.set('amt-secret-draft-1', 'a%0Ab');
    assert.equal(await kept(browser), null);
  });
});

describe('who may do what', () => {
  const may = async (id: string | undefined, kind: 'person' | 'staff', url: string): Promise<number> => {
    const browser = new Browser(app);
    if (id !== undefined) await browser.signIn(id, kind);
    return (await browser.get(url)).statusCode;
  };
  it('follows the access of the route', async () => {
    const expected: [string, number[]][] = [
      ['/de/konto', [302, 200, 403, 403]],
      ['/de/profil', [302, 200, 200, 200]],
      ['/de/tresen', [302, 403, 200, 200]],
      ['/de/leitung', [302, 403, 403, 200]],
      ['/api/shop/items/1', [401, 200, 403, 403]],
    ];
    for (const [url, [anonymous, person, clerk, chief]] of expected) {
      assert.deepEqual(
        [
          await may(undefined, 'person', url),
          await may('anna', 'person', url),
          await may('carl', 'staff', url),
          await may('chief', 'staff', url),
        ],
        [anonymous, person, clerk, chief],
        url,
      );
    }
  });

  it('sends who is not signed in to the sign-in page and names the way back', async () => {
    const { headers } = await app.inject('/en/account?tab=2');
    assert.equal(headers.location, '/en/sign-in?return=%2Fen%2Faccount%3Ftab%3D2');
  });
});

describe('the way back after signing in', () => {
  it('stays on our site', () => {
    for (const value of ['/de', '/de/konto?a=b&c=%2F', '/de/antrag/0199-x/seite#'.replace('#', '')])
      assert.equal(safeReturnPath(value), value);
    const hostile = [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      'javascript:alert(1)',
      '/..//evil.example',
      '/./ /evil',
      '',
      undefined,
      ['/de'],
      'de',
      '/a\\b',
    ];
    for (const value of hostile) assert.equal(safeReturnPath(value), undefined, String(value));
  });
  it('never leads elsewhere, whatever is given', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      '%2f',
      '%5c',
      '\t',
      '\n',
      'evil.example',
      'http',
      '?',
      '#',
      ' ',
      'ä',
      '\0',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
          fc.webUrl(),
          fc.string(),
        ),
        (value) => {
          const path = safeReturnPath(value);
          return path === undefined || new URL(path, origin).origin === origin;
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('a form sent after the session had ended', () => {
  it('waits for the person who sent it and is sent again with one button', async () => {
    const browser = new Browser(app);
    await browser.signIn('dora');
    house.clock.advance({ hours: 2 });
    const sent = await browser.post('/de/bestellung', 'wish=Lange+getippt+%26+%22mehr%22&colour=rot&colour=blau');
    assert.equal(sent.statusCode, 303);
    const back = new URL(String(sent.headers.location), origin).searchParams.get('return') ?? '';
    assert.match(back, /^\/de\/eingaben\/[\w-]{43}$/);
    const { rows: kept } = await sql<{ row: string }>`select f::text as row from http.kept_form f`.execute(house.db);
    assert.ok(kept.length > 0 && !kept.some(({ row }) => row.includes('getippt')), 'it waits encrypted');

    const other = new Browser(app);
    await other.signIn('emil');
    assert.equal((await other.get(back)).statusCode, 410);

    await browser.signIn('dora');
    const shown = await browser.get(back);
    assert.equal(shown.statusCode, 200);
    assert.match(shown.body, /Sie sind wieder angemeldet/);
    assert.match(shown.body, /action="\/de\/bestellung"/);
    const fields = [...shown.body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    assert.deepEqual(fields.slice(1), [
      ['wish', 'Lange getippt &amp; &quot;mehr&quot;'],
      ['colour', 'rot'],
      ['colour', 'blau'],
    ]);
    await browser.post('/de/bestellung', 'wish=Lange+getippt+%26+%22mehr%22&colour=rot&colour=blau');
    assert.match((await browser.get('/de/konto')).body, /Lange getippt.*blau/);
  });

  it('is not kept when it is too large or cannot be stored; signing in still works', async () => {
    for (const wish of ['x'.repeat(70_000), 'nul\0']) {
      const { headers, statusCode } = await new Browser(app).post('/de/bestellung', { wish });
      assert.deepEqual([statusCode, headers.location], [303, '/de/anmelden']);
    }
  });

  it('is gone after an hour', async () => {
    const browser = new Browser(app);
    const { headers } = await browser.post('/de/bestellung', { wish: 'x' });
    const back = new URL(String(headers.location), origin).searchParams.get('return') ?? '';
    house.clock.advance({ minutes: 61 });
    await browser.signIn('dora');
    assert.equal((await browser.get(back)).statusCode, 410);
  });
});
