import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Service } from '@amt/catalogue';
import { readXzufi, type XzufiRead } from './read-xzufi.ts';
import { matchingService, serviceOfXzufi } from './service-of-xzufi.ts';
import { serviceToXzufi } from './service-to-xzufi.ts';
import { unitToXzufi } from './unit-to-xzufi.ts';
import { writeXzufi } from './write-xzufi.ts';
import { anyFile, city, expressibleService } from './xzufi.fixture.ts';
import type { XzufiService } from './xzufi-model.ts';

const header = { messageId: 'n1', createdAt: '2026-01-01T00:00:00Z', sender: 'Drachenstadt' };
const read = (xml: string): Promise<XzufiRead> => readXzufi(new TextEncoder().encode(xml));

async function readBack(service: Service): Promise<XzufiService> {
  const result = await read(writeXzufi({ services: [serviceToXzufi(service, city)], units: [] }, header));
  assert.ok(result.ok, JSON.stringify(result));
  const [found] = result.file.services;
  assert.ok(found);
  return found;
}

const namespace = 'xmlns:x="http://xoev.de/schemata/xzufi/2_2_0"';
const leistung = (inside: string): string => `<x:leistung ${namespace}><x:id>1</x:id>\n${inside}</x:leistung>`;

describe('files of XZuFi 2.2', () => {
  it('say what was written, whatever it was', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (file) => {
        const result = await read(writeXzufi(file, header));
        assert.ok(result.ok, JSON.stringify(result));
        assert.deepEqual(result.file, JSON.parse(JSON.stringify(file)));
      }),
      { numRuns: 200 },
    );
  });

  it('are refused with line and path where the standard is not known', async () => {
    const cases: readonly (readonly [string, string, number])[] = [
      [leistung('<x:modulText><x:leikaTextmodul><code>02</code></x:leikaTextmodul><x:inhalte/></x:modulText>'), 'unknown-element', 2],
      [leistung('<x:leikaSchluessel>1</x:leikaSchluessel>'), 'unknown-element', 2],
      [leistung('<x:modulText><x:leikaTextmodul><code>99</code></x:leikaTextmodul></x:modulText>'), 'value', 2],
      [leistung('<x:vertrauensniveau/><x:vertrauensniveau/>'), 'twice', 2],
      [
        leistung(
          '<x:modulKosten><x:kosten><x:kostenauswahl><x:kostenFix><x:betrag>teuer</x:betrag></x:kostenFix></x:kostenauswahl></x:kosten></x:modulKosten>',
        ),
        'value',
        2,
      ],
      [
        leistung(
          '<x:modulKosten><x:kosten><x:kostenauswahl><x:kostenFix><x:betrag currencyID="CHF">1</x:betrag></x:kostenFix></x:kostenauswahl></x:kosten></x:modulKosten>',
        ),
        'value',
        2,
      ],
      [`<!DOCTYPE x [<!ENTITY a "b">]>${leistung('')}`, 'doctype', 1],
      [`<x:leistung xmlns:x="http://xoev.de/schemata/xzufi/2_3_1"/>`, 'unknown-namespace', 1],
      [`<x:leistung ${namespace} xzufiVersion="2.1"><x:id>1</x:id></x:leistung>`, 'value', 1],
      [leistung('<x:modulTextIndividuell>' + '<x:a>'.repeat(200)), 'too-deep', 2],
    ];
    for (const [xml, code, line] of cases) {
      const result = await read(xml);
      assert.ok(!result.ok, xml);
      assert.deepEqual(
        result.faults.map((fault) => [fault.code, fault.line]),
        [[code, line]],
        xml,
      );
    }
    const nameless = await read(`<x:leistung ${namespace}><x:idSekundaer>1</x:idSekundaer></x:leistung>`);
    assert.ok(!nameless.ok && nameless.faults[0]?.path === '/leistung' && nameless.faults[0].code === 'missing');
  });

  it('never make the reader fall, however broken they are', async () => {
    const whole =
      writeXzufi({ services: [], units: [] }, header) +
      leistung('<x:modulFrist><x:beschreibung languageCode="de">a</x:beschreibung></x:modulFrist>');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), fc.string({ maxLength: 5 }), async (from, to, between) => {
        const result = await read(whole.slice(0, from) + between + whole.slice(to));
        assert.ok(result.ok || result.faults.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('services in the terms of XZuFi', () => {
  it('come back as they were, where the standard has a place for all they say', async () => {
    await fc.assert(
      fc.asyncProperty(expressibleService, async (service) => {
        const { service: back, remarks } = serviceOfXzufi(await readBack(service), { ...city, unitId: 'amt', phone: '0999 1' });
        // ids, addresses and ways are made anew for a service nobody knew
        const { id: _i, slug: _s, channels: _c, signIn: _g, ...told } = back;
        const { id: _i2, slug: _s2, channels: _c2, signIn: _g2, ...said } = service;
        assert.deepEqual(JSON.parse(JSON.stringify(told)), JSON.parse(JSON.stringify(said)));
        assert.deepEqual(remarks, []);
      }),
      { numRuns: 200 },
    );
  });

  it('of Munich are untouched by their own export, word for word', async () => {
    const folder = new URL('../../../cities/muenchen/services/', import.meta.url);
    const all = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Service);
    assert.ok(all.length > 10);
    for (const service of all) {
      const from = await readBack(service);
      assert.equal(matchingService(all, from), service);
      assert.deepEqual(serviceOfXzufi(from, { ...city, existing: service }), { service, remarks: [] }, service.id);
    }
  });

  it('keep what XZuFi does not know, and take what the file says anew', async () => {
    const [service] = fc.sample(expressibleService, { numRuns: 1, seed: 7 });
    assert.ok(service);
    const existing: Service = {
      ...service,
      lifeSituations: ['auto'],
      formId: 'drachen',
      documents: [{ name: { de: 'Ausweis', en: 'Card' }, required: false, fileHint: { de: 'Foto', en: 'photo' } }],
    };
    const from = await readBack(existing);
    const changed: XzufiService = {
      ...from,
      texts: from.texts.map((one) => (one.code === '24' ? { ...one, texts: { de: 'Neu &amp; besser', en: 'New' } } : one)),
      documents: [...from.documents, { names: { de: 'Foto', en: 'Photo' }, descriptions: {} }],
    };
    const { service: next } = serviceOfXzufi(changed, { ...city, existing });
    assert.deepEqual(next.lead, { de: 'Neu & besser', en: 'New' });
    assert.deepEqual(next.documents, [...existing.documents, { name: { de: 'Foto', en: 'Photo' }, required: true }]);
    assert.deepEqual([next.lifeSituations, next.formId, next.description], [['auto'], 'drachen', existing.description]);
  });

  it('tell what they could not take: other languages, lists of different length, spans in months', async () => {
    const result = await read(
      leistung(
        `<x:modulText><x:leikaTextmodul><code>02</code></x:leikaTextmodul><x:inhalt languageCode="de-DE">Drachen</x:inhalt><x:inhalt languageCode="fr">Cerfs-volants</x:inhalt></x:modulText>
        <x:modulText><x:leikaTextmodul><code>09</code></x:leikaTextmodul><x:inhalt languageCode="de">&lt;ul&gt;&lt;li&gt;a&lt;/li&gt;&lt;li&gt;b&lt;/li&gt;&lt;/ul&gt;</x:inhalt><x:inhalt languageCode="en">&lt;p&gt;a&lt;/p&gt;</x:inhalt></x:modulText>
        <x:modulBearbeitungsdauer><x:bearbeitungsdauer><x:fristauswahl><x:fristDauer><x:dauer>2</x:dauer><x:einheit><code>MONAT</code></x:einheit></x:fristDauer></x:fristauswahl></x:bearbeitungsdauer></x:modulBearbeitungsdauer>`,
      ),
    );
    assert.ok(result.ok && result.file.services[0]);
    const { service, remarks } = serviceOfXzufi(result.file.services[0], city);
    assert.deepEqual([service.id, service.prerequisites, service.processingTime?.maxDays], ['drachen', [{ de: 'a' }, { de: 'b' }], 42]);
    assert.equal(remarks.length, 3, remarks.join('\n'));
  });
});

describe('units in the terms of XZuFi', () => {
  it('name their services, ways and hours', async () => {
    const unit = {
      id: 'amt',
      kind: 'department' as const,
      parent: 'haus',
      name: { de: 'Drachenamt', en: 'Kite office' },
      phone: '0999 1',
      mail: 'a@drachen.example',
      openingHours: { de: 'Mo', en: 'Mon' },
      address: { street: 'Wiese', houseNumber: '1', postalCode: '09999', city: 'Drachenstadt' },
    };
    const [service] = fc.sample(expressibleService, { numRuns: 1, seed: 1 });
    assert.ok(service);
    const written = unitToXzufi(unit, [service], city);
    const result = await read(writeXzufi({ services: [], units: [written] }, header));
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual(result.file.units, [written]);
    assert.deepEqual(written.responsibilities, [
      {
        service: { value: 'drachen', agency: 'drachenstadt' },
        areas: [{ value: '099990000000', scheme: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs' }],
      },
    ]);
  });
});
