import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { FileDamaged, FileMissing, folderStore, openSealed, putSealed } from './index.ts';

const folder = await mkdtemp(join(tmpdir(), 'amt-sealed-'));
after(() => rm(folder, { recursive: true, force: true }));
const store = folderStore(folder);

describe('a sealed file', () => {
  it('comes back whole, however it was cut, and is told by the hash of its plaintext', async () => {
    for (const sizes of [[], [1], [15], [16], [17], [70_000, 1, 3, 70_000]]) {
      const chunks = sizes.map((size) => randomBytes(size));
      const content = Buffer.concat(chunks);
      const stored = await putSealed(store, Readable.from(chunks, { objectMode: false }));
      assert.deepEqual([stored.size, stored.sha256], [content.length, createHash('sha256').update(content).digest('hex')]);
      assert.deepEqual(await buffer(await openSealed(store, stored.seal)), content);
    }
  });

  it('lies in the store as ciphertext, each time another', async () => {
    const content = Buffer.from('Mietvertrag '.repeat(200));
    const one = await putSealed(store, Readable.from([content]));
    const two = await putSealed(store, Readable.from([content]));
    assert.notEqual(one.seal.blob, two.seal.blob);
    assert.equal(await store.has(one.sha256), false);
    for await (const { sha256 } of store.list()) assert.ok(!Buffer.from(await store.read(sha256)).includes('Mietvertrag'));
  });

  it('does not open with another key, nor when a bit was changed', async () => {
    const { seal } = await putSealed(store, Readable.from([Buffer.from('content')]));
    await assert.rejects(async () => buffer(await openSealed(store, { ...seal, key: randomBytes(32).toString('base64url') })), FileDamaged);
    await writeFile(join(folder, seal.blob.slice(0, 2), seal.blob.slice(2, 4), seal.blob), 'cut');
    await assert.rejects(async () => buffer(await openSealed(store, seal)), FileDamaged);
    await store.remove(seal.blob);
    await assert.rejects(openSealed(store, seal), FileMissing);
  });

  it('keeps nothing of a stream that breaks', async () => {
    const before = (await Array.fromAsync(store.list())).length;
    const breaking = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('line cut');
      })(),
    );
    await assert.rejects(putSealed(store, breaking), /line cut/);
    assert.equal((await Array.fromAsync(store.list())).length, before);
  });
});
