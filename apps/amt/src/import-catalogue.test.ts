import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { cityFaults } from './commands/city-check.ts';
import { exportCatalogue } from './commands/catalogue-export.ts';
import { importCatalogue } from './import-catalogue.ts';
import { FileFault } from './read-form-file.ts';
import { root } from './root.ts';

const text = (code: string, de: string, en: string): string =>
  `<x:modulText><x:leikaTextmodul><code>${code}</code></x:leikaTextmodul><x:inhalt languageCode="de">${de}</x:inhalt>${en === '' ? '' : `<x:inhalt languageCode="en">${en}</x:inhalt>`}</x:modulText>`;
const kite = (english: boolean): string => `<?xml version="1.0" encoding="UTF-8"?>
<x:leistung xmlns:x="http://xoev.de/schemata/xzufi/2_2_0"><x:id schemeAgencyID="L100">4711</x:id><x:referenzLeiKa listURI="urn:de:fim:leika:leistung"><code>99010001001000</code></x:referenzLeiKa>
${text('02', 'Drachen anmelden', english ? 'Register a kite' : '')}${text('24', 'Melden Sie Ihren Drachen an.', english ? 'Register your kite.' : '')}${text('06', '&lt;h2&gt;Wozu&lt;/h2&gt;&lt;p&gt;Sicherheit am &lt;b&gt;Himmel&lt;/b&gt;&lt;/p&gt;', english ? '&lt;p&gt;Safety&lt;/p&gt;' : '')}
<x:modulKosten><x:kosten><x:kostenauswahl><x:kostenFix><x:betrag currencyID="EUR">12.50</x:betrag></x:kostenFix></x:kostenauswahl></x:kosten></x:modulKosten>
<x:modulBearbeitungsdauer><x:bearbeitungsdauer><x:fristauswahl><x:fristDauer><x:dauer>2</x:dauer><x:einheit><code>WOCHE</code></x:einheit></x:fristDauer></x:fristauswahl></x:bearbeitungsdauer></x:modulBearbeitungsdauer>
<x:typisierung><code>5</code></x:typisierung></x:leistung>`;

describe('services of an XZuFi file in a city folder', () => {
  let folder = '';
  let file = '';
  before(async () => {
    const space = await mkdtemp(join(tmpdir(), 'amt-xzufi-'));
    folder = join(space, 'city');
    file = join(space, 'file.xml');
    await cp(join(root, 'cities/muenchen'), folder, { recursive: true });
  });
  after(() => rm(join(folder, '..'), { recursive: true, force: true }));

  it('leave a folder as it is that they were exported from', async () => {
    await writeFile(file, await exportCatalogue(folder, []));
    const imported = await importCatalogue(folder, file, { dryRun: false });
    assert.ok(imported.length > 10);
    assert.deepEqual(
      imported.filter(({ state }) => state !== 'unchanged'),
      [],
    );
  });

  it('that are new get a file that fits the city; a second time nothing changes', async () => {
    await writeFile(file, kite(true));
    const options = { unitId: 'kvr-buergerbuero', dryRun: false };
    const told = await importCatalogue(folder, file, { ...options, dryRun: true });
    assert.deepEqual(
      told.map(({ id, state }) => [id, state]),
      [['drachen-anmelden', 'new']],
    );
    await assert.rejects(readFile(join(folder, 'services/drachen-anmelden.json')), 'a dry run writes nothing');
    await importCatalogue(folder, file, options);
    const service = JSON.parse(await readFile(join(folder, 'services/drachen-anmelden.json'), 'utf8')) as Record<string, unknown>;
    assert.deepEqual(
      [service['fees'], service['typification'], service['leikaKey'], (service['description'] as { de: string }).de],
      [[{ kind: 'fixed', cents: 1250 }], '5', '99010001001000', '## Wozu\n\nSicherheit am **Himmel**'],
    );
    assert.deepEqual(await cityFaults(folder), []);
    assert.deepEqual(
      (await importCatalogue(folder, file, options)).map(({ state }) => state),
      ['unchanged'],
    );
  });

  it('that say something else than the folder change that alone', async () => {
    const xml = await exportCatalogue(folder, ['fischereischein']);
    await writeFile(file, xml.replace(/(<code>24<\/code>[\s\S]*?languageCode="de">)[^<]*/, '$1Neuer Vorspann'));
    const [told] = await importCatalogue(folder, file, { dryRun: false });
    assert.deepEqual([told?.state, told?.changed], ['changed', ['lead']]);
    assert.deepEqual(await cityFaults(folder), []);
  });

  it('that are not complete are told with what is missing, and not written', async () => {
    await rm(join(folder, 'services/drachen-anmelden.json'));
    await writeFile(file, kite(false));
    const [told] = await importCatalogue(folder, file, { unitId: 'kvr-buergerbuero', dryRun: false });
    assert.equal(told?.state, 'incomplete');
    assert.ok(told.faults.some(({ path, message }) => path === '/name' && message === 'the English text is missing'));
    await assert.rejects(readFile(join(folder, 'services/drachen-anmelden.json')));
  });

  it('of a file that is not right are refused with its line', async () => {
    await writeFile(file, kite(true).replace('<x:typisierung>', '<x:typ/><x:typisierung>'));
    await assert.rejects(
      importCatalogue(folder, file, { dryRun: false }),
      (fault: unknown) => fault instanceof FileFault && /file\.xml:6:\d+ \/leistung: <x:typ> is not known/.test(fault.message),
    );
  });
});
