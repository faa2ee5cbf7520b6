import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { generateAddresses } from '../generate-addresses.ts';
import { encode, TypedPattern } from './prefix-distance.ts';
import { StreetIndex } from './street-index.ts';
import { streetKey } from './street-key.ts';

const streets = [
  'Achenseeplatz', 'Adalbertstraße', 'Agnes-Bernauer-Straße', 'Am Brunnen', 'Am Harras', 'Am Hart', 'An der Salzbrücke', 'Augsburgerstraße', 'Augustenstraße',
  'Äußere Wiener Straße', 'Bäckerstraße', 'Bahnhofplatz', 'Bauerstraße', 'Beim Marktanger', 'Brunnbachleite', 'Burgermeisterstraße', 'Candidplatz',
  'Dachauer Straße', 'Doktor-Beck-Weg', 'Dr.-Carl-von-Linde-Straße', 'Feilitzschstraße', 'Fürstenrieder Straße', 'Görresstraße', 'Großhaderner Straße',
  'Hans-Sachs-Straße', 'Hauptstraße', 'Hauptmannweg', 'Hohenzollernplatz', 'Hohenzollernstraße', 'Implerstraße', 'Isarring', 'Johann-Karl-Weg', 'Karl-Theodor-Straße',
  'Kirchenstraße', 'Kirchplatz', 'Leopoldstraße', 'Lindenweg', 'Lindwurmstraße', 'Ludwigstraße', 'Maierweg', 'Marienplatz', 'Maximilianstraße', 'Meyerstraße',
  'Müllerstraße', 'Mullerweg', 'Neue Straße', 'Nymphenburger Straße', 'Obere Föhringer Straße', 'Platzl', 'Rosenheimer Straße', 'Sankt-Anna-Platz', 'St.-Martin-Straße', 'Schillerstraße',
  'Schleißheimer Straße', 'Sendlinger Straße', 'Sendlinger-Tor-Platz', 'Sonnenstraße', 'Steinstraße', 'Straße des 17. Juni', 'Tegernseer Landstraße', 'Thalkirchner Straße', 'Theatinerstraße',
  'Tumblingerstraße', 'Untere Weidenstraße', 'Wasserburger Landstraße', 'Weißenburger Platz', 'Zaubzerstraße',
]; // prettier-ignore
const index = new StreetIndex(streets);
const find = (typed: string, limit = 8): string[] => index.find(typed, limit).map((street) => streets[street] ?? '');

/** What someone types and the street that must come first. */
const first: readonly (readonly [typed: string, street: string])[] = [
  // beginnings
  ['Lind', 'Lindenweg'],
  ['Lindw', 'Lindwurmstraße'],
  ['leo', 'Leopoldstraße'],
  ['haupts', 'Hauptstraße'],
  ['am har', 'Am Hart'],
  ['am harr', 'Am Harras'],
  ['sendlinger t', 'Sendlinger-Tor-Platz'],
  // ß, ss, Str.
  ['Sendlinger Str.', 'Sendlinger Straße'],
  ['Sendlinger Str', 'Sendlinger Straße'],
  ['sendlinger strasse', 'Sendlinger Straße'],
  ['Sendlingerstr', 'Sendlinger Straße'],
  ['Sendlingerstraße', 'Sendlinger Straße'],
  ['Sendlinger Stra', 'Sendlinger Straße'],
  ['SENDLINGER STRASSE', 'Sendlinger Straße'],
  ['Augsburger Straße', 'Augsburgerstraße'],
  ['weissenburger pl', 'Weißenburger Platz'],
  ['Weissenburger Pl.', 'Weißenburger Platz'],
  ['schleissheimer', 'Schleißheimer Straße'],
  ['grosshaderner', 'Großhaderner Straße'],
  ['str des 17', 'Straße des 17. Juni'],
  // umlauts
  ['Muellerstr', 'Müllerstraße'],
  ['Mullerstr', 'Müllerstraße'],
  ['Müllers', 'Müllerstraße'],
  ['Mullerw', 'Mullerweg'],
  ['aeussere wiener', 'Äußere Wiener Straße'],
  ['aussere', 'Äußere Wiener Straße'],
  ['baecker', 'Bäckerstraße'],
  ['goerres', 'Görresstraße'],
  ['fuerstenrieder', 'Fürstenrieder Straße'],
  ['bauer', 'Bauerstraße'],
  ['obere foehringer', 'Obere Föhringer Straße'],
  // hyphens and spaces
  ['agnes bernauer', 'Agnes-Bernauer-Straße'],
  ['agnesbernauerstr', 'Agnes-Bernauer-Straße'],
  ['Karl Theodor Str', 'Karl-Theodor-Straße'],
  ['hanssachsstr', 'Hans-Sachs-Straße'],
  ['beimmarktanger', 'Beim Marktanger'],
  // Sankt, doctor
  ['St. Anna', 'Sankt-Anna-Platz'],
  ['st anna platz', 'Sankt-Anna-Platz'],
  ['Sankt Martin', 'St.-Martin-Straße'],
  ['St.-Martin-Str.', 'St.-Martin-Straße'],
  ['dr beck', 'Doktor-Beck-Weg'],
  ['doktor carl', 'Dr.-Carl-von-Linde-Straße'],
  // a later word, words in another order, the middle of a word
  ['bernauer', 'Agnes-Bernauer-Straße'],
  ['theodor', 'Karl-Theodor-Straße'],
  ['theodor karl', 'Karl-Theodor-Straße'],
  ['linde str', 'Dr.-Carl-von-Linde-Straße'],
  ['meister', 'Burgermeisterstraße'],
  ['wurm', 'Lindwurmstraße'],
  ['salzbr', 'An der Salzbrücke'],
  ['tegernseer land', 'Tegernseer Landstraße'],
  // slips of the pen
  ['Lindwrumstr', 'Lindwurmstraße'],
  ['Lidnwurmstraße', 'Lindwurmstraße'],
  ['Leopoltstrasse', 'Leopoldstraße'],
  ['Leoplodstr', 'Leopoldstraße'],
  ['Hohenzolernstr', 'Hohenzollernstraße'],
  ['Hohenzollerstraße', 'Hohenzollernstraße'],
  ['Schilerstrase', 'Schillerstraße'],
  ['Nymfenburger', 'Nymphenburger Straße'],
  ['Talkirchner Str', 'Thalkirchner Straße'],
  ['Feilitschstr', 'Feilitzschstraße'],
  ['Maximillianstr', 'Maximilianstraße'],
  ['Maximlianstr', 'Maximilianstraße'],
  ['Majerweg', 'Maierweg'],
  ['Meierstraße', 'Meyerstraße'],
  ['Rosenheimmer', 'Rosenheimer Straße'],
  ['Zaubserstr', 'Zaubzerstraße'],
  ['Teatinerstr', 'Theatinerstraße'],
  ['Agnes Bernhauer', 'Agnes-Bernauer-Straße'],
  ['Dachuaer Straße', 'Dachauer Straße'],
  ['Implestr', 'Implerstraße'],
  ['Wasserbuger Landstr', 'Wasserburger Landstraße'],
  ['Mariennplatz', 'Marienplatz'],
];

describe('streets for what was typed', () => {
  for (const [typed, street] of first) it(`"${typed}" is ${street}`, () => assert.equal(find(typed)[0], street, find(typed).join(', ')));

  it('puts beginnings before later words, and those before the middle of words', () => {
    assert.deepEqual(find('brunn'), ['Brunnbachleite', 'Am Brunnen']);
    assert.equal(find('platz')[0], 'Platzl');
    assert.deepEqual(find('sendlinger'), ['Sendlinger Straße', 'Sendlinger-Tor-Platz']);
    assert.equal(find('weiden')[0], 'Untere Weidenstraße');
  });
  it('finds nothing for what is no street', () => {
    for (const typed of ['', ' ', '...', 'xq', 'Fahrradabstellanlage', '🙂', '\u0000']) assert.deepEqual(find(typed), [], typed);
  });
  it('keeps to the limit', () => assert.equal(find('str', 3).length, 3));
  it('finds every street of a city by its own name first, and by half of it among the first ones', () => {
    const list = [...generateAddresses({ streets: 3000, addresses: 3000, format: 'csv' })].slice(1).map((row) => row.split(';')[0] ?? '');
    const city = new StreetIndex(list);
    for (const [place, name] of list.entries()) {
      assert.equal(list[city.find(name, 1)[0] ?? -1], name);
      assert.ok(city.named(name.replace('straße', 'str.').replace('Straße', 'Str').toUpperCase()).includes(place), name);
    }
  });
  it('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (typed) => assert.ok(index.find(typed, 5).length <= 5)));
  });
});

describe('slips between what was typed and the beginning of a name', () => {
  /** Optimal string alignment by the textbook, the least over all beginnings of the name. */
  function slow(typed: string, name: string): number {
    const row = (length: number): number[] => Array.from({ length }, () => 0);
    const d = Array.from({ length: typed.length + 1 }, () => row(name.length + 1));
    const at = (i: number, j: number): number => d[i]?.[j] ?? Infinity;
    for (let i = 0; i <= typed.length; i++)
      for (let j = 0; j <= name.length; j++) {
        const cost = typed[i - 1] === name[j - 1] ? 0 : 1;
        let best = i === 0 ? j : j === 0 ? i : Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
        if (i > 1 && j > 1 && typed[i - 1] === name[j - 2] && typed[i - 2] === name[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1);
        (d[i] ?? [])[j] = best;
      }
    return Math.min(...(d[typed.length] ?? []));
  }
  it('are counted as the textbook does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '1'), minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (typed, name, most) => {
        assert.equal(new TypedPattern(typed).distanceTo(encode(name), 0, most), Math.min(slow(typed, name), most + 1));
      }),
      { numRuns: 2000 },
    );
  });
  it('long patterns are cut, not miscounted', () => {
    const long = 'abcdefghij'.repeat(4);
    assert.equal(new TypedPattern(long).distanceTo(encode(long), 0, 3), 0);
  });
});

describe('the key of a name', () => {
  it('is the same for all spellings', () => {
    for (const [a, b] of [
      ['Dr.-Käthe-Groß-Straße', 'doktor kaethe gross str.'],
      ['St.-Martin-Platz', 'Sankt Martin Pl.'],
      ['Düreneß', 'duereness'],
    ] as const)
      assert.equal(streetKey(a, true).text, streetKey(b, true).text);
  });
  it('says where each word begins', () => {
    const { text, starts } = streetKey('Beim Marktanger', true);
    assert.deepEqual(
      starts.map((start) => text.slice(start, start + 3)),
      ['bei', 'mar'],
    );
  });
});
