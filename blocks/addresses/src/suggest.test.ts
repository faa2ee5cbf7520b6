import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testHouse } from '@amt/testing';
import { importText, smallList } from './address-list.fixture.ts';
import addresses, { findAddress, nearestAddress, suggestHouseNumbers, suggestStreets } from './index.ts';

const house = await testHouse({ modules: [addresses] });
const ctx = house.context();
await importText(ctx, smallList);

describe('suggesting streets', () => {
  it('tells place, postal codes and districts, the most frequent first', async () => {
    assert.deepEqual(await suggestStreets(ctx, 'leop'), {
      streets: [{ street: 'Leopoldstraße', city: 'München', postalCodes: ['80807', '80802'], districts: [] }],
    });
  });
  it('takes a house number off the end, and gives it back', async () => {
    for (const [typed, houseNumber] of [
      ['Sendlinger Str. 5', '5'],
      ['sendlinger strasse 12 a', '12 a'],
      ['Sendlinger Straße, 3', '3'],
    ] as const) {
      const { streets, houseNumber: found } = await suggestStreets(ctx, typed);
      assert.deepEqual([streets[0]?.street, found], ['Sendlinger Straße', houseNumber], typed);
    }
    assert.equal((await suggestStreets(ctx, 'Sendlinger')).houseNumber, undefined);
  });
  it('waits for two letters', async () => assert.deepEqual(await suggestStreets(ctx, ' s '), { streets: [] }));
  it('shows streets of one name in several places', async () =>
    assert.deepEqual(
      (await suggestStreets(ctx, 'Hauptstr')).streets.map(({ city }) => city),
      ['Neubiberg', 'Ottobrunn'],
    ));
});

describe('suggesting house numbers', () => {
  const numbers = async (typed: string, street = 'Sendlinger Str.'): Promise<unknown> => {
    const { addresses: found, nearest } = await suggestHouseNumbers(ctx, { street, typed });
    return [found.map(({ houseNumber }) => houseNumber).join(' '), nearest];
  };
  it('in the order of numbers, the typed one first', async () => {
    assert.deepEqual(await numbers(''), ['1 2 3 3a 4 10 11 12 14-18', false]);
    assert.deepEqual(await numbers('1'), ['1 10 11 12 14-18', false]);
    assert.deepEqual(await numbers('3'), ['3 3a', false]);
    assert.deepEqual(await numbers('3 A'), ['3a', false]);
  });
  it('the nearest ones where there is none, of the same side before the other', async () => {
    assert.deepEqual(await numbers('8'), ['4 10 11', true]);
    assert.deepEqual(await numbers('99'), ['11 12 14-18', true]);
    assert.deepEqual(await numbers('hinten'), ['', false]);
  });
  it('of the place that was named', async () => {
    const { addresses: found } = await suggestHouseNumbers(ctx, { street: 'Hauptstr.', city: 'ottobrunn' });
    assert.deepEqual(
      found.map(({ houseNumber, postalCode }) => [houseNumber, postalCode]),
      [['7', '85521']],
    );
    assert.equal((await suggestHouseNumbers(ctx, { street: 'Hauptstr.' })).addresses.length, 2);
  });
  it('of no street that is not there', async () => assert.deepEqual(await numbers('1', 'Sendlinge'), ['', false]));
});

describe('holding an address against the list', () => {
  const find = (street: string, houseNumber: string, postalCode?: string, city?: string): ReturnType<typeof findAddress> =>
    findAddress(ctx, { street, houseNumber, ...(postalCode === undefined ? {} : { postalCode }), ...(city === undefined ? {} : { city }) });

  it('finds it in other spellings', async () => {
    const found = await find('sendlinger str.', '3 A', '80331', 'München');
    assert.deepEqual(found, {
      kind: 'found',
      address: {
        street: 'Sendlinger Straße',
        houseNumber: '3a',
        postalCode: '80331',
        city: 'München',
        district: 'Altstadt-Lehel',
        lat: 48.1353,
        lon: 11.569,
      },
      differs: [],
    });
  });
  it('finds a number within a range', async () =>
    assert.partialDeepStrictEqual(await find('Sendlinger Straße', '16'), { kind: 'found', address: { houseNumber: '14-18' } }));
  it('says what the list writes otherwise', async () => {
    assert.partialDeepStrictEqual(await find('Leopoldstraße', '244', '80802'), {
      kind: 'found',
      address: { postalCode: '80807' },
      differs: ['postalCode'],
    });
    assert.partialDeepStrictEqual(await find('Leopoldstraße', '1', '80802', 'Muenchen'), { kind: 'found', differs: [] });
  });
  it('says that the place differs', async () =>
    assert.partialDeepStrictEqual(await find('Leopoldstraße', '1', '', 'Ottobrunn'), { kind: 'found', differs: ['city'] }));
  it('tells a number that does not exist, with the nearest ones', async () => {
    const unknown = await find('Leopoldstr', '245');
    assert.partialDeepStrictEqual(unknown, { kind: 'number-unknown', street: { street: 'Leopoldstraße' } });
    assert.deepEqual('nearest' in unknown && unknown.nearest.map(({ houseNumber }) => houseNumber), ['1', '244', '246']);
    assert.partialDeepStrictEqual(await find('Leopoldstr', '15'), { kind: 'number-unknown' });
    assert.partialDeepStrictEqual(await find('Leopoldstr', ''), { kind: 'number-unknown', nearest: [] });
  });
  it('tells a street that does not exist, with what may be meant', async () => {
    const unknown = await find('Leopoltstrase', '1');
    assert.deepEqual('suggestions' in unknown && unknown.suggestions.map(({ street }) => street), ['Leopoldstraße']);
  });
  it('does not judge places that the list says nothing about', async () =>
    assert.deepEqual(await find('Maximilianstraße', '1', '86150', 'Augsburg'), { kind: 'not-covered' }));
});

describe('the nearest address', () => {
  it('of a place, with the metres', async () => {
    const found = await nearestAddress(ctx, { lat: 48.1757, lon: 11.5862 });
    assert.equal(found?.address.houseNumber, '246');
    // 0.0001 degrees of longitude at 48.18° north
    assert.ok(Math.abs(found.metres - 7.43) < 0.02, String(found.metres));
  });
  it('is none too far away, in another country, or nowhere', async () => {
    assert.equal(await nearestAddress(ctx, { lat: 48.3, lon: 11.6 }), undefined);
    assert.equal((await nearestAddress(ctx, { lat: 48.18, lon: 11.5862 }, { maxMetres: 1000 }))?.address.houseNumber, '246');
    for (const position of [
      { lat: 0, lon: 0 },
      { lat: 48.1, lon: -170 },
      { lat: Number.NaN, lon: 11.5 },
    ])
      assert.equal(await nearestAddress(ctx, position), undefined);
  });
});
