/**
 * UTM zone 32 north on GRS80 (EPSG:25832, the system of German official lists) and geographic coordinates.
 *
 * Krüger's series to the fourth order in the third flattening n, as in C. Karney, "Transverse Mercator with an accuracy of a few
 * nanometers", J. Geodesy 85 (2011): well below a millimetre in and around Germany. ETRS89 is taken for WGS84: they differ by less than
 * a metre, the drift of the Eurasian plate since 1989.
 */

/** Degrees, WGS84. */
export interface Position {
  readonly lat: number;
  readonly lon: number;
}

/** Metres, EPSG:25832; the easting without the leading number of the zone. */
export interface UtmPosition {
  readonly easting: number;
  readonly northing: number;
}

const semiMajorAxis = 6_378_137;
const flattening = 1 / 298.257222101;
const scale = 0.9996;
const falseEasting = 500_000;
const centralMeridian = 9;

const n = flattening / (2 - flattening);
const squaredEccentricity = flattening * (2 - flattening);
const eccentricity = Math.sqrt(squaredEccentricity);
const radius = (semiMajorAxis / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64) * scale;

const forward = [
  n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4,
  (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4,
  (61 / 240) * n ** 3 - (103 / 140) * n ** 4,
  (49_561 / 161_280) * n ** 4,
];
const inverse = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - (1 / 360) * n ** 4,
  (1 / 48) * n ** 2 + (1 / 15) * n ** 3 - (437 / 1440) * n ** 4,
  (17 / 480) * n ** 3 - (37 / 840) * n ** 4,
  (4397 / 161_280) * n ** 4,
];

const degrees = (radians: number): number => (radians * 180) / Math.PI;
const radians = (angle: number): number => (angle * Math.PI) / 180;

/** The series lose their accuracy far from the central meridian; what they say there must not be taken for a place. */
const farthest = 20;

/** @throws RangeError for a place more than 20 degrees from the central meridian (9° east) or near a pole */
export function toUtm({ lat, lon }: Position): UtmPosition {
  if (!(Math.abs(lon - centralMeridian) <= farthest && Math.abs(lat) <= 84))
    throw new RangeError(`${lat}, ${lon} is too far from UTM zone 32`);
  const tau = conformal(Math.tan(radians(lat)));
  const lambda = radians(lon - centralMeridian);
  const xi = Math.atan2(tau, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.hypot(tau, Math.cos(lambda)));
  let [east, north] = [eta, xi];
  forward.forEach((term, index) => {
    const j = 2 * (index + 1);
    north += term * Math.sin(j * xi) * Math.cosh(j * eta);
    east += term * Math.cos(j * xi) * Math.sinh(j * eta);
  });
  return { easting: falseEasting + radius * east, northing: radius * north };
}

/** Eastings may carry the number of the zone, as Bavarian lists write them (32 691 607). */
export function fromUtm({ easting, northing }: UtmPosition): Position {
  const withoutZone = easting >= 32_000_000 && easting < 33_000_000 ? easting - 32_000_000 : easting;
  const xi = northing / radius;
  const eta = (withoutZone - falseEasting) / radius;
  let [east, north] = [eta, xi];
  inverse.forEach((term, index) => {
    const j = 2 * (index + 1);
    north -= term * Math.sin(j * xi) * Math.cosh(j * eta);
    east -= term * Math.cos(j * xi) * Math.sinh(j * eta);
  });
  const tau = geographic(Math.sin(north) / Math.hypot(Math.sinh(east), Math.cos(north)));
  return { lat: degrees(Math.atan(tau)), lon: centralMeridian + degrees(Math.atan2(Math.sinh(east), Math.cos(north))) };
}

/** Tangent of the conformal latitude from that of the geographic one. */
function conformal(tau: number): number {
  const sigma = Math.sinh(eccentricity * Math.atanh((eccentricity * tau) / Math.hypot(1, tau)));
  return tau * Math.hypot(1, sigma) - sigma * Math.hypot(1, tau);
}

/** The other way round, by Newton; three steps reach the last bit of a double. */
function geographic(wanted: number): number {
  let tau = wanted;
  for (let step = 0; step < 4; step++) {
    const reached = conformal(tau);
    tau +=
      ((wanted - reached) / Math.hypot(1, reached)) *
      ((1 + (1 - squaredEccentricity) * tau ** 2) / ((1 - squaredEccentricity) * Math.hypot(1, tau)));
  }
  return tau;
}
