import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '@amt/db';
import { Forbidden } from '@amt/module';
import { testHouse } from '@amt/testing';
import { asFile, importText, listOf, smallList } from './address-list.fixture.ts';
import { generateAddresses } from './generate-addresses.ts';
import { importAddresses } from './import-addresses.ts';
import addresses, {
  addressEditions,
  addressIndex,
  countAddresses,
  currentEdition,
  findAddress,
  suggestHouseNumbers,
  suggestStreets,
} from './index.ts';

const house = await testHouse({ modules: [addresses], now: '2026-11-25T09:00:00Z' });

/** Rows of every kind that an import writes. */
async function rows(): Promise<Record<string, number>> {
  const count = (table: string): Promise<number> =>
    sql<{ n: number }>`select count(*) as n from ${sql.table(`addresses.${table}`)}`
      .execute(house.db)
      .then(({ rows: [row] }) => row?.n ?? -1);
  return {
    edition: await count('edition'),
    current: await count('current_edition'),
    street: await count('street'),
    address: await count('address'),
  };
}
/** Postal codes of all addresses as the index of this process sees them. */
async function postalCodes(): Promise<Set<string>> {
  const index = await addressIndex(house.db);
  return new Set(index?.streets.flatMap((street) => index.addressesOf(street).map(({ postalCode }) => postalCode)));
}

describe('importing addresses', () => {
  it('before the first one, nothing is suggested and nothing is judged', async () => {
    const ctx = house.context();
    assert.deepEqual(await suggestStreets(ctx, 'Sendlinger'), { streets: [] });
    assert.deepEqual(await suggestHouseNumbers(ctx, { street: 'x' }), { addresses: [], nearest: false });
    assert.deepEqual(await findAddress(ctx, { street: 'x', houseNumber: '1' }), { kind: 'not-covered' });
  });

  it('stores a whole list as one edition, and answers from it at once', async () => {
    const done = await importText(house.context(), smallList, { source: 'Vermessungsamt' });
    assert.equal(done.kind, 'imported');
    const edition = await currentEdition(house.db);
    assert.partialDeepStrictEqual(edition, { source: 'Vermessungsamt', streets: 4, addresses: 14, skipped: 0 });
    assert.deepEqual(await rows(), { edition: 1, current: 1, street: 4, address: 14 });
    assert.equal((await suggestStreets(house.context(), 'sendl')).streets[0]?.street, 'Sendlinger Straße');
    assert.deepEqual(await countAddresses(house.db, edition?.id ?? ''), {
      postalCodes: 5,
      cities: 3,
      withDistrict: 9,
      south: 48.064,
      north: 48.1757,
      west: 11.569,
      east: 11.665,
    });
  });

  it('changes nothing when the file is the same', async () => {
    const before = await rows();
    assert.equal((await importText(house.context(), smallList)).kind, 'unchanged');
    assert.deepEqual(await rows(), before);
  });

  it('refuses a list with one faulty row as a whole, and lists all faults', async () => {
    const before = await rows();
    const faulty = smallList.replace('Leopoldstraße,244,80807', 'Leopoldstraße,244,8O807').replace('11.6650', '');
    assert.deepEqual(await importText(house.context(), faulty), {
      kind: 'refused',
      faultCount: 2,
      faults: [
        { line: 12, field: 'postcode', message: '"8O807" is not five digits' },
        { line: 15, field: 'lon', message: 'is empty' },
      ],
    });
    assert.deepEqual(await rows(), before);
  });

  it('imports the rest on demand, and lists what was left out', async () => {
    const faulty = smallList.replace('Leopoldstraße,244,80807', 'Leopoldstraße,244,8O807');
    const done = await importText(house.context(), faulty, { skipFaulty: true });
    assert.partialDeepStrictEqual(done, {
      kind: 'imported',
      faultCount: 1,
      faults: [{ line: 12 }],
      edition: { addresses: 13, skipped: 1 },
    });
    assert.partialDeepStrictEqual(await findAddress(house.context(), { street: 'Leopoldstr', houseNumber: '244' }), {
      kind: 'number-unknown',
    });
  });

  it('tells a hundred faults and counts them all', async () => {
    const row = 'Weg,x,80331,München,,48.1,11.5\n';
    const done = await importText(house.context(), `${smallList}${row.repeat(250)}`);
    assert.deepEqual([done.kind, 'faultCount' in done && done.faultCount, 'faults' in done && done.faults.length], ['refused', 250, 100]);
  });

  it('refuses a file that breaks off, whatever was asked', async () => {
    const before = await rows();
    const [header = '', ...features] = [...generateAddresses({ streets: 20, addresses: 100, format: 'geojson' })];
    const content = asFile(header, features.slice(0, 10).join(''));
    const done = await importAddresses(house.context(), { content, format: 'geojson', source: 'broken', skipFaulty: true });
    assert.partialDeepStrictEqual(done, { kind: 'refused', faults: [{ message: 'the file ends in the middle' }] });
    assert.deepEqual(await rows(), before);
  });

  it('gives the same from CSV and from GeoJSON', async () => {
    const all = async (format: 'csv' | 'geojson'): Promise<unknown> => {
      const content = asFile(generateAddresses({ streets: 30, addresses: 200, format, seed: 7 }));
      assert.equal((await importAddresses(house.context(), { content, format, source: format })).kind, 'imported');
      const index = await addressIndex(house.db);
      return index?.streets.map((street) => [street, index.addressesOf(street)]);
    };
    assert.deepEqual(await all('csv'), await all('geojson'));
  });

  it('needs the permission', async () => {
    const clerk = house.asStaff({ permissions: ['catalogue.edit'] });
    await assert.rejects(importText(clerk, smallList), Forbidden);
  });
});

describe('a new edition under way', () => {
  it('readers see the old one or the new one, whole, at every moment', async () => {
    const streets = 60;
    await importText(house.context(), listOf('80000', streets));
    const reading = new AbortController();
    const seen = new Set<string>();
    const readers = Array.from({ length: 4 }, async () => {
      while (!reading.signal.aborted) {
        const codes = [...(await postalCodes())];
        assert.equal(codes.length, 1, `mixed: ${codes.join(', ')}`);
        const index = await addressIndex(house.db);
        assert.equal(
          index?.streets.reduce((sum, { count }) => sum + count, 0),
          streets * 10,
        );
        seen.add(codes[0] ?? '');
      }
    });
    for (const code of ['80001', '80002', '80003', '80004', '80005']) {
      await importText(house.context(), listOf(code, streets));
      assert.deepEqual(await postalCodes(), new Set([code]), 'valid from the commit on');
    }
    reading.abort();
    await Promise.all(readers);
    assert.ok(seen.size > 1, 'readers were there while it changed');
    const kept = await rows();
    assert.equal(kept['address'], 2 * streets * 10, 'the one that answers and the one before');
  });

  it('two at once are imported one after the other', async () => {
    const both = await Promise.all(['80011', '80012'].map((code) => importText(house.context(), listOf(code))));
    assert.deepEqual(
      both.map(({ kind }) => kind),
      ['imported', 'imported'],
    );
    assert.equal((await postalCodes()).size, 1);
  });

  it('a fault in the middle leaves the old one', async () => {
    await importText(house.context(), listOf('80021'));
    const before = await rows();
    async function* torn(): AsyncGenerator<Uint8Array> {
      yield* asFile(listOf('80022', 1200));
      throw new Error('the disk is gone');
    }
    await assert.rejects(importAddresses(house.context(), { content: torn(), format: 'csv', source: 'torn' }), /the disk is gone/);
    assert.deepEqual(await rows(), before);
    assert.deepEqual(await postalCodes(), new Set(['80021']));
  });

  it('kill -9 in the middle leaves the old one, and the next import is not hindered', async () => {
    await importText(house.context(), listOf('80031'));
    const before = await rows();
    const child = fork(new URL('import-process.fixture.ts', import.meta.url), [house.database.connectionString], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    assert.deepEqual(await rows(), before);
    assert.deepEqual(await postalCodes(), new Set(['80031']));
    assert.equal((await importText(house.context(), listOf('80032'))).kind, 'imported');
    // the server noticed that its client is gone
    for (let tries = 0; tries < 100 && (await rows())['edition'] !== (before['edition'] ?? 0) + 1; tries++) await pause(20);
    assert.equal((await addressEditions(house.db))[0]?.source, 'test');
    assert.ok((await addressEditions(house.db)).every(({ source }) => source !== 'killed'));
  });
});
