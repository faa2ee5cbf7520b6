import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { base64url, CompactEncrypt, importJWK, SignJWT, type JWK, type JWTHeaderParameters } from 'jose';
import { bare, decryptWith, encryptFor, NotDecryptable, tagOf } from './encryption.ts';
import { readMetadata } from './metadata.ts';
import { isAnswers } from './open-submission.ts';
import { keptKeys, publicKeys, type OwnKeys } from './own-keys.ts';
import { readEvent, signEvent, type Expected } from './security-event.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let keys: OwnKeys;
let foreign: OwnKeys;
before(async () => {
  const [one, two] = await Promise.all([mkdtemp(join(tmpdir(), 'amt-keys-')), mkdtemp(join(tmpdir(), 'amt-keys-'))]);
  [keys, foreign] = await Promise.all([keptKeys(one, 2048), keptKeys(two, 2048)]);
  assert.deepEqual(await keptKeys(one, 2048), keys, 'keys are made once');
  await Promise.all([one, two].map((folder) => rm(folder, { recursive: true })));
});

const destinationId = randomUUID();
const submissionId = randomUUID();
const caseId = randomUUID();
const at = Temporal.Instant.from('2026-06-15T08:00:00Z');
const tags = { metadata: 'm', data: 'd', attachments: { a: 't' } };
const expected = (change: Partial<Expected> = {}): Expected => ({
  submissionId,
  caseId,
  keyOf: async (issuer, keyId) => (issuer === destinationId && keyId === keys.signature.kid ? publicKeys(keys).signature : undefined),
  mayTell: () => true,
  ...change,
});
const accepted = (change: Partial<Parameters<typeof signEvent>[1]> = {}, key: JWK = keys.signature) =>
  signEvent(key, { id: randomUUID(), destinationId, submissionId, caseId, at, event: { type: 'accept-submission', tags }, ...change });
const codeOf = async (token: unknown, change: Partial<Expected> = {}) => {
  const read = await readEvent(token, expected(change));
  return read.ok ? 'ok' : read.code;
};

describe('a security event token', () => {
  it('counts when it is signed by its issuer about this very submission', async () => {
    const read = await readEvent(await accepted(), expected());
    assert.ok(read.ok);
    assert.deepEqual(
      [read.value.type, read.value.issuer, read.value.tags, read.value.issuedAt.toString()],
      ['accept-submission', destinationId, tags, at.toString()],
    );
  });

  it('is refused for each thing that is not as it must be', async () => {
    const kid = keys.signature.kid ?? '';
    assert.equal(await codeOf(await accepted({}, { ...foreign.signature, kid })), 'bad-signature');
    assert.equal(await codeOf(await accepted({}, foreign.signature)), 'unknown-issuer');
    assert.equal(await codeOf(await accepted({ destinationId: randomUUID() })), 'unknown-issuer');
    assert.equal(await codeOf(await accepted({ submissionId: randomUUID() })), 'wrong-subject');
    assert.equal(await codeOf(await accepted({ caseId: randomUUID() })), 'wrong-subject');
    assert.equal(await codeOf(await accepted(), { mayTell: () => false }), 'not-allowed');

    const token = await accepted();
    const [header = '', payload = '', signature = ''] = token.split('.');
    assert.equal(await codeOf(`${header}.${payload}.`), 'bad-signature');
    assert.equal(await codeOf(`${header}.${payload}.${signature.slice(1)}A`), 'bad-signature');
    const claims = JSON.parse(new TextDecoder().decode(base64url.decode(payload))) as Record<string, unknown>;
    const forged = base64url.encode(JSON.stringify({ ...claims, jti: 'other' }));
    assert.equal(await codeOf(`${header}.${forged}.${signature}`), 'bad-signature');
    const signed = async (change: Record<string, unknown>, head: Partial<JWTHeaderParameters> = {}, alg = 'PS512') =>
      new SignJWT({ ...claims, ...change })
        .setProtectedHeader({ typ: 'secevent+jwt', kid, ...head, alg })
        .sign(await importJWK({ ...bare(keys.signature), alg }, alg));
    for (const wrong of [
      await signed({}, {}, 'RS512'),
      await signed({}, {}, 'PS256'),
      await signed({}, { typ: 'JWT' }),
      await signed({ events: {} }),
      await signed({ events: { ...(claims['events'] as object), 'https://schema.fitko.de/fit-connect/events/reject-submission': {} } }),
      await signed({ events: { 'https://elsewhere.example/events/accept-submission': {} } }),
      await signed({ iat: 'today' }),
      await signed({ jti: 7 }),
      `${base64url.encode(JSON.stringify({ alg: 'none', typ: 'secevent+jwt', kid }))}.${payload}.`,
      token + 'x'.repeat(70_000),
    ])
      assert.equal(await codeOf(wrong), 'malformed');
  });

  it('is answered, whatever the text is', async () => {
    const token = await accepted();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.anything(),
          fc.string(),
          fc
            .tuple(fc.json(), fc.json(), fc.string())
            .map(([head, body, end]) => `${base64url.encode(head)}.${base64url.encode(body)}.${end}`),
          fc
            .tuple(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 3 }))
            .map(([i, text]) => token.slice(0, i) + text + token.slice(i)),
        ),
        async (hostile) => (await codeOf(hostile)) !== 'ok',
      ),
      { numRuns: 300 },
    );
  });
});

describe('an encrypted part', () => {
  it('opens for the key it was encrypted for, and is what was encrypted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (content) => {
        const [key] = publicKeys(keys).encryption;
        assert.ok(key);
        const jwe = await encryptFor(key, content, 'application/pdf');
        assert.ok(tagOf(jwe).length > 10);
        assert.deepEqual(Buffer.from(await decryptWith(keys.decryption, jwe)), Buffer.from(content));
        await assert.rejects(decryptWith(foreign.decryption, jwe), NotDecryptable);
      }),
      { numRuns: 20 },
    );
  });

  it('is refused, whatever the text is', async () => {
    const [key] = publicKeys(keys).encryption;
    assert.ok(key);
    const jwe = await encryptFor(key, new Uint8Array(50), 'application/json');
    const weak = async (alg: string, enc: string) =>
      new CompactEncrypt(new Uint8Array(5))
        .setProtectedHeader({ alg, enc, kid: key.kid ?? '' })
        .encrypt(await importJWK({ ...bare(key), alg }, alg));
    for (const other of [await weak('RSA-OAEP', 'A256GCM'), await weak('RSA-OAEP-256', 'A128CBC-HS256')])
      await assert.rejects(decryptWith(keys.decryption, other), NotDecryptable);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.array(fc.json(), { minLength: 5, maxLength: 5 }).map((parts) => parts.map((part) => base64url.encode(part)).join('.')),
          fc
            .tuple(fc.nat(jwe.length - 1), fc.string({ minLength: 1, maxLength: 3 }))
            .map(([i, text]) => jwe.slice(0, i) + text + jwe.slice(i)),
        ),
        async (hostile) => {
          await assert.rejects(decryptWith(keys.decryption, hostile), NotDecryptable);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('content', () => {
  it('of any kind is read or refused, never thrown at', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => readMetadata(bytes) === undefined));
    fc.assert(fc.property(fc.json(), (text) => readMetadata(new TextEncoder().encode(text)) === undefined));
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof isAnswers(value) === 'boolean'));
  });

  it('that is built to hurt is no answers', () => {
    assert.equal(isAnswers(JSON.parse('{"a":{"__proto__":{"x":1}}}')), false);
    assert.equal(isAnswers(JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)), false);
    assert.equal(isAnswers({ a: Array.from({ length: 60_000 }, () => 1) }), false);
    assert.equal(isAnswers({ a: [{ b: 'c' }], d: null }), true);
  });
});
