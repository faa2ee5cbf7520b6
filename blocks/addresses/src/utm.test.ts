import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fromUtm, toUtm } from './utm.ts';

/** Latitude, longitude, easting, northing as PROJ's algorithms give them (proj4js 2.x, EPSG:4326 to EPSG:25832), to the millimetre. */
const known = [
  [48.1372, 11.5755, 691603.777, 5334757.804],
  [48.2, 11.36077828, 675416.225, 5341224.558],
  [48.0616, 11.7229, 702866.108, 5326733.896],
  [48, 9, 500000, 5316300.224],
  [0, 9, 500000, 0],
  [50.7753, 6.0838, 294402.354, 5628892.689],
  [55, 13, 755803.037, 6102110.745],
  [51.1, 15, 919949.138, 5678085.878],
  [47.4, 8.4, 454726.274, 5249790.716],
] as const;

const near = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);

describe('UTM zone 32', () => {
  for (const [lat, lon, easting, northing] of known) {
    it(`knows ${lat}, ${lon}`, () => {
      const utm = toUtm({ lat, lon });
      near(utm.easting, easting, 0.001);
      near(utm.northing, northing, 0.001);
      const position = fromUtm({ easting, northing });
      // 1e-8 degrees are a millimetre
      near(position.lat, lat, 1e-8);
      near(position.lon, lon, 1.5e-8);
    });
  }

  it('comes back to where it went from, everywhere in Germany', () => {
    fc.assert(
      fc.property(fc.double({ min: 47, max: 55.2, noNaN: true }), fc.double({ min: 5.5, max: 15.5, noNaN: true }), (lat, lon) => {
        const back = fromUtm(toUtm({ lat, lon }));
        near(back.lat, lat, 1e-10);
        near(back.lon, lon, 1e-10);
      }),
    );
  });

  it('takes an easting with the number of the zone', () => {
    const position = fromUtm({ easting: 32_691_603.777, northing: 5_334_757.804 });
    near(position.lat, 48.1372, 1e-8);
    near(position.lon, 11.5755, 1.5e-8);
  });

  it('does not invent a place for one far away', () => {
    assert.throws(() => toUtm({ lat: 48, lon: -120 }), RangeError);
    assert.throws(() => toUtm({ lat: 90, lon: 9 }), RangeError);
    assert.throws(() => toUtm({ lat: Number.NaN, lon: 9 }), RangeError);
  });
});
