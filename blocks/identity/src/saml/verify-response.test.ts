import type { badVariants } from '@amt/simulators';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TrustLevel } from '../trust-level.ts';
import { readResponse } from './read-response.ts';
import { anna, samlPair, type SamlPair } from './saml-test-kit.ts';
import { verifyResponse, type Verdict } from './verify-response.ts';

/** Which check refuses which bad answer; the first four are those that node-saml alone accepts. */
const refusals: Record<keyof typeof badVariants, string> = {
  'lower-level': 'level',
  'plain-assertion': 'plain-assertion',
  sha1: 'algorithm http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  doctype: 'declaration',
  'no-level': 'level',
  comment: 'declaration',
  'wrong-audience': 'SAML assertion audience mismatch',
  'wrong-recipient': 'subject-confirmation',
  'wrong-destination': 'destination',
  'wrong-issuer': 'issuer',
  expired: 'No valid subject confirmation found among those available in the SAML assertion',
  'not-yet-valid': 'SAML assertion not yet valid',
  'unknown-request': 'InResponseTo is not valid',
  tampered: 'Invalid document signature',
  wrapped: 'assertion-count',
  'extra-assertion': 'assertion-count',
  unsigned: 'signature-count',
  'unsigned-assertion': 'Invalid signature from encrypted assertion',
  'foreign-key': 'Invalid document signature',
  'no-identity': 'accepted here: whether it names a person is asked by the use case',
};

describe('gate for SAML responses', () => {
  let pair: SamlPair;
  before(async () => {
    pair = await samlPair();
  });
  after(() => pair.close());

  const answer = async (variant: string, level: TrustLevel = 'substantial', means = 'eID'): Promise<Verdict> => {
    const request = { id: '_request1', level };
    const read = readResponse(await pair.respond(request, { person: anna, means, variant }));
    return read.ok
      ? verifyResponse(pair.sp, read.envelope, { id: request.id, minimumLevel: level })
      : { ok: false, code: 'not-trusted', reason: read.reason };
  };

  it('accepts a proper answer and keeps the level of every attribute', async () => {
    const verdict = await answer('');
    assert.ok(verdict.ok, JSON.stringify(verdict));
    assert.equal(verdict.level, 'high');
    const of = (name: string) => verdict.assertion.attributes.find((attribute) => attribute.name === name);
    assert.deepEqual(of('surname'), { name: 'surname', value: 'Lehner', trustLevel: 'high' });
    assert.deepEqual(of('bPK2'), { name: 'bPK2', value: anna, trustLevel: 'high' });
    assert.deepEqual(of('mail'), { name: 'mail', value: 'anna.lehner@example.org', trustLevel: 'normal' });
  });

  for (const odd of ['aes256-cbc', 'blank-in-oids', 'second-statement']) {
    it(`accepts the odd but honest answer "${odd}"`, async () => {
      const verdict = await answer(odd);
      assert.ok(verdict.ok, JSON.stringify(verdict));
      assert.ok(verdict.assertion.attributes.some(({ name, value }) => name === 'givenName' && value === 'Anna'));
    });
  }

  for (const [variant, reason] of Object.entries(refusals).filter(([name]) => name !== 'no-identity')) {
    it(`refuses "${variant}"`, async () => {
      const verdict = await answer(variant);
      assert.ok(!verdict.ok);
      assert.equal(verdict.reason, reason);
    });
  }

  it('the simulator offers no means below the level that was asked for', async () => {
    const page = await pair.begin({ id: '_request2', level: 'high' });
    assert.match(page, /value="eID"/);
    assert.doesNotMatch(page, /value="Elster"|value="Benutzername"/);
  });

  it('a password keeps every attribute at the level of a password', async () => {
    const verdict = await answer('', 'basic', 'Benutzername');
    assert.ok(verdict.ok, JSON.stringify(verdict));
    assert.deepEqual([...new Set(verdict.assertion.attributes.map(({ trustLevel }) => trustLevel))], ['basic']);
  });

  it('tells cancelled from failed', async () => {
    const statusOf = async (outcome: string) => {
      const read = readResponse(await pair.respond({ id: '_request3', level: 'basic' }, { outcome }));
      return read.ok ? read.envelope.status : read.reason;
    };
    assert.equal(await statusOf('cancelled'), 'cancelled');
    assert.equal(await statusOf('error'), 'provider-error');
  });
});
