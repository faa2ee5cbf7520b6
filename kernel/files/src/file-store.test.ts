import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { startS3Server } from '@amt/testing';
import {
  FileDamaged,
  FileMissing,
  FileTooLarge,
  filesConfig,
  folderStore,
  openFileStore,
  removeLeftovers,
  s3Store,
  type FileStore,
} from './index.ts';

const temp = await mkdtemp(join(tmpdir(), 'amt-files-test-'));
const s3 = await startS3Server();
after(async () => {
  await s3.close();
  await rm(temp, { recursive: true, force: true });
});

const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const incoming = async (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

interface Driver {
  readonly name: string;
  readonly store: FileStore;
  readonly damage: (sha256: string) => Promise<void>;
  /** what lies in the place where uploads wait */
  readonly waiting: () => Promise<string[]>;
}

const folder = join(temp, 'folder');
const options = {
  endpoint: s3.endpoint,
  bucket: 'amt',
  region: 'eu-central-1',
  accessKeyId: s3.accessKeyId,
  secretAccessKey: s3.secretAccessKey,
  prefix: 'files/',
  spoolFolder: join(temp, 'spool'),
};
const drivers: Driver[] = [
  {
    name: 'folder',
    store: folderStore(folder),
    damage: (sha256) => writeFile(join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256), 'something else'),
    waiting: () => incoming(join(folder, 'incoming')),
  },
  {
    name: 'S3',
    store: s3Store(options),
    damage: async (sha256) => void s3.objects.set(`/amt/files/${sha256}`, Buffer.from('something else')),
    waiting: () => incoming(options.spoolFolder),
  },
];

for (const { name, store, damage, waiting } of drivers) {
  describe(`a file store (${name})`, () => {
    it('keeps bytes under their hash, given whole or as a stream', async () => {
      const content = randomBytes(300_000);
      const expected = { sha256: hashOf(content), size: content.length };
      assert.deepEqual(await store.put(content), expected);
      assert.deepEqual(await store.put(Readable.from([content.subarray(0, 7), content.subarray(7)])), expected);
      assert.equal(await store.has(expected.sha256), true);
      assert.deepEqual(Buffer.from(await store.read(expected.sha256)), content);
      assert.deepEqual(await buffer(await store.stream(expected.sha256)), content);
      assert.deepEqual(await waiting(), []);
    });

    it('keeps an empty file', async () => {
      const { sha256, size } = await store.put(new Uint8Array(0));
      assert.equal(size, 0);
      assert.equal((await store.read(sha256)).length, 0);
      assert.equal((await buffer(await store.stream(sha256))).length, 0);
    });

    it('refuses what is too large and keeps nothing of it', async () => {
      const content = Buffer.from(`too large ${name}`);
      await assert.rejects(store.put(Readable.from([content.subarray(0, 5), content.subarray(5)]), { maxBytes: 10 }), FileTooLarge);
      assert.equal(await store.has(hashOf(content)), false);
      assert.deepEqual(await waiting(), []);
      assert.equal((await store.put(content, { maxBytes: content.length })).size, content.length);
    });

    it('keeps nothing of a stream that breaks', async () => {
      const breaking = Readable.from(
        (function* () {
          yield Buffer.from('half');
          throw new Error('line cut');
        })(),
      );
      await assert.rejects(store.put(breaking), /line cut/);
      assert.deepEqual(await waiting(), []);
    });

    it('says what is missing, and takes no other name than a hash', async () => {
      const unknown = hashOf(Buffer.from('never stored'));
      await assert.rejects(store.read(unknown), FileMissing);
      await assert.rejects(store.stream(unknown), FileMissing);
      assert.equal(await store.has(unknown), false);
      assert.equal(await store.remove(unknown), false);
      for (const bad of ['../../etc/passwd', unknown.toUpperCase(), '']) await assert.rejects(store.read(bad), FileMissing);
    });

    it('notices damage, and a new upload mends it', async () => {
      const content = Buffer.from(`precious ${name}`);
      const { sha256 } = await store.put(content);
      await damage(sha256);
      await assert.rejects(store.read(sha256), FileDamaged);
      await assert.rejects(async () => buffer(await store.stream(sha256)), FileDamaged);
      await store.put(content);
      assert.deepEqual(Buffer.from(await store.read(sha256)), content);
    });

    it('removes only what was stored before, and what is stored again counts anew', async () => {
      const { sha256 } = await store.put(Buffer.from(`old ${name}`));
      const listed = (await Array.fromAsync(store.list())).find((one) => one.sha256 === sha256);
      assert.ok(listed && Math.abs(listed.storedAt.epochMilliseconds - Date.now()) < 60_000);
      assert.equal(await store.remove(sha256, Temporal.Now.instant().subtract({ hours: 1 })), false);
      assert.equal(await store.has(sha256), true);
      assert.deepEqual(await waiting(), []);
      assert.equal(await store.remove(sha256, Temporal.Now.instant().add({ hours: 1 })), true);
      assert.equal(await store.has(sha256), false);
    });

    it('loses nothing that is stored while it is being removed', async () => {
      const content = Buffer.from(`contended ${name}`);
      const { sha256 } = await store.put(content);
      const before = Temporal.Now.instant().subtract({ hours: 1 });
      await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? store.put(content) : store.remove(sha256, before))));
      assert.deepEqual(Buffer.from(await store.read(sha256)), content);
    });

    it('lists everything and removes', async () => {
      for (let number = 0; number < 8; number++) await store.put(Buffer.from(`list ${name} ${number}`));
      const listed = await Array.fromAsync(store.list());
      for (const { sha256, size } of listed) assert.equal((await store.read(sha256)).length, size);
      assert.ok(listed.length >= 8);
      assert.equal(new Set(listed.map(({ sha256 }) => sha256)).size, listed.length);
      for (const { sha256 } of listed) await store.remove(sha256);
      assert.deepEqual(await Array.fromAsync(store.list()), []);
    });
  });
}

describe('the folder store', () => {
  it('removes what a kill left in "incoming" after a day', async () => {
    const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
    const at = (hours: number): Date => new Date(now.epochMilliseconds - hours * 3_600_000);
    await writeFile(join(folder, 'incoming', 'old'), 'x');
    await utimes(join(folder, 'incoming', 'old'), at(25), at(25));
    await writeFile(join(folder, 'incoming', 'fresh'), 'x');
    await utimes(join(folder, 'incoming', 'fresh'), at(1), at(1));
    assert.equal(await removeLeftovers(folder, now), 1);
    assert.deepEqual(await incoming(join(folder, 'incoming')), ['fresh']);
    assert.equal(await readFile(join(folder, 'incoming', 'fresh'), 'utf8'), 'x');
  });
});

describe('the S3 store', () => {
  it('is refused with a wrong secret', async () => {
    await assert.rejects(s3Store({ ...options, secretAccessKey: 'wrong' }).put(Buffer.from('x')), /403 SignatureDoesNotMatch/);
  });
  it('is chosen by the settings', async () => {
    const settings = {
      S3_ENDPOINT: s3.endpoint,
      S3_BUCKET: 'other',
      S3_REGION: 'x',
      S3_PREFIX: '',
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
      CLAMD_PORT: 3310,
    };
    const { sha256 } = await openFileStore(settings, folder).put(Buffer.from('chosen'));
    assert.ok(s3.objects.has(`/other/${sha256}`));
    assert.equal(filesConfig.module, 'files');
  });
});
