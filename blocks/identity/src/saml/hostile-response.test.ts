import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'node:test';
import { readResponse } from './read-response.ts';
import { samlPair, type SamlPair } from './saml-test-kit.ts';
import { verifyResponse } from './verify-response.ts';

describe('hostile SAML responses', () => {
  let pair: SamlPair;
  let genuine: string;
  before(async () => {
    pair = await samlPair();
    genuine = Buffer.from(await pair.respond({ id: '_r', level: 'basic' }), 'base64').toString('utf8');
  });
  after(() => pair.close());

  const accepts = async (base64: string): Promise<boolean> => {
    const read = readResponse(base64);
    return (
      read.ok &&
      read.envelope.status === 'success' &&
      (await verifyResponse(pair.sp, read.envelope, { id: '_r', minimumLevel: 'basic' })).ok
    );
  };
  const pack = (xml: string): string => Buffer.from(xml).toString('base64');

  it('the genuine response is accepted, or the rest proves nothing', async () => {
    assert.equal(await accepts(pack(genuine)), true);
  });

  it('no text, whatever it is, crashes the door or signs in', async () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
      fc.string().map((s) => pack(`<a>${s}</a>`)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (text) => assert.equal(await accepts(text), false)),
      { numRuns: 500 },
    );
  });

  it('a response with one character changed, removed, doubled or with parts moved never signs in', async () => {
    const tags = genuine.match(/<[^>]+>/g) ?? [];
    const mutation = fc.oneof(
      fc.tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 3 })).map(([at, by]) => (xml: string) => {
        const where = at % xml.length;
        return xml.slice(0, where) + by + xml.slice(where + by.length);
      }),
      fc.tuple(fc.nat(), fc.integer({ min: 1, max: 200 })).map(
        ([at, length]) =>
          (xml: string) =>
            xml.slice(0, at % xml.length) + xml.slice((at % xml.length) + length),
      ),
      fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => (xml: string) => {
        const [one, other] = [tags[a % tags.length] ?? '', tags[b % tags.length] ?? ''];
        return xml.replace(one, other + one);
      }),
      fc.nat().map((at) => (xml: string) => {
        const tag = tags[at % tags.length] ?? '';
        return xml.replace(tag, tag + xml.replace(/^<\?xml[^>]*>/, ''));
      }),
    );
    await fc.assert(
      fc.asyncProperty(mutation, async (mutate) => {
        const mutated = mutate(genuine);
        // outside of what is signed nothing is left but the signature's own whitespace
        fc.pre(mutated.replace(/\s/g, '') !== genuine.replace(/\s/g, ''));
        const accepted = await accepts(pack(mutated));
        if (accepted) assert.deepEqual(await essence(mutated), await essence(genuine));
      }),
      { numRuns: 600 },
    );
  });

  /** What a sign-in would take from the message; a harmless change (say, of KeyInfo) leaves it as it was. */
  const essence = async (xml: string) => {
    const read = readResponse(pack(xml));
    assert.ok(read.ok);
    return verifyResponse(pair.sp, read.envelope, { id: '_r', minimumLevel: 'basic' });
  };

  it('deep, wide and long messages are refused without being parsed', () => {
    const reason = (xml: string) => {
      const read = readResponse(pack(xml));
      return read.ok ? 'accepted' : read.reason;
    };
    assert.equal(reason('<a>'.repeat(5000)), 'too-deep');
    assert.equal(reason(`<r>${'<a/>'.repeat(5000)}</r>`), 'too-many-elements');
    assert.equal(reason(`<r>${'x'.repeat(300_000)}</r>`), 'too-large');
    assert.equal(reason('<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>'), 'declaration');
    assert.equal(reason('<r><?php ?></r>'), 'processing-instruction');
    assert.equal(reason('<r>&undeclared;</r>'), 'not-well-formed');
  });

  it('an element with a name from JavaScript itself is refused like any other', () => {
    const odd = genuine.replace('<saml2p:Status>', '<constructor Algorithm="x"/><saml2p:Status>');
    assert.deepEqual(readResponse(pack(odd)), { ok: false, reason: 'algorithm x' });
  });
});
