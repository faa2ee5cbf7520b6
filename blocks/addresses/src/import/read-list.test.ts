import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseHouseNumber, formatHouseNumber, isWithin } from '../house-number.ts';
import { csvRows } from './csv-rows.ts';
import { decodeText } from './decode-text.ts';
import { geoJsonFeatures } from './geojson-features.ts';
import type { ListedAddress } from './read-address.ts';
import { formatOf, readList, type ListFormat } from './read-list.ts';
import { UnreadableFile, type RowFault } from './row-fault.ts';

async function* inPieces<T extends string | Uint8Array>(pieces: readonly T[]): AsyncGenerator<T> {
  yield* pieces;
}
/** The same text, cut anywhere. */
const cut = (text: string, sizes: readonly number[]): string[] => {
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; from < text.length; at++) {
    const size = sizes.length === 0 ? text.length : Math.max(1, sizes[at % sizes.length] ?? 1);
    pieces.push(text.slice(from, from + size));
    from += size;
  }
  return pieces;
};
async function read(text: string, format: ListFormat): Promise<{ addresses: ListedAddress[]; faults: RowFault[] }> {
  const [addresses, faults]: [ListedAddress[], RowFault[]] = [[], []];
  for await (const row of readList(inPieces([text]), format)) {
    if ('address' in row) addresses.push(row.address);
    else faults.push(...row.faults);
  }
  return { addresses, faults };
}
const told = ({ faults }: { faults: RowFault[] }): string[] =>
  faults.map(({ line, field, message }) => `${line} ${field ?? '-'}: ${message}`);
const header = 'Straße;Hausnummer;Zusatz;PLZ;Ort;Stadtbezirk;Breite;Länge';
const marienplatz = 'Marienplatz;1;;80331;München;Altstadt-Lehel;48.1372;11.5755';

describe('a CSV list', () => {
  it('is read with German column names and semicolons', async () => {
    assert.deepEqual(await read(`${header}\r\n${marienplatz}\r\nIsarring;12;A;80805;München;;48,16;11,6\r\n`, 'csv'), {
      addresses: [
        {
          street: 'Marienplatz',
          number: 1,
          suffix: '',
          postalCode: '80331',
          city: 'München',
          district: 'Altstadt-Lehel',
          lat: 48.1372,
          lon: 11.5755,
        },
        { street: 'Isarring', number: 12, suffix: 'a', postalCode: '80805', city: 'München', district: undefined, lat: 48.16, lon: 11.6 },
      ],
      faults: [],
    });
  });
  it('is read with English column names and commas, in any order, with columns nobody asked for', async () => {
    const { addresses } = await read('id,lat,lon,city,Post Code,house_number,street\n7,48.1,11.5,München,80331,"3 b","Hof, Am"\n', 'csv');
    assert.deepEqual(
      addresses.map(({ street, number, suffix }) => [street, number, suffix]),
      [['Hof, Am', 3, 'b']],
    );
  });
  it('is read with Rechtswert and Hochwert', async () => {
    const { addresses } = await read(
      'STRASSE;HNR;PLZ;ORT;Rechtswert;Hochwert\nA;1;80331;X;32691603,777;5334757,804\nA;2;80331;X;691603.777;5334757.804',
      'csv',
    );
    for (const { lat, lon } of addresses) assert.deepEqual([lat.toFixed(6), lon.toFixed(6)], ['48.137200', '11.575500']);
    assert.equal(addresses.length, 2);
  });
  it('names line and field of each fault, and goes on', async () => {
    const rows = [
      header,
      marienplatz,
      ';1;;80331;München;;48.1;11.5',
      'A;x;;8033;;;48.1;abc',
      '"A\nB";2;;80331;M;;48.1;11.5',
      'C;1;;80331;M;;11.5;48.1',
      'C;1',
      'C;1;??;80331;M;;48.1;11.5',
      marienplatz,
      '"D";4;;80331;M;;48.1;11.5',
    ];
    const result = await read(rows.join('\n'), 'csv');
    assert.deepEqual(told(result), [
      '3 Straße: is empty',
      '4 Ort: is empty',
      '4 PLZ: "8033" is not five digits',
      '4 Hausnummer: "x" "" is no house number',
      '4 Länge: "abc" is not a number',
      '7 Breite: 48.1, 11.5 does not lie in Germany; are latitude and longitude swapped?',
      '8 -: 2 cells, but the header has 8',
      '9 Zusatz: "1" "??" is no house number',
      '10 -: Marienplatz 1, 80331 München stands in line 2 already',
    ]);
    // a line end in quotation marks is a space in a name
    assert.deepEqual(
      result.addresses.map(({ street }) => street),
      ['Marienplatz', 'A B', 'D'],
    );
  });
  for (const [what, text, problem] of [
    ['without columns for the position', 'Straße;Hausnummer;PLZ;Ort\nA;1;80331;M', /1: .*Breite and Länge/],
    ['without a column for the street', 'Hausnummer;PLZ;Ort;lat;lon\n1;80331;M;48;11', /1: .*Straße/],
    ['with two columns for the same', 'Straße;Street;Hausnummer;PLZ;Ort;lat;lon\n', /1: two columns/],
    ['that is empty', '', /1: .*empty/],
    ['of empty lines', '\n\n\n', /1: .*empty/],
    ['with a header only', `${header}\n`, /no address/],
    ['with an open quotation mark', `${header}\n${marienplatz}\n"A;1;;80331`, /3: .*never closed/],
    ['with text behind a closing quotation mark', `${header}\n"A"b;1;;80331;M;;48;11`, /2: .*closing quotation mark/],
  ] as const)
    it(`${what} is refused`, () =>
      assert.rejects(
        read(text, 'csv'),
        (fault: unknown) => fault instanceof UnreadableFile && problem.test(`${fault.line}: ${fault.message}`),
      ));
  it('in another encoding than UTF-8 is refused, with the line', async () => {
    const latin1 = Buffer.from(`${header}\n${marienplatz}`, 'latin1');
    const all = async (): Promise<void> => {
      for await (const text of decodeText(inPieces([latin1]), createHash('sha256'))) assert.ok(text);
    };
    await assert.rejects(all(), /not UTF-8/);
  });

  const cell = fc.string({ unit: fc.constantFrom('a', 'ß', '"', ';', ',', '\n', '\r', ' ', '1', '🏠'), maxLength: 8 });
  it('gives back every cell that was written by the rules, however the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(9), { maxLength: 4 }),
        async (rows, sizes) => {
          const text = ['h;h;h', ...rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(';'))].join('\r\n');
          const expected = rows.map((row) => row.map((one) => one.trim())).filter((row) => row.some((one) => one !== ''));
          const found: (readonly string[])[] = [];
          for await (const { cells } of csvRows(inPieces(cut(text, sizes)))) found.push(cells);
          assert.deepEqual(found.slice(1), expected);
        },
      ),
    );
  });
});

describe('a GeoJSON list', () => {
  const feature = (properties: object, coordinates: readonly number[] = [11.5755, 48.1372]): object => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates },
  });
  const collection = (...features: unknown[]): string =>
    JSON.stringify({ type: 'FeatureCollection', name: 'features', extra: { features: [1] }, features, more: [] }, null, 1);
  const good = { 'addr:street': 'Marienplatz', 'addr:housenumber': '1', 'addr:postcode': '80331', 'addr:city': 'München' };

  it('is read, in degrees and in metres', async () => {
    const other = { Straße: 'Isarring', Hausnummer: 12, Zusatz: 'a', PLZ: 80331, Ort: 'München' };
    const { addresses, faults } = await read(collection(feature(good), feature(other, [691603.777, 5334757.804])), 'geojson');
    assert.deepEqual(faults, []);
    assert.deepEqual(
      addresses.map(({ street, number, suffix, lat, lon }) => [street, number, suffix, lat.toFixed(4), lon.toFixed(4)]),
      [
        ['Marienplatz', 1, '', '48.1372', '11.5755'],
        ['Isarring', 12, 'a', '48.1372', '11.5755'],
      ],
    );
  });
  it('names line and field of each fault, and goes on', async () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [11, 48],
        [11, 49],
      ],
    };
    const text = [
      '{"features":[',
      JSON.stringify(feature({ ...good, 'addr:postcode': 'x' })),
      ',',
      '{"type":"Feature","properties":null,"geometry":null},',
      `${JSON.stringify({ properties: good, geometry: line })},`,
      JSON.stringify(feature(good)),
      ']}',
    ].join('\n');
    const result = await read(text, 'geojson');
    assert.deepEqual(told(result), ['2 addr:postcode: "x" is not five digits', '4 properties: is missing', '5 geometry: is not a point']);
    assert.equal(result.addresses.length, 1);
  });
  for (const [what, text, problem] of [
    ['that ends in the middle', collection(feature(good)).slice(0, -30), /ends in the middle/],
    ['that is another GeoJSON', JSON.stringify(feature(good)), /no list "features"/],
    ['that is a list', '[{"features":[]}]', /unexpected/],
    ['with rubbish behind it', `${collection(feature(good))} x`, /unexpected "x"/],
    ['with a number among the features', '{"features":[1]}', /unexpected "1"/],
    ['with a feature that is no JSON', '{"features":[{"a":}]}', /not JSON/],
    ['that is empty', '', /empty/],
  ] as const)
    it(`${what} is refused`, () => assert.rejects(read(text, 'geojson'), problem));

  it('gives back every feature, however the text is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.dictionary(fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', '[', '}', ']', 'ß') }), fc.jsonValue({ maxDepth: 2 })),
        ),
        fc.array(fc.nat(9), { maxLength: 4 }),
        async (features, sizes) => {
          const expected = JSON.parse(JSON.stringify(features)) as unknown;
          const found: unknown[] = [];
          const text = JSON.stringify({ 'a"features': [[]], x: 'features', y: [{ features: [0] }], features }, null, 1);
          for await (const { value } of geoJsonFeatures(inPieces(cut(text, sizes)), 100_000)) found.push(value);
          assert.deepEqual(found, expected);
        },
      ),
    );
  });
});

describe('a list that is anything', () => {
  it('gives rows, faults or one clear refusal, never another fault', async () => {
    const scraps = fc.constantFrom(
      header,
      marienplatz,
      '\n',
      ';',
      '"',
      ',',
      '{"features":[',
      '{"properties":{"street":"A"},"geometry":{"type":"Point","coordinates":[11,48]}}',
      ']}',
      '1e999',
      '\u0000',
      '½',
      '11.5',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(scraps, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 12 }),
        fc.constantFrom<ListFormat>('csv', 'geojson'),
        async (parts, format) => {
          try {
            const { addresses } = await read(parts.join(''), format);
            for (const { street, postalCode, lat, lon } of addresses) {
              assert.notEqual(street, '');
              assert.match(postalCode, /^\d{5}$/);
              assert.ok(Number.isFinite(lat) && Number.isFinite(lon));
            }
          } catch (fault) {
            assert.ok(fault instanceof UnreadableFile, String(fault));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
  it('is told by the name of its file', () => {
    assert.deepEqual(['a.csv', 'A.TSV', 'b.geojson', 'c.json', 'd.zip'].map(formatOf), ['csv', 'csv', 'geojson', 'geojson', undefined]);
  });
});

describe('house numbers', () => {
  it('are read as people write them', () => {
    for (const [text, number, suffix] of [
      ['12', 12, ''],
      ['12a', 12, 'a'],
      ['12 A', 12, 'a'],
      ['12 a - c', 12, 'a-c'],
      ['12–14', 12, '-14'],
      ['12/2', 12, '/2'],
      ['12 1/2', 12, '1/2'],
      ['12½', 12, '1/2'],
      ['007', 7, ''],
    ] as const)
      assert.deepEqual(parseHouseNumber(text), { number, suffix }, text);
    for (const text of ['', 'a', '0', '12 hinten links', '-1', '123456', '12;']) assert.equal(parseHouseNumber(text), undefined, text);
  });
  it('read again as they were written', () => {
    const suffix = fc.constantFrom('', 'a', 'a-c', '-140', '/2', '1/2', 'rgb');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), suffix, (number, one) =>
        assert.deepEqual(parseHouseNumber(formatHouseNumber({ number, suffix: one })), { number, suffix: one }),
      ),
    );
  });
  it('lie within a range on their side of the street', () => {
    const range = { number: 12, suffix: '-16' };
    assert.deepEqual(
      [11, 12, 13, 14, 16, 18].filter((number) => isWithin(range, number)),
      [12, 14, 16],
    );
    assert.deepEqual(
      [1, 2, 3, 4].filter((number) => isWithin({ number: 1, suffix: '-4' }, number)),
      [1, 2, 3, 4],
    );
    assert.equal(isWithin({ number: 12, suffix: 'a' }, 12), false);
  });
});
