import type { ListFormat } from './import/read-list.ts';
import { isInGermany } from './import/read-address.ts';
import type { Position } from './utm.ts';

export interface GenerateAddresses {
  /** different street names, at most {@link mostStreets} */
  readonly streets: number;
  /** in all; at least one per street */
  readonly addresses: number;
  readonly format: ListFormat;
  /** the same number gives the same list; default 1 */
  readonly seed?: number;
  /** default: Munich's middle */
  readonly centre?: Position;
}

const trees =
  'Ahorn Birken Buchen Eichen Erlen Eschen Fichten Holunder Kastanien Kiefern Lärchen Linden Pappel Rosen Tannen Ulmen Weiden'.split(' ');
const things =
  'Bach Berg Brunnen Burg Feld Fischer Garten Haupt Hirten Jäger Kirch Markt Mühl Müller Quell Schloß Schul Sonnen Stein Wald Wiesen Ziegel'.split(
    ' ',
  );
const places =
  'Aidlinger Amelsbacher Brückmühler Dünzlinger Ebersrieder Förstinger Großauer Hühnerdorfer Kößlinger Lohwalder Mößbacher Nußdorfer Öderbacher Pfürtner Rößlauer Söllinger Tüßlinger Übelbacher Weißbacher Zöllinger'.split(
    ' ',
  );
const first =
  'Agnes Albert Anna August Berta Clara Dora Emil Emma Ernst Franz Fritz Georg Gisela Hans Heinrich Hermann Ida Jakob Josefa Jürgen Karl Käthe Konrad Leopold Lisl Ludwig Margarete Maria Max Otto Paul Peter Rosa Rudolf Sophie Theodor Thérèse Ulrich Wilhelm'.split(
    ' ',
  );
const last =
  'Achleitner Baier Brändle Daxenberger Eberl Färber Groß Häusler Huber Jörgens Kästner Kirchmair Kreußel Langbehn Lößl Maier Mayr Meier Meyer Moosrainer Müllner Niederreiter Oettl Pößneck Rößler Schäffler Schmid Schmitt Schmidt Schönauer Steinbüchler Strauß Thalhammer Übelhör Veit Wörndl Würzinger Zangl Zöpfl'.split(
    ' ',
  );
const endings = ['straße', 'weg', 'platz', 'allee', 'gasse', 'ring', 'anger'];

/** How many different names there can be. */
export const mostStreets = 8000;

/** An invented list in the form of an official one, row by row; for tests, measurements and demonstrations. @throws RangeError for impossible sizes */
export function* generateAddresses({
  streets,
  addresses,
  format,
  seed = 1,
  centre = { lat: 48.14, lon: 11.55 },
}: GenerateAddresses): Generator<string> {
  if (streets < 1 || streets > mostStreets) throw new RangeError(`between 1 and ${mostStreets} streets`);
  if (addresses < streets) throw new RangeError('less addresses than streets');
  if (!isInGermany(centre)) throw new RangeError('the middle does not lie in Germany');
  const random = randomNumbers(seed);
  const names = streetNames(streets, random);
  const counts = sizes(streets, addresses, random);
  yield format === 'csv'
    ? 'Straße;Hausnummer;Zusatz;PLZ;Ort;Breite;Länge;Hinweis\r\n'
    : '{"type":"FeatureCollection","description":"invented","features":[\n';
  let rows = 0;
  for (const [index, street] of names.entries()) {
    const piece: string[] = [];
    for (const address of alongStreet(counts[index] ?? 1, centre, random)) {
      piece.push(format === 'csv' ? csvRow(street, address) : `${rows === 0 ? '' : ',\n'}${feature(street, address)}`);
      rows++;
    }
    yield piece.join('');
  }
  if (format === 'geojson') yield '\n]}\n';
}

interface Generated extends Position {
  readonly number: number;
  readonly suffix: string;
  readonly postalCode: string;
}

function csvRow(street: string, { number, suffix, postalCode, lat, lon }: Generated): string {
  return `${street};${number};${suffix};${postalCode};München;${lat.toFixed(6)};${lon.toFixed(6)};erfunden\r\n`;
}

function feature(street: string, { number, suffix, postalCode, lat, lon }: Generated): string {
  return JSON.stringify({
    type: 'Feature',
    properties: { street, housenumber: `${number}${suffix}`, postcode: postalCode, city: 'München' },
    geometry: { type: 'Point', coordinates: [Number(lon.toFixed(6)), Number(lat.toFixed(6))] },
  });
}

/** Mulberry32: small, the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function streetNames(count: number, random: () => number): string[] {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const kinds: readonly (() => string)[] = [
    () => `${pick([...trees, ...things])}${pick(endings)}`,
    () => `${pick(last)}${pick(endings)}`,
    () => `${pick(places)} ${pick(['Straße', 'Weg', 'Platz'])}`,
    () => `${pick(['Äußere', 'Innere', 'Obere', 'Untere'])} ${pick(places)} Straße`,
    () => `Am ${pick(things)}${pick(['acker', 'bach', 'feld', 'graben', 'hang', 'holz'])}`,
    () => `Sankt-${pick(first)}-${pick(['Straße', 'Platz'])}`,
    () => `Dr.-${pick(last)}-${pick(['Straße', 'Weg'])}`,
  ];
  const person = (): string => `${pick(first)}-${pick(last)}-${pick(['Straße', 'Weg', 'Platz', 'Ring', 'Allee'])}`;
  const names = new Set<string>();
  // the short kinds run out of names first
  while (names.size < count)
    names.add(random() < 0.5 && names.size < 1500 ? (kinds[Math.floor(random() * kinds.length)] ?? person)() : person());
  return [...names];
}

/** Few long streets, many short ones; together exactly `total`. */
function sizes(streets: number, total: number, random: () => number): number[] {
  const weights = Array.from({ length: streets }, () => random() ** 2 + 0.02);
  const sum = weights.reduce((a, b) => a + b, 0);
  const counts = weights.map((weight) => 1 + Math.floor(((total - streets) * weight) / sum));
  for (let left = total - counts.reduce((a, b) => a + b, 0), at = 0; left > 0; left--, at++)
    counts[at % streets] = (counts[at % streets] ?? 0) + 1;
  return counts;
}

const metresPerDegree = 111_200;

/** Odd numbers on one side, even ones on the other, some with a letter, one every twelve metres. */
function* alongStreet(count: number, centre: Position, random: () => number): Generator<Generated> {
  const eastScale = Math.cos((centre.lat * Math.PI) / 180) * metresPerDegree;
  const [angle, distance, direction] = [random() * 2 * Math.PI, Math.sqrt(random()) * 9000, random() * 2 * Math.PI];
  const [east, north] = [Math.cos(angle) * distance * 1.2, Math.sin(angle) * distance];
  let [number, letter] = [0, 0];
  for (let index = 0; index < count; index++) {
    if (number > 0 && letter < 26 && random() < 0.08) letter++;
    else [number, letter] = [number + 1, 0];
    const [along, aside] = [number * 6 + letter, number % 2 === 0 ? 9 : -9];
    const x = east + Math.cos(direction) * along - Math.sin(direction) * aside;
    const y = north + Math.sin(direction) * along + Math.cos(direction) * aside;
    yield {
      number,
      suffix: letter === 0 ? '' : String.fromCharCode(96 + letter),
      postalCode: String(80_331 + 2 * (Math.floor((x + 16_000) / 4000) * 8 + Math.floor((y + 16_000) / 4000))),
      lat: centre.lat + y / metresPerDegree,
      lon: centre.lon + x / eastScale,
    };
  }
}
