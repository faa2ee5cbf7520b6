import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attributesOf, signedIn, trustLevelOf } from './index.ts';
import { Browser, chooseAtBayernId, signInHouse, type Reply } from './house-test-kit.ts';
import { anna } from './saml/saml-test-kit.ts';

const setting = await signInHouse();

describe('sign-in of residents with BayernID', () => {
  const begin = (browser: Browser, form: Record<string, string> = {}) => browser.post('/de/anmelden/bayernid', form);
  const respond = async (handOver: Reply, choice: Record<string, string> = { person: anna, means: 'eID' }) =>
    chooseAtBayernId(setting.idp, handOver.body, choice);
  const deliver = (browser: Browser, response: string) => browser.ask('POST', '/saml/acs', { SAMLResponse: response }, 'cross-site');
  const accountOf = (bpk2: string) =>
    setting.house.db.selectFrom('identity.account').selectAll().where('bpk2', '=', bpk2).executeTakeFirstOrThrow();

  it('leads from a page that asks for it, through BayernID, back to that page', async () => {
    const browser = new Browser(setting.app);
    const refused = await browser.get('/de/konto?tab=2');
    assert.match(refused.location, /^\/de\/anmelden\?return=/);
    const page = await browser.get(refused.location);
    assert.match(page.body, /Anna Lehner/);
    const returnPath = /name="return" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const handOver = await begin(browser, { return: returnPath, level: 'basic' });
    assert.match(handOver.body, /<button/);
    const answered = await deliver(browser, await respond(handOver));
    assert.match(answered.location, /^\/de\/anmelden\/fertig\?request=_/);
    const completed = await browser.get(answered.location);
    assert.equal(completed.location, '/de/konto?tab=2');
    assert.match((await browser.get('/de/konto')).body, /<h1>Anna Lehner<\/h1>/);
    const { id } = await accountOf(anna);
    assert.equal(await trustLevelOf(setting.house.db, id), 'high');
    assert.deepEqual((await setting.house.outbox(signedIn)).at(-1), { accountId: id, trustLevel: 'high' });
  });

  it('keeps attributes with their own levels, street and number apart', async () => {
    const { id } = await accountOf(anna);
    const found = Object.fromEntries(
      (await attributesOf(setting.house.db, id)).map(({ name, value, trustLevel }) => [name, `${value} ${trustLevel}`]),
    );
    assert.equal(found['street'], 'Hohenzollernstraße high');
    assert.equal(found['houseNumber'], '58 high');
    assert.equal(found['birthDate'], '1988-04-12 high');
    assert.equal(found['mail'], 'anna.lehner@example.org normal');
  });

  it('a later sign-in with a password lowers what is known', async () => {
    const browser = new Browser(setting.app);
    const answered = await deliver(browser, await respond(await begin(browser), { person: anna, means: 'Benutzername' }));
    assert.equal((await browser.get(answered.location)).location, '/de/konto');
    const { id } = await accountOf(anna);
    assert.equal(await trustLevelOf(setting.house.db, id), 'basic');
    assert.ok((await attributesOf(setting.house.db, id)).every(({ trustLevel }) => trustLevel === 'basic'));
    const stepUp = await browser.get('/de/anmelden?level=substantial&return=%2Fde%2Fkonto');
    assert.equal(stepUp.status, 200);
    assert.match(stepUp.body, /sicherer Nachweis/);
    const enough = await browser.get('/de/anmelden?level=basic&return=%2Fde%2Fkonto');
    assert.equal(enough.location, '/de/konto');
  });

  it('accepts an answer once: replayed, or twice at the same moment', async () => {
    const browser = new Browser(setting.app);
    const response = await respond(await begin(browser));
    const both = await Promise.all([deliver(browser, response), deliver(browser, response)]);
    assert.equal(both.filter(({ location }) => location.startsWith('/de/anmelden/fertig')).length, 1);
    assert.match((await deliver(browser, response)).location, /problem=expired/);
    const done = both.find(({ location }) => location.startsWith('/de/anmelden/fertig'))?.location ?? '';
    assert.equal((await browser.get(done)).location, '/de/konto');
    assert.match((await browser.get(done)).location, /problem=other-browser/);
  });

  it('does not sign another browser in with an answer that was obtained elsewhere', async () => {
    const [attacker, victim] = [new Browser(setting.app), new Browser(setting.app)];
    const answered = await deliver(victim, await respond(await begin(attacker)));
    assert.match((await victim.get(answered.location)).location, /problem=other-browser/);
    assert.match((await victim.get('/de/konto')).location, /anmelden/);
  });

  it('ends after half an hour', async () => {
    const browser = new Browser(setting.app);
    const response = await respond(await begin(browser));
    setting.house.clock.advance({ minutes: 31 });
    assert.match((await deliver(browser, response)).location, /problem=expired/);
    setting.house.clock.advance({ minutes: -31 });
  });

  for (const [choice, problem] of [
    [{ outcome: 'cancelled' }, 'cancelled'],
    [{ outcome: 'error' }, 'provider-error'],
    [{ person: anna, means: 'eID', variant: 'lower-level' }, 'level-too-low'],
    [{ person: anna, means: 'eID', variant: 'no-identity' }, 'no-identity'],
    [{ person: anna, means: 'eID', variant: 'unknown-request' }, 'expired'],
    [{ person: anna, means: 'eID', variant: 'plain-assertion' }, 'not-trusted'],
    [{ person: anna, means: 'eID', variant: 'sha1' }, 'not-trusted'],
    [{ person: anna, means: 'eID', variant: 'doctype' }, 'not-trusted'],
    [{ person: anna, means: 'eID', variant: 'tampered' }, 'not-trusted'],
  ] as const) {
    it(`explains "${'variant' in choice ? choice.variant : choice.outcome}" in plain words and signs nobody in`, async () => {
      const browser = new Browser(setting.app);
      const answered = await deliver(
        browser,
        await respond(await begin(browser, { level: 'substantial', return: '/de/konto?x=1' }), choice),
      );
      assert.match(answered.location, new RegExp(`^/de/anmelden\\?.*problem=${problem}`));
      const page = await browser.get(answered.location);
      assert.match(page.body, /Die Anmeldung hat nicht geklappt/);
      assert.match((await browser.get('/de/konto')).location, /anmelden/);
    });
  }

  it('never leads to a foreign site', async () => {
    const browser = new Browser(setting.app);
    for (const evil of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const answered = await deliver(browser, await respond(await begin(browser, { return: evil })));
      assert.equal((await browser.get(answered.location)).location, '/de/konto', evil);
      await browser.post('/de/abmelden');
    }
  });

  it('signs out by POST', async () => {
    const browser = new Browser(setting.app);
    const answered = await deliver(browser, await respond(await begin(browser)));
    await browser.get(answered.location);
    const out = await browser.post('/de/abmelden');
    assert.equal(out.location, '/de/abgemeldet');
    assert.match((await browser.get('/de/abgemeldet')).body, /Sie sind abgemeldet/);
    assert.match((await browser.get('/de/konto')).location, /anmelden/);
  });

  it('speaks English all the way', async () => {
    const browser = new Browser(setting.app);
    const handOver = await browser.post('/en/sign-in/bayernid', {});
    const answered = await deliver(browser, await respond(handOver));
    assert.match(answered.location, /^\/en\/sign-in\/done/);
    assert.equal((await browser.get(answered.location)).location, '/en/account');
  });
});
