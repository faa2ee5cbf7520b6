import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { folderStore } from '@amt/files';
import { testHouse } from '@amt/testing';
import { createKeysFile, openStorageKeys, retireKey, rotateKey } from './house-keys.ts';
import { readKeysFile, writeKeysFile } from './keys-file.ts';
import { NotAuthentic, StorageKeysProblem } from './problem.ts';
import { bindStorageKeys } from './bound-keys.ts';
import { rewrapDataKeys } from './rewrap.ts';
import { sealedStore } from './sealed-store.ts';
import { keyPlace, openContent, sealContent, type Place } from './sealed-content.ts';
import { StorageKeys } from './storage-keys.ts';

const folder = await mkdtemp(join(tmpdir(), 'amt-keys-'));
after(() => rm(folder, { recursive: true, force: true }));
const now = Temporal.Instant.from('2026-06-15T08:00:00Z');
let files = 0;
const newFile = (): string => {
  const path = join(folder, `${(files += 1)}`, 'keys.json');
  assert.ok(createKeysFile(path, now));
  return path;
};
const place: Place = { table: 'forms.submission', id: 'a', boundTo: ['form'] };

describe('encrypted content', () => {
  const keys = StorageKeys.fromFile(newFile());
  const value = { name: 'Ursula Ömer', list: [1, null, 'x'] };

  it('opens at its place, and is never the same twice', () => {
    const [one, two] = [sealContent(keys, place, value), sealContent(keys, place, value)];
    assert.deepEqual(openContent(keys, place, one), value);
    assert.notDeepEqual(one.content, two.content);
    assert.notDeepEqual(one.dataKey, two.dataKey);
    assert.ok(!one.content.includes('Ursula'));
  });

  it('opens nowhere else: another row, table, form, data key or house key', () => {
    const sealed = sealContent(keys, place, value);
    for (const other of [
      { ...place, id: 'b' },
      { ...place, table: 'forms.draft' },
      { ...place, boundTo: ['other'] },
      { ...place, boundTo: [] },
    ])
      assert.throws(() => openContent(keys, other, sealed), NotAuthentic);
    const { dataKey } = sealContent(keys, { ...place, boundTo: ['other'] }, value);
    assert.throws(() => openContent(keys, place, { ...sealed, dataKey }), NotAuthentic);
    const [own] = readKeysFile(newFile()).keys;
    const sameName = { id: keys.currentId, key: own?.key ?? '', createdAt: '' };
    assert.throws(() => openContent(StorageKeys.fixed({ current: sameName.id, keys: [sameName] }), place, sealed), NotAuthentic);
    assert.throws(() => openContent(StorageKeys.fromFile(newFile()), place, sealed), StorageKeysProblem);
  });

  it('has its data key and its content each bound to the row', () => {
    const { dataKey, content } = sealContent(keys, place, value);
    const [here, there] = [keyPlace(place.table, 'a'), keyPlace(place.table, 'b')];
    assert.throws(() => keys.unwrap(dataKey, there), NotAuthentic);
    // somebody who could wrap keys still could not move the content
    const moved = keys.wrap(keys.unwrap(dataKey, here), there);
    assert.throws(() => openContent(keys, { ...place, id: 'b' }, { dataKey: moved, content }), NotAuthentic);
  });

  it('refuses any changed, missing or added byte', () => {
    const sealed = sealContent(keys, place, 'x');
    for (const part of ['dataKey', 'content'] as const) {
      const bytes = sealed[part];
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        assert.throws(() => openContent(keys, place, { ...sealed, [part]: changed }), `${part} ${at}`);
      }
      for (const other of [bytes.subarray(1), bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.of(0)]), Buffer.alloc(0)])
        assert.throws(() => openContent(keys, place, { ...sealed, [part]: other }));
    }
  });
});

describe('the file of storage keys', () => {
  it('is for its owner alone, and made once', () => {
    const path = newFile();
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const before = readFileSync(path, 'utf8');
    assert.ok(!createKeysFile(path, now));
    assert.equal(readFileSync(path, 'utf8'), before);
  });

  it('is refused when it is missing, open to all, cut short or no such file', () => {
    const path = newFile();
    chmodSync(path, 0o644);
    assert.throws(() => readKeysFile(path), /chmod 600/);
    chmodSync(path, 0o600);
    const text = readFileSync(path, 'utf8');
    for (const wrong of [
      text.slice(0, -5),
      '{}',
      '[]',
      '',
      text.replace(/"current": "./, '"current": "x'),
      text.replace(/"key": ".{4}/, '"key": "'),
    ]) {
      writeFileSync(path, wrong);
      assert.throws(() => readKeysFile(path), /no file of storage keys/, wrong);
    }
    assert.throws(() => readKeysFile(join(folder, 'none')), /amt storage-keys create/);
  });

  it('is read again by a running process: at once for an unknown key, within a moment for a new current one', async () => {
    const path = newFile();
    const [running, other] = [StorageKeys.fromFile(path), StorageKeys.fromFile(path)];
    const before = readKeysFile(path);
    const id = 'ab'.repeat(8);
    writeKeysFile(path, { current: id, keys: [...before.keys, { id, key: Buffer.alloc(32, 1).toString('base64url'), createdAt: '' }] });
    const sealed = sealContent(StorageKeys.fromFile(path), place, 1);
    assert.equal(openContent(running, place, sealed), 1);
    await pause(1100);
    assert.equal(other.currentId, id);
  });
});

describe('the keys of a house', async () => {
  const house = await testHouse();
  const { db } = house;
  const path = newFile();

  it('are made for a new house in demo mode alone', async () => {
    const fresh = join(folder, 'fresh.json');
    await assert.rejects(openStorageKeys(db, fresh, { make: false, now }), StorageKeysProblem);
    await openStorageKeys(db, path, { make: true, now });
    await assert.rejects(openStorageKeys(db, fresh, { make: true, now }), /are missing/, 'its data are encrypted under others');
  });

  it('are refused when they are not those of its data', async () => {
    await assert.rejects(openStorageKeys(db, newFile(), { make: false, now }), /does not hold the storage keys/);
    const { current, keys } = readKeysFile(path);
    const forged = join(folder, 'forged.json');
    writeKeysFile(forged, { current, keys: keys.map((key) => ({ ...key, key: Buffer.alloc(32, 2).toString('base64url') })) });
    await assert.rejects(openStorageKeys(db, forged, { make: false, now }), /does not hold the storage keys/);
  });

  it('go when they are replaced, nothing uses them, and no process can still write under them', async () => {
    const before = readKeysFile(path).current;
    bindStorageKeys(db, StorageKeys.fromFile(path));
    const tables = [{ table: 'envelope.blob', id: 'sha256' }];
    const files = sealedStore(folderStore(join(folder, 'files')), db);
    const { sha256 } = await files.put(Buffer.from('kept'));
    await assert.rejects(retireKey(db, path, tables, before, now), /current key/);
    const id = await rotateKey(db, path, now);
    assert.equal(readKeysFile(path).current, id);
    await assert.rejects(retireKey(db, path, tables, before, now.add({ minutes: 64 })), /less than 65 minutes/);
    const later = now.add({ minutes: 66 });
    await assert.rejects(retireKey(db, path, tables, before, later), /still wraps 1 data keys/);
    assert.equal(await rewrapDataKeys(db, tables), 1);
    await retireKey(db, path, tables, before, later);
    assert.equal(Buffer.from(await files.read(sha256)).toString(), 'kept');
    assert.deepEqual(
      readKeysFile(path).keys.map((key) => key.id),
      [id],
    );
    await openStorageKeys(db, path, { make: false, now });
  });
});
