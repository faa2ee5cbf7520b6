import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'node:test';
import { attributeName, factsOf, splitStreet } from './bayernid-attributes.ts';
import { fromAkdbLevel, fromStorkLevel, reaches, toStorkLevel, trustLevels } from './trust-level.ts';

describe('attributes of BayernID', () => {
  it('OIDs are known with the blanks that providers send', () => {
    for (const name of ['urn:oid:2.5.4.42', 'urn:oid: 2.5.4.42', 'urn:oid:2.5.4.42 ', '2.5.4.42'])
      assert.equal(attributeName(name), 'givenName');
    assert.equal(attributeName('Firmenname'), 'Firmenname');
    assert.equal(attributeName('constructor'), 'constructor');
  });

  it('streets are split where a number can be told', () => {
    assert.deepEqual(splitStreet('Schleißheimer Straße 210 a'), { street: 'Schleißheimer Straße', houseNumber: '210 a' });
    assert.deepEqual(splitStreet('Straße des 17. Juni 135'), { street: 'Straße des 17. Juni', houseNumber: '135' });
    assert.deepEqual(splitStreet('Marienplatz 8-10'), { street: 'Marienplatz', houseNumber: '8-10' });
    assert.equal(splitStreet('Am Bach'), undefined);
    assert.equal(splitStreet('12'), undefined);
  });

  it('a split loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (line) => {
        const parts = splitStreet(line);
        if (parts) assert.equal(`${parts.street}${parts.houseNumber}`.replace(/[\s,]/g, ''), line.replace(/[\s,]/g, ''));
      }),
    );
  });

  it('names keep their letters (DIN 91379), in composed form', () => {
    const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
    const facts = factsOf(
      [
        { name: 'givenName', value: ' Z\u030cofia ', trustLevel: 'high' },
        { name: 'surname', value: 'Wiśniewska-Đặng', trustLevel: 'high' },
        { name: 'toString', value: 'x', trustLevel: 'high' },
      ],
      now,
    );
    assert.equal(facts.displayName, 'Žofia Wiśniewska-Đặng');
    assert.deepEqual(
      facts.attributes.map(({ name }) => name),
      ['givenName', 'surname'],
    );
  });

  it('levels: unknown ones count as the weakest, order holds', () => {
    assert.equal(fromAkdbLevel('HOCH'), 'high');
    for (const odd of [null, '', 'SEHR HOCH', 'constructor']) assert.equal(fromAkdbLevel(odd), 'basic');
    for (const level of trustLevels) assert.equal(fromStorkLevel(toStorkLevel(level)), level);
    assert.equal(fromStorkLevel('STORK-QAA-Level-5'), undefined);
    assert.ok(reaches('high', 'substantial') && reaches('normal', 'normal') && !reaches('normal', 'substantial'));
  });
});
