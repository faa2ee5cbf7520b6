import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { FileDamaged, FileMissing, FileTooLarge, folderStore } from '@amt/files';
import { testHouse } from '@amt/testing';
import { isPending } from './house-keys.ts';
import { encryptClearBlobs } from './sealed-store.ts';

const house = await testHouse();
const { files, db } = house;
const below = folderStore(house.filesFolder);
const hash = (content: string): string => createHash('sha256').update(content).digest('hex');
const storedOf = async (sha256: string): Promise<string> =>
  (await db.selectFrom('envelope.blob').select('stored').where('sha256', '=', sha256).executeTakeFirst())?.stored ?? '';
const pathOf = (name: string): string => join(house.filesFolder, name.slice(0, 2), name.slice(2, 4), name);
const all = async (store = files): Promise<string[]> => {
  const names: string[] = [];
  for await (const { sha256 } of store.list()) names.push(sha256);
  return names;
};

/** In pieces of every size, so that no border of a chunk matters. */
function inPieces(content: Buffer, size: number): Readable {
  return Readable.from(Array.from({ length: Math.ceil(content.length / size) }, (_, i) => content.subarray(i * size, (i + 1) * size)));
}

describe('a store that keeps nothing in clear', () => {
  it('gives back what it was given, under the hash of the content, and holds noise', async () => {
    for (const content of ['', 'x', 'A very private letter', 'long '.repeat(100_000)]) {
      for (const size of content.length > 1000 ? [65_536] : [1, 7, 1000]) {
        const { sha256, size: bytes } = await files.put(inPieces(Buffer.from(content), size));
        assert.deepEqual([sha256, bytes], [hash(content), content.length]);
        assert.equal(Buffer.from(await files.read(sha256)).toString(), content);
        assert.equal((await buffer(await files.stream(sha256))).toString(), content);
        const stored = await readFile(pathOf(await storedOf(sha256)));
        assert.equal(createHash('sha256').update(stored).digest('hex'), await storedOf(sha256), 'named by what is stored');
        if (content.length > 5) assert.ok(!stored.includes(content.slice(0, 6)));
      }
    }
  });

  it('keeps the same content once, and mends a damaged one', async () => {
    const { sha256 } = await files.put(Buffer.from('twice'));
    const count = (await all(below)).length;
    const stored = await storedOf(sha256);
    await files.put(Buffer.from('twice'));
    assert.deepEqual([await storedOf(sha256), (await all(below)).length], [stored, count]);
    await writeFile(pathOf(stored), 'rubbish');
    await assert.rejects(files.read(sha256), FileDamaged);
    await files.put(Buffer.from('twice'));
    assert.equal(Buffer.from(await files.read(sha256)).toString(), 'twice');
  });

  it('refuses a blob or key of another, missing blobs, and what is too large', async () => {
    const [one, two] = await Promise.all(['one', 'two'].map((text) => files.put(Buffer.from(text))));
    assert.ok(one && two);
    const before = await db.selectFrom('envelope.blob').selectAll().where('sha256', '=', one.sha256).executeTakeFirstOrThrow();
    const other = await db.selectFrom('envelope.blob').selectAll().where('sha256', '=', two.sha256).executeTakeFirstOrThrow();
    await db.updateTable('envelope.blob').set({ dataKey: other.dataKey }).where('sha256', '=', one.sha256).execute();
    await assert.rejects(files.read(one.sha256), FileDamaged);
    await db.deleteFrom('envelope.blob').where('sha256', '=', two.sha256).execute();
    await db.updateTable('envelope.blob').set({ dataKey: other.dataKey, stored: other.stored }).where('sha256', '=', one.sha256).execute();
    await assert.rejects(files.read(one.sha256), FileDamaged, 'key and blob of another together');
    await db.updateTable('envelope.blob').set({ dataKey: before.dataKey, stored: other.stored }).where('sha256', '=', one.sha256).execute();
    await assert.rejects(buffer(await files.stream(one.sha256)), FileDamaged);
    await assert.rejects(files.read(two.sha256), FileMissing, 'its key is gone, so it is gone');
    await assert.rejects(files.put(Buffer.alloc(11), { maxBytes: 10 }), FileTooLarge);
    assert.equal(await files.has(createHash('sha256').update(Buffer.alloc(11)).digest('hex')), false);
    assert.deepEqual((await readdir(join(house.filesFolder, 'incoming'))).length, 0);
  });

  it('forgets the key with the blob; one given again in time stays', async () => {
    const { sha256 } = await files.put(Buffer.from('goes'));
    const stored = await storedOf(sha256);
    assert.equal(await files.remove(sha256, Temporal.Now.instant().subtract({ hours: 1 })), false);
    assert.equal(await files.has(sha256), true);
    assert.ok((await all()).includes(sha256));
    assert.equal(await files.remove(sha256), true);
    assert.deepEqual([await storedOf(sha256), await below.has(stored), await files.remove(sha256)], ['', false, false]);
  });

  it('reads what an earlier version has stored in clear, and encrypts it; again after a kill in the middle', async () => {
    const old = await Promise.all(['an old letter', 'an old picture'].map((text) => below.put(Buffer.from(text))));
    const orphan = (await files.put(Buffer.from('orphan'))).sha256;
    await db.deleteFrom('envelope.blob').where('sha256', '=', orphan).execute();
    const [first] = old;
    assert.ok(first);
    assert.equal(Buffer.from(await files.read(first.sha256)).toString(), 'an old letter');
    // as if killed between storing the ciphertext and removing the clear one
    await files.put(Buffer.from('an old letter'));
    await sql`insert into envelope.pending values ('blobs') on conflict do nothing`.execute(db);
    assert.equal(await encryptClearBlobs(below, files, db), 2);
    assert.deepEqual([await encryptClearBlobs(below, files, db), await isPending(db, 'blobs')], [0, false]);
    for (const { sha256 } of old) {
      assert.equal(await below.has(sha256), false);
      assert.match(Buffer.from(await files.read(sha256)).toString(), /^an old/);
    }
    for (const name of await all(below)) assert.ok(!(await readFile(pathOf(name))).includes('an old'));
  });
});
