import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveActor, listDemoPeople } from '@amt/identity';
import { anonymous, type Actor } from '@amt/module';
import { sampleHouse, type Answered } from '../test/sample-house.ts';

const given = await sampleHouse();
const { app, cookieOf, test, people } = given;

const get = async (url: string, who: Actor = anonymous): Promise<Answered> => app.inject({ url, headers: { cookie: await cookieOf(who) } });
const begin = async (service: string, who: Actor): Promise<Answered> =>
  app.inject({
    method: 'POST',
    url: `/de/antrag-beginnen/${service}`,
    payload: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', cookie: await cookieOf(who) },
  });
const startOf = async (service: string, who: Actor = anonymous): Promise<string> => (await get(`/de/antrag-beginnen/${service}`, who)).body;
const formTo = (service: string): string => `action="/de/antrag-beginnen/${service}"`;

describe('the search', () => {
  it('finds a service by what people call it, in both languages', async () => {
    assert.match((await get('/de/suche?q=Parkausweis')).body, /href="\/de\/leistungen\/bewohnerparkausweis"/);
    assert.match((await get('/en/search?q=parking+permit')).body, /href="\/en\/services\/[a-z-]+"/);
    assert.match((await get('/de/suche?q=Parkauswies')).body, /bewohnerparkausweis/);
  });

  it('says so when it finds nothing, and takes no part of the question for markup', async () => {
    const { body, statusCode } = await get(`/de/suche?q=${encodeURIComponent('"><script>alert(1)</script> xqzwv')}`);
    assert.equal(statusCode, 200);
    assert.ok(!body.includes('<script>alert'));
    assert.ok(body.includes('&lt;script&gt;alert(1)') || body.includes('&lt;script>alert(1)'));
    assert.equal((await get(`/de/suche?q=${'x'.repeat(201)}`)).statusCode, 400);
    assert.equal((await get('/de/suche')).statusCode, 200);
    assert.ok((await get('/de/suche?q=%00%25_')).statusCode < 500);
  });
});

describe('the start page of a service', () => {
  it('asks those who are not signed in to sign in, with the level the service needs, and lets nobody begin without', async () => {
    const page = await startOf('meldebescheinigung');
    assert.ok(!page.includes(formTo('meldebescheinigung')));
    assert.match(page, /href="\/de\/anmelden\?return=[^"]*meldebescheinigung&(amp;)?level=substantial"/);
    const { statusCode, headers } = await begin('meldebescheinigung', anonymous);
    assert.equal(statusCode, 303);
    assert.match(String(headers.location), /^\/de\/anmelden\?return=.*level=substantial$/);
  });

  it('asks for a stronger means where the sign-in is too weak', async () => {
    const weak = (await listDemoPeople(test.db)).find(({ displayName }) => displayName.includes('Huber'));
    const actor = await resolveActor(test.db, { kind: 'person', id: weak?.accountId ?? '' });
    const page = await startOf('meldebescheinigung', actor);
    assert.ok(!page.includes(formTo('meldebescheinigung')) && page.includes('level=substantial'));
    assert.match(String((await begin('meldebescheinigung', actor)).headers.location), /^\/de\/anmelden/);
    assert.ok((await startOf('hundesteuer-abmeldung', actor)).includes(formTo('hundesteuer-abmeldung')));
  });

  it('asks whoever signed in weakly this time, even if the account has proved more before', async () => {
    const cookie = await cookieOf('owner', false, true);
    const { body } = await app.inject({ url: '/de/antrag-beginnen/meldebescheinigung', headers: { cookie } });
    assert.ok(!body.includes(formTo('meldebescheinigung')) && body.includes('level=substantial'));
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', cookie };
    const begun = await app.inject({ method: 'POST', url: '/de/antrag-beginnen/meldebescheinigung', payload: '', headers });
    assert.match(String(begun.headers.location), /^\/de\/anmelden\?.*level=substantial/);
  });

  it('lets begin who is signed in, and whoever comes where no sign-in is needed', async () => {
    assert.ok((await startOf('meldebescheinigung', people.owner)).includes(formTo('meldebescheinigung')));
    for (const [service, who] of [
      ['meldebescheinigung', people.owner],
      ['technischer-support', anonymous],
    ] as const) {
      const { statusCode, headers } = await begin(service, who);
      assert.equal(statusCode, 303);
      assert.match(String(headers.location), /^\/de\/antrag\/[0-9a-f-]{36}/);
    }
  });

  it('exists only for services that are offered here', async () => {
    for (const service of ['fuehrungszeugnis', 'gibt-es-nicht']) {
      assert.equal((await get(`/de/antrag-beginnen/${service}`)).statusCode, 404);
      assert.equal((await begin(service, people.owner)).statusCode, 404);
    }
  });
});
