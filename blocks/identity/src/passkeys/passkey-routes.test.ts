import assert from 'node:assert/strict';
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { Browser, origin, signInHouse } from '../house-test-kit.ts';

const setting = await signInHouse();
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();

/** An authenticator in software: ES256, attestation "none" (WebAuthn Level 3). */
class Authenticator {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly id = randomBytes(16);
  counter = 0;

  #data(flags: number, rest: Uint8Array = new Uint8Array()): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE((this.counter += 1));
    return Buffer.concat([sha256('localhost'), Buffer.from([flags]), counter, rest]);
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  create(challenge: string): string {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const key = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ]),
    );
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
    const attestation = isoCBOR.encode(
      new Map<string, string | Map<string, string> | Uint8Array>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(this.#data(0x45, attested))],
      ]),
    );
    const response = {
      clientDataJSON: b64(this.#client('webauthn.create', challenge)),
      attestationObject: b64(attestation),
      transports: ['internal'],
    };
    return JSON.stringify({ id: b64(this.id), rawId: b64(this.id), type: 'public-key', clientExtensionResults: {}, response });
  }

  get(challenge: string): string {
    const [data, client] = [this.#data(0x05), this.#client('webauthn.get', challenge)];
    const signature = createSign('sha256')
      .update(Buffer.concat([data, sha256(client)]))
      .sign(this.#keys.privateKey);
    const response = { clientDataJSON: b64(client), authenticatorData: b64(data), signature: b64(signature) };
    return JSON.stringify({ id: b64(this.id), rawId: b64(this.id), type: 'public-key', clientExtensionResults: {}, response });
  }
}

describe('passkeys of staff', () => {
  const authenticator = new Authenticator();
  const challengeOf = async (browser: Browser, kind: 'registration' | 'sign-in'): Promise<string> =>
    (JSON.parse((await browser.post(`/api/identity/passkeys/${kind}-options`)).body) as { challenge: string }).challenge;
  const attempt = (browser: Browser, credential: string) =>
    browser.post('/de/anmelden/beschaeftigte/passkey', { credential, return: '/de/arbeit' });

  async function signedInByDirectory(): Promise<Browser> {
    const browser = new Browser(setting.app);
    const begun = (await browser.post('/de/anmelden/beschaeftigte/verzeichnis', {})).location;
    const jar: string[] = [];
    const ask = async (url: string, init: RequestInit = {}): Promise<string> => {
      const answer = await fetch(new URL(url, setting.staffOidc.url), { ...init, redirect: 'manual', headers: { cookie: jar.join('; ') } });
      for (const line of answer.headers.getSetCookie()) jar.push(line.split(';')[0] ?? '');
      return answer.headers.get('location') ?? '';
    };
    const resumed = await ask(await ask(begun), { method: 'POST', body: new URLSearchParams({ subject: 'katharina-moser' }) });
    await browser.get((await ask(resumed)).replace(origin, ''));
    return browser;
  }

  it('is set up on the profile page and signs in without the directory', async () => {
    const browser = await signedInByDirectory();
    const added = await browser.post('/de/profil/passkeys', {
      label: 'Laptop 7',
      credential: authenticator.create(await challengeOf(browser, 'registration')),
    });
    assert.equal(added.location, '/de/profil');
    assert.match((await browser.get('/de/profil')).body, /Laptop 7/);

    const other = new Browser(setting.app);
    const signedIn = await attempt(other, authenticator.get(await challengeOf(other, 'sign-in')));
    assert.equal(signedIn.location, '/de/arbeit');
    assert.match((await other.get('/de/arbeit')).body, /Katharina Moser/);
  });

  it('refuses an answer to another challenge, a replayed one, a foreign key and a counter that went back', async () => {
    const browser = new Browser(setting.app);
    const refused = async (credential: string) => assert.match((await attempt(browser, credential)).location, /problem=passkey-failed/);
    await challengeOf(browser, 'sign-in');
    await refused(authenticator.get(b64(randomBytes(32))));
    const answer = authenticator.get(await challengeOf(browser, 'sign-in'));
    assert.equal((await attempt(browser, answer)).location, '/de/arbeit');
    await refused(answer);
    const stranger = new Authenticator();
    await refused(stranger.get(await challengeOf(browser, 'sign-in')));
    authenticator.counter = 0;
    await refused(authenticator.get(await challengeOf(browser, 'sign-in')));
    for (const junk of ['', '{}', '[]', '{"id":7}', '{"id":"x"}', 'null']) await refused(junk);
  });

  it('asks for a name, and is removed again', async () => {
    const browser = await signedInByDirectory();
    const nameless = await browser.post('/de/profil/passkeys', { label: ' ', credential: '{}' });
    const page = await browser.get(nameless.location);
    assert.equal(page.status, 422);
    assert.match(page.body, /href="#label"/);
    assert.match((await browser.post('/de/profil/passkeys', { label: 'x', credential: '{}' })).location, /problem=passkey/);
    await browser.post('/de/profil/passkeys/entfernen', { id: b64(authenticator.id) });
    assert.doesNotMatch((await browser.get('/de/profil')).body, /Laptop 7/);
  });
});
