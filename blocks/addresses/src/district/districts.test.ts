import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Forbidden } from '@amt/module';
import { testHouse } from '@amt/testing';
import { asFile } from '../address-list.fixture.ts';
import addresses, { districtOf, districts, importDistricts } from '../index.ts';
import type { Position } from '../utm.ts';
import { schematicDistricts } from './schematic-districts.ts';

const house = await testHouse({ modules: [addresses] });
const ctx = house.context();

type Point = readonly [lon: number, lat: number];
/** Corners against the clock; x and y in tenths of a degree from 11° E, 48° N. */
const box = (x1: number, y1: number, x2: number, y2: number): Point[] => {
  const [west, south, east, north] = [11 + x1 / 10, 48 + y1 / 10, 11 + x2 / 10, 48 + y2 / 10];
  return [[west, south], [east, south], [east, north], [west, north], [west, south]]; // prettier-ignore
};
const feature = (number: number, name: string, type: string, coordinates: unknown, more: object = {}): string =>
  JSON.stringify({ type: 'Feature', properties: { number, name, ...more }, geometry: { type, coordinates } });
const load = (...features: string[]): ReturnType<typeof importDistricts> =>
  importDistricts(ctx, { content: asFile(`{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}`), source: 'test' });
const at = (x: number, y: number): Position => ({ lat: 48 + y / 10, lon: 11 + x / 10 });
const name = async (position: Position): Promise<string | undefined> => (await districtOf(ctx, position))?.name;

describe('the district of a place', () => {
  it('is none before shapes were imported', async () => {
    assert.equal(await districtOf(ctx, at(1, 1)), undefined);
    assert.deepEqual(await districts(ctx), []);
  });

  it('is found in polygons with holes, with islands in the holes, and in several pieces', async () => {
    const done = await load(
      feature(2, 'Ring', 'Polygon', [box(0, 0, 4, 4), box(1, 1, 3, 3)]),
      feature(3, 'Mitte', 'Polygon', [box(1, 1, 3, 3), box(1.5, 1.5, 2.5, 2.5)]),
      feature(1, 'Zwei Teile', 'MultiPolygon', [[box(4, 0, 6, 4)], [box(10, 0, 12, 2), box(10.5, 0.5, 11.5, 1.5)]]),
    );
    assert.deepEqual(done, { kind: 'imported', districts: 3, areas: 4, holes: 3 });
    assert.deepEqual(await districts(ctx), [
      { number: 1, name: 'Zwei Teile' },
      { number: 2, name: 'Ring' },
      { number: 3, name: 'Mitte' },
    ]);
    for (const [x, y, expected] of [
      [0.5, 0.5, 'Ring'],
      [2, 0.5, 'Ring'],
      [1.2, 2, 'Mitte'],
      // a hole that nobody fills
      [2, 2, undefined],
      [5, 2, 'Zwei Teile'],
      [10.2, 1, 'Zwei Teile'],
      [11, 1, undefined],
      [8, 1, undefined],
      [-1, 1, undefined],
    ] as const)
      assert.equal(await name(at(x, y)), expected, `${x}, ${y}`);
    assert.deepEqual(await districtOf(ctx, at(0.5, 0.5)), { number: 2, name: 'Ring', part: null, onBorder: false });
  });

  it('on a common border it is the one with the lower number, and says so', async () => {
    for (const [x, y, expected] of [
      // between two districts, at a corner of three pieces, on the border of a hole that is filled
      [4, 2, 'Zwei Teile'],
      [4, 0, 'Zwei Teile'],
      [1, 2, 'Ring'],
      [3, 3, 'Ring'],
      // the border of the city and of the empty hole
      [0, 2, 'Ring'],
      [1.5, 2, 'Mitte'],
    ] as const)
      assert.partialDeepStrictEqual(await districtOf(ctx, at(x, y)), { name: expected, onBorder: true }, `${x}, ${y}`);
  });

  it('some metres outside of all it is the nearest, further away none', async () => {
    // 0.0005 tenths of a degree are 5.5 m north and 3.7 m west
    assert.partialDeepStrictEqual(await districtOf(ctx, at(-0.0005, 2)), { name: 'Ring', onBorder: true });
    assert.partialDeepStrictEqual(await districtOf(ctx, at(1.5005, 2)), { name: 'Mitte', onBorder: true });
    assert.partialDeepStrictEqual(await districtOf(ctx, at(5, 4.0005)), { name: 'Zwei Teile', onBorder: true });
    assert.equal(await districtOf(ctx, at(-0.005, 2)), undefined);
    for (const position of [
      { lat: 48.1, lon: -120 },
      { lat: Number.NaN, lon: 11 },
      { lat: 90, lon: 11 },
    ])
      assert.equal(await districtOf(ctx, position), undefined);
  });

  it('names the part where the shapes are those of parts', async () => {
    const part = (number: string, own: string, ring: Point[]): string =>
      JSON.stringify({
        properties: { bt_nummer: number, name: own, stadtbezirk_name: 'Laim' },
        geometry: { type: 'Polygon', coordinates: [ring] },
      });
    assert.deepEqual(await load(part('25.1', 'Friedenheim', box(0, 0, 1, 1)), part('25.2', 'St. Ulrich', box(1, 0, 2, 1))), {
      kind: 'imported',
      districts: 1,
      areas: 2,
      holes: 0,
    });
    assert.deepEqual(await districtOf(ctx, at(1.5, 0.5)), { number: 25, name: 'Laim', part: 'St. Ulrich', onBorder: false });
  });

  it('is not mistaken beside a slanting edge', async () => {
    // edges of about five hundred metres; places about fifteen and twenty metres beside the middle of each
    const round = (reach: number, angle: number): Point => [11.3 + reach * Math.cos(angle), 48.3 + reach * Math.sin(angle)];
    const ring = Array.from({ length: 60 }, (_, step) => round(0.05, (step * 2 * Math.PI) / 60));
    await load(feature(1, 'Vieleck', 'Polygon', [[...ring, ring[0]]]));
    const border = 0.05 * Math.cos(Math.PI / 60);
    for (let step = 0; step < 60; step++)
      for (const beside of [-0.02, -0.00018, -0.00014, 0.00014, 0.00018, 0.002]) {
        const [lon, lat] = round(border + beside, ((step + 0.5) * 2 * Math.PI) / 60);
        assert.equal(await name({ lat, lon }), beside < 0 ? 'Vieleck' : undefined, `${lat}, ${lon}`);
      }
  });

  it('in a city without gaps every place has exactly one, the one with the nearest centre', async () => {
    const centres = Array.from({ length: 12 }, (_, index) => ({
      number: index + 1,
      name: `B${index + 1}`,
      centre: at(((index * 7) % 12) / 6 + 0.05, ((index * 5) % 12) / 6 + 0.07),
    }));
    const rings = schematicDistricts(centres, [at(0, 0), at(2, 0), at(2, 2), at(0, 2)]);
    assert.equal(
      (await load(...centres.map(({ number, name: own }) => feature(number, own, 'Polygon', [rings.get(number)])))).kind,
      'imported',
    );
    const squeeze = Math.cos((48 * Math.PI) / 180);
    const coordinate = fc.double({ min: 0.001, max: 1.999, noNaN: true });
    await fc.assert(
      fc.asyncProperty(coordinate, coordinate, async (x, y) => {
        const place = at(x, y);
        const away = centres
          .map(({ number, centre }) => ({ number, away: Math.hypot((centre.lon - place.lon) * squeeze, centre.lat - place.lat) }))
          .sort((a, b) => a.away - b.away);
        const found = await districtOf(ctx, place);
        if (found?.onBorder === false) assert.equal(found.number, away[0]?.number);
        else
          assert.ok(
            away.slice(0, 4).some(({ number }) => number === found?.number),
            `${x}, ${y}`,
          );
      }),
      { numRuns: 150 },
    );
  });
});

describe('importing districts', () => {
  it('changes nothing when the file is the same', async () => {
    const file = [feature(1, 'A', 'Polygon', [box(0, 0, 1, 1)])];
    assert.equal((await load(...file)).kind, 'imported');
    assert.deepEqual(await load(...file), { kind: 'unchanged' });
  });

  for (const [what, faulty, problem] of [
    [
      'a ring that is not closed',
      feature(2, 'B', 'Polygon', [box(0, 0, 1, 1).slice(0, -1)]),
      /line 3, geometry has a ring that is not closed/,
    ],
    ['a ring of three points', feature(2, 'B', 'Polygon', [box(0, 0, 1, 1).slice(0, 3)]), /less than four points/],
    ['a ring without area', feature(2, 'B', 'Polygon', [[[11, 48], [11.1, 48], [11.2, 48], [11, 48]]]), /without area/], // prettier-ignore
    ['latitude first', feature(2, 'B', 'Polygon', [box(0, 0, 1, 1).map(([lon, lat]) => [lat, lon])]), /longitude comes first/],
    [
      'text for a number',
      feature(2, 'B', 'Polygon', [
        [
          ['11', '48'],
          [1, 1],
          [1, 2],
          ['11', '48'],
        ],
      ]),
      /not two numbers/,
    ],
    ['a point', feature(2, 'B', 'Point', [11, 48]), /no Polygon and no MultiPolygon/],
    ['no polygon', feature(2, 'B', 'MultiPolygon', []), /no Polygon and no MultiPolygon/],
    ['a polygon without a ring', feature(2, 'B', 'Polygon', []), /without a ring/],
    ['no number', feature(2, 'B', 'Polygon', [box(0, 0, 1, 1)], { number: 'x' }), /line 3, number is not the number/],
    ['no name', feature(2, '', 'Polygon', [box(0, 0, 1, 1)]), /line 3, name is missing/],
    ['another name for the same number', feature(1, 'B', 'Polygon', [box(0, 0, 1, 1)]), /is called "A" and "B"/],
  ] as const)
    it(`refuses ${what}, and keeps what was there`, async () => {
      await load(feature(1, 'A', 'Polygon', [box(0, 0, 1, 1)]));
      const done = await load(feature(1, 'A', 'Polygon', [box(0, 0, 2, 2)]), faulty);
      assert.equal(done.kind, 'refused');
      const told =
        done.kind === 'refused' ? done.faults.map(({ line, field, message }) => `line ${line}, ${field ?? ''} ${message}`).join('\n') : '';
      assert.match(told, problem);
      assert.equal(await name(at(0.5, 0.5)), 'A');
      assert.equal(await name(at(1.5, 1.5)), undefined);
    });

  it('refuses what is no GeoJSON, and never breaks', async () => {
    const scraps = fc.constantFrom(
      '{"features":[',
      '{"properties":{"number":1,"name":"A"},"geometry":{"type":"Polygon","coordinates":',
      '[[[11,48],[11.1,48],[11.1,48.1],[11,48]]]',
      '}}',
      ']}',
      'null',
      ',',
      '[',
      '9e999',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(scraps, fc.string({ maxLength: 6 })), { maxLength: 8 }), async (parts) => {
        const { kind } = await importDistricts(ctx, { content: asFile(parts.join('')), source: 'fuzz' });
        assert.ok(['imported', 'unchanged', 'refused'].includes(kind));
      }),
      { numRuns: 300 },
    );
  });

  it('readers see the old ones or the new ones', async () => {
    await load(feature(1, 'A', 'Polygon', [box(0, 0, 1, 1)]));
    const importing = new AbortController();
    const readers = Array.from({ length: 3 }, async () => {
      while (!importing.signal.aborted) assert.match((await name(at(0.5, 0.5))) ?? 'none', /^[A-Z]$/);
    });
    for (const letter of 'BCDEFGHIJK') await load(feature(1, letter, 'Polygon', [box(0, 0, 1, 1)]));
    importing.abort();
    await Promise.all(readers);
    assert.equal(await name(at(0.5, 0.5)), 'K');
  });

  it('needs the permission', () =>
    assert.rejects(importDistricts(house.asStaff({ permissions: [] }), { content: asFile(''), source: 'x' }), Forbidden));
});
