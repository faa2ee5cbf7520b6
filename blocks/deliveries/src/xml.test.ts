import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import type { FormOutput } from '@amt/forms';
import { aSubmission, answers, givenDeliveries } from '../test/given.ts';
import { deliveryById } from './delivery-store.ts';
import { retention } from './retention.ts';
import { xmlFile } from './xml-folder.ts';
import { escapeXml, xmlOf, type XmlOutput } from './xml.ts';

const given = await givenDeliveries();
const { house, receiver } = given;

const output: XmlOutput = {
  kind: 'xml',
  id: 'xml',
  root: 'Antrag',
  namespace: 'urn:probe:"1"',
  elements: [
    { path: 'name', name: 'Name' },
    { path: 'people', name: 'Person' },
    { path: 'people.first', name: 'Vorname' },
    { path: 'place', name: 'Ort' },
    { path: 'double', name: 'Doppelt' },
    { path: 'papers', name: 'Nichts' },
    { path: 'people.age', name: 'Alter' },
  ],
  to: { kind: 'folder' },
};
const text = (change: Partial<XmlOutput> = {}) => [...xmlOf({ ...output, ...change }, { answers, computed: { double: 8 } })].join('');
/** warns of replacement characters, which are meant here */
const parser = new DOMParser({
  onError: (level, message) => {
    if (level !== 'warning') throw new Error(message);
  },
});
const parse = (xml: string) => parser.parseFromString(xml, 'text/xml');

describe('XML by mapping', () => {
  it('follows the order of the mapping; groups and repetitions become elements with children', () => {
    assert.equal(
      text(),
      '<?xml version="1.0" encoding="UTF-8"?>\n<Antrag xmlns="urn:probe:&quot;1&quot;"><Name>Erika Möller &amp; &lt;Söhne&gt;</Name>' +
        '<Person><Vorname>Anna</Vorname><Alter>7</Alter></Person><Person><Vorname>Bela</Vorname><Alter>9</Alter></Person>' +
        '<Ort><street>Am Weg 1</street><city>München</city></Ort><Doppelt>8</Doppelt></Antrag>\n',
    );
  });

  it('names entries of a repetition without their group', () => {
    assert.match(text({ elements: [{ path: 'people.first', name: 'Kind' }] }), /<Kind>Anna<\/Kind><Kind>Bela<\/Kind>/);
  });

  it('can be parsed again, whatever people write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const xml = [...xmlOf({ ...output, elements: [{ path: 'name', name: 'Name' }] }, { answers: { name: value }, computed: {} })].join(
          '',
        );
        const read = parse(xml).getElementsByTagName('Name')[0]?.textContent ?? '';
        const has = (code: number): boolean =>
          code === 9 || code === 10 || code === 13 || (code >= 32 && code !== 0xfffe && code !== 0xffff);
        const kept = [...value.toWellFormed()].map((letter) => (has(letter.codePointAt(0) ?? 0) ? letter : '\ufffd')).join('');
        return read === kept;
      }),
      { numRuns: 500 },
    );
    assert.equal(escapeXml('a\r\nb\ud800'), 'a&#13;\nb\ufffd');
  });

  it('passes an independent parser', (t) => {
    const found = spawnSync('xmllint', ['--noout', '-'], { input: text() });
    if (found.error) return t.skip('xmllint is not installed');
    assert.equal(found.status, 0, found.stderr.toString());
  });

  it('lies in the folder once it is whole, and goes with the delivery', async () => {
    const id = (await aSubmission(given, [output])).planned[0]?.id ?? '';
    await house.runJobs();
    const delivery = await deliveryById(house.db, id);
    assert.deepEqual([delivery?.state, delivery?.lastAnswer], ['delivered', 'written']);
    assert.ok(delivery);
    const path = xmlFile(house.context(), delivery);
    assert.equal(parse(await readFile(path, 'utf8')).documentElement?.localName, 'Antrag');
    assert.equal(await retention.run(house.context()), 0);
    house.clock.advance({ hours: 24 * 400 });
    assert.equal(await retention.run(house.context()), 1);
    await assert.rejects(readFile(path), /ENOENT/);
    assert.equal(await deliveryById(house.db, id), undefined);
  });

  it('goes to a webhook signed like JSON', async () => {
    const to: FormOutput = { ...output, to: { kind: 'webhook', url: `${receiver.url}/xml` } };
    const id = (await aSubmission(given, [to])).planned[0]?.id ?? '';
    await house.runJobs();
    const message = receiver.messages().find(({ key }) => key === id);
    assert.match(message?.mediaType ?? '', /^application\/xml/);
    assert.equal(parse(message?.body ?? '').documentElement?.namespaceURI, 'urn:probe:"1"');
  });
});
