import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Browser, signInHouse } from './house-test-kit.ts';
import { deactivateStaff, staffList } from './index.ts';

const setting = await signInHouse();

describe('sign-in of staff at the directory', () => {
  /** Follows the provider's redirects with its cookies, up to the one that leads back to us. */
  async function signInAt(start: string, form: Record<string, string>): Promise<string> {
    const jar = new Map<string, string>();
    const ask = async (url: string, init: RequestInit = {}) => {
      const answer = await fetch(new URL(url, setting.staffOidc.url), {
        ...init,
        redirect: 'manual',
        headers: { cookie: [...jar].map(([n, v]) => `${n}=${v}`).join('; ') },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      }
      return answer;
    };
    const page = (await ask(start)).headers.get('location') ?? '';
    let next = (await ask(page, { method: 'POST', body: new URLSearchParams(form) })).headers.get('location') ?? '';
    while (next.startsWith(setting.staffOidc.url)) next = (await ask(next)).headers.get('location') ?? '';
    return next.replace('http://localhost:8080', '');
  }

  const begin = async (browser: Browser, returnPath = '/de/arbeit') =>
    (await browser.post('/de/anmelden/beschaeftigte/verzeichnis', { return: returnPath })).location;

  it('lists the demo staff and signs one in with the units of the role', async () => {
    const browser = new Browser(setting.app);
    const asked = await browser.get('/de/arbeit');
    assert.match(asked.location, /^\/de\/anmelden\/beschaeftigte\?return=/);
    const [someone] = await staffList(setting.house.db);
    assert.ok(someone);
    assert.ok((await browser.get(asked.location)).body.includes(someone.name));
    const back = await signInAt(await begin(browser, '/de/arbeit?filter=mine'), { subject: 'katharina-moser' });
    assert.match(back, /^\/oidc\/callback\?code=/);
    assert.equal((await browser.get(back)).location, '/de/arbeit?filter=mine');
    assert.match((await browser.get('/de/arbeit')).body, /<p>kvr-parken<\/p>/);
    assert.match((await browser.get('/de/profil')).body, /Meine Rollen/);
  });

  it('uses an answer once and only in the browser that asked', async () => {
    const [browser, other] = [new Browser(setting.app), new Browser(setting.app)];
    const back = await signInAt(await begin(browser), { subject: 'katharina-moser' });
    await begin(other);
    assert.match((await other.get(back)).location, /problem=staff-failed/);
    assert.equal((await browser.get(back)).location, '/de/arbeit');
    assert.match((await browser.get(back)).location, /problem=staff-failed/);
  });

  it('says so when the person cancelled or is not known here', async () => {
    const browser = new Browser(setting.app);
    const cancelled = await signInAt(await begin(browser), { outcome: 'cancelled' });
    assert.match((await browser.get(cancelled)).location, /problem=staff-failed/);
    const left = await signInAt(await begin(browser), { subject: 'hanna-loewe' });
    await deactivateStaff(setting.house.context(), 'hanna-loewe');
    assert.match((await browser.get(left)).location, /problem=staff-unknown/);
    assert.match((await browser.get('/de/anmelden/beschaeftigte?problem=staff-unknown')).body, /nicht freigeschaltet/);
  });

  it('ends the sessions of somebody who left', async () => {
    const browser = new Browser(setting.app);
    await browser.get(await signInAt(await begin(browser), { subject: 'emre-kaya' }));
    assert.equal((await browser.get('/de/arbeit')).status, 200);
    await deactivateStaff(setting.house.context(), 'emre-kaya');
    assert.match((await browser.get('/de/arbeit')).location, /anmelden/);
  });
});
