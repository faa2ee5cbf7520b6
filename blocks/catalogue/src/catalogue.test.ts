import { officeDate } from '@amt/clock';
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { testHouse, type TestHouse } from '@amt/testing';
import { Forbidden, type City } from '@amt/module';
import catalogue, {
  addSynonym,
  featuredServices,
  lifeSituationBySlug,
  lifeSituations,
  recordClick,
  recordSearch,
  searchServices,
  serviceById,
  serviceBySlug,
  services,
  servicesOfLifeSituation,
  suggestServices,
  zeroHitTerms,
  type Service,
} from './index.ts';
import { loadCity } from './load-city.ts';
import { currentEdition } from './edition-store.ts';
import { refreshPopularity } from './refresh-popularity.ts';

const munich: City = { id: 'muenchen', folder: new URL('../../../cities/muenchen', import.meta.url).pathname };

/** A copy of Munich that a test may change. */
async function copyOfMunich(): Promise<City> {
  const folder = await mkdtemp(join(tmpdir(), 'amt-city-'));
  after(() => rm(folder, { recursive: true }));
  await cp(munich.folder, folder, { recursive: true });
  return { id: 'copy', folder };
}

const house = await testHouse({ modules: [catalogue], now: '2026-11-23T09:00:00Z' });
await loadCity(house.context(), munich);

describe('catalogue', () => {
  const versionOf = async (db: TestHouse['db'], id: string): Promise<number | undefined> =>
    (await db.selectFrom('catalogue.service').select('version').where('id', '=', id).executeTakeFirst())?.version;

  describe('doors', () => {
    it('gives a service by id and by its address in each language', async () => {
      assert.equal((await serviceById(house.db, 'wohngeld'))?.name.en, 'Housing benefit');
      assert.equal((await serviceBySlug(house.db, 'de', 'hund-anmelden'))?.service.id, 'hundesteuer-anmeldung');
      assert.equal((await serviceBySlug(house.db, 'en', 'register-a-dog'))?.service.id, 'hundesteuer-anmeldung');
      assert.equal((await serviceBySlug(house.db, 'de-simple', 'bewohnerparkausweis'))?.service.id, 'bewohnerparkausweis');
      assert.equal(
        (await serviceBySlug(house.db, 'en', 'hund-anmelden'))?.service.id,
        'hundesteuer-anmeldung',
        'the address of another language is found too',
      );
      assert.equal(await serviceBySlug(house.db, 'de', 'gibt-es-nicht'), undefined);
      assert.equal(await serviceById(house.db, "x' or 1=1"), undefined);
    });
    it('gives what a service names as related with it, without what was withdrawn, under a version of its own', () =>
      house.rolledBack(async (inner) => {
        const { db } = inner;
        const read = async () => (await serviceBySlug(db, 'de', 'bewohnerparkausweis')) ?? assert.fail();
        const before = await read();
        const [first = '', ...others] = before.service.related;
        assert.deepEqual(
          before.related.map(({ id }) => id),
          [first, ...others],
        );
        assert.deepEqual(await read(), before);
        const city = await copyOfMunich();
        const file = join(city.folder, `services/${first}.json`);
        const service = JSON.parse(await readFile(file, 'utf8')) as Service;
        await writeFile(file, JSON.stringify({ ...service, name: { ...service.name, de: 'Anders' } }));
        await loadCity(inner.context(), city);
        const renamed = await read();
        assert.equal(renamed.related[0]?.name.de, 'Anders');
        assert.notEqual(renamed.version, before.version);
        await db.updateTable('catalogue.service').set({ withdrawnAt: inner.context().now }).where('id', '=', first).execute();
        const without = await read();
        assert.deepEqual(
          without.related.map(({ id }) => id),
          others,
        );
        assert.ok(![before.version, renamed.version].includes(without.version));
      }));
    it('lists all services in German order', async () => {
      const names = (await services(house.db)).map((service) => service.name.de);
      assert.ok(names.length >= 14);
      assert.deepEqual(names, names.toSorted(new Intl.Collator('de').compare));
    });
    it('lists what the home page shows', async () => assert.ok((await featuredServices(house.db)).every((service) => service.featured)));
    it('gives life situations in order, with their services', async () => {
      assert.deepEqual(
        (await lifeSituations(house.db)).slice(0, 2).map(({ id }) => id),
        ['umzug', 'auto'],
      );
      assert.equal((await lifeSituationBySlug(house.db, 'en', 'pets'))?.id, 'tiere');
      assert.ok((await servicesOfLifeSituation(house.db, 'tiere')).some(({ id }) => id === 'hundesteuer-anmeldung'));
    });
    it('no life situation is empty', async () => {
      for (const { id } of await lifeSituations(house.db)) assert.notEqual((await servicesOfLifeSituation(house.db, id)).length, 0, id);
    });
  });

  describe('loading a city', () => {
    it('changes nothing when nothing has changed', () =>
      house.rolledBack(async (inner) => {
        const { db } = inner;
        const edition = await currentEdition(db);
        await loadCity(inner.context(), munich);
        assert.equal(await versionOf(db, 'wohngeld'), 1);
        assert.equal(await currentEdition(db), edition);
      }));
    it('counts the versions of a changed service, and only of that', () =>
      house.rolledBack(async (inner) => {
        const { db } = inner;
        const city = await copyOfMunich();
        const file = join(city.folder, 'services/wohngeld.json');
        const service = JSON.parse(await readFile(file, 'utf8')) as Service;
        await writeFile(file, JSON.stringify({ ...service, lead: { de: 'Neu', en: 'New' } }));
        await loadCity(inner.context(), city);
        assert.deepEqual([await versionOf(db, 'wohngeld'), await versionOf(db, 'reisepass')], [2, 1]);
        assert.equal((await serviceById(db, 'wohngeld'))?.lead.de, 'Neu');
      }));
    it('withdraws a service whose file is gone, but keeps it for old cases, and takes it back', () =>
      house.rolledBack(async (inner) => {
        const { db } = inner;
        const city = await copyOfMunich();
        await rm(join(city.folder, 'services/fischereischein.json'));
        await loadCity(inner.context(), city);
        assert.equal((await serviceById(db, 'fischereischein'))?.id, 'fischereischein');
        assert.equal(await serviceBySlug(db, 'de', 'fischereischein'), undefined);
        assert.equal(
          (await searchServices(inner.context(), 'Fischereischein')).hits.some(({ id }) => id === 'fischereischein'),
          false,
        );
        await loadCity(inner.context(), munich);
        assert.equal((await serviceBySlug(db, 'de', 'fischereischein'))?.service.id, 'fischereischein');
      }));
    it('lets two services swap their addresses', () =>
      house.rolledBack(async (inner) => {
        const { db } = inner;
        const city = await copyOfMunich();
        const files = ['reisepass', 'personalausweis'].map((id) => join(city.folder, `services/${id}.json`));
        const [first, second] = await Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Service));
        assert.ok(first && second);
        await Promise.all([
          writeFile(files[0] ?? '', JSON.stringify({ ...first, slug: second.slug })),
          writeFile(files[1] ?? '', JSON.stringify({ ...second, slug: first.slug })),
        ]);
        await loadCity(inner.context(), city);
        assert.equal((await serviceBySlug(db, 'de', 'reisepass'))?.service.id, 'personalausweis');
      }));
    it('refuses a folder with a fault as a whole, naming file and path', () =>
      house.rolledBack(async (inner) => {
        const { db } = inner;
        const city = await copyOfMunich();
        await writeFile(join(city.folder, 'services/wohngeld.json'), '{}');
        await assert.rejects(loadCity(inner.context(), city), /wohngeld\.json \/: must have required property 'id'/);
        assert.equal((await serviceById(db, 'wohngeld'))?.name.de, 'Wohngeld');
      }));
  });

  describe('search', () => {
    it('answers in the language of the page, and in Leichte Sprache where there is one', async () => {
      const [english] = (await searchServices(house.context({ locale: 'en' }), 'parking permit')).hits;
      assert.deepEqual([english?.name, english?.slug, english?.online], ['Resident parking permit', 'resident-parking-permit', true]);
      const simple = (await searchServices(house.context({ locale: 'de-simple' }), 'Parkausweis')).hits;
      assert.equal(simple[0]?.lang, 'de-simple');
      assert.equal((await searchServices(house.context({ locale: 'de-simple' }), 'Wohngeld')).hits[0]?.lang, 'de');
    });
    it('keeps to the limit and says how many there are', async () => {
      const found = await searchServices(house.context(), 'anmelden', { limit: 2 });
      assert.equal(found.hits.length, 2);
      assert.ok(found.total > 2);
    });
    it('finds nothing before a city is loaded', async () => {
      const bare = await testHouse({ modules: [catalogue] });
      assert.deepEqual((await searchServices(bare.context(), 'Wohngeld')).hits, []);
    });
    it('knows a term of the editors from the moment it is added', () =>
      house.rolledBack(async (inner) => {
        const editor = inner.asStaff({ permissions: ['catalogue.edit'] });
        assert.equal((await searchServices(inner.context(), 'Kläfferabgabe')).hits[0]?.id, undefined);
        assert.equal((await addSynonym(editor, { serviceId: 'hundesteuer-anmeldung', locale: 'de', term: 'Kläfferabgabe' })).ok, true);
        assert.equal((await searchServices(inner.context(), 'Kläfferabgabe')).hits[0]?.id, 'hundesteuer-anmeldung');
        assert.deepEqual(await addSynonym(editor, { serviceId: 'gibt-es-nicht', locale: 'de', term: 'xx' }), {
          ok: false,
          code: 'not-found',
        });
        assert.deepEqual(await addSynonym(editor, { serviceId: 'wohngeld', locale: 'de', term: ' ' }), { ok: false, code: 'invalid' });
      }));
    it('lets nobody else add terms', () =>
      assert.rejects(addSynonym(house.asStaff({}), { serviceId: 'wohngeld', locale: 'de', term: 'Mietgeld' }), Forbidden));
  });

  describe('suggestions', () => {
    const ids = async (typed: string, locale: 'de' | 'en' = 'de'): Promise<string[]> =>
      (await suggestServices(house.context({ locale }), typed)).map(({ id }) => id);
    it('come from the first two letters on', async () => {
      assert.deepEqual(await ids('p'), []);
      assert.equal((await ids('per'))[0], 'personalausweis');
      assert.deepEqual((await ids('fueh')).slice(0, 2).toSorted(), ['fuehrerschein-umtausch', 'fuehrungszeugnis']);
    });
    it('say under which other name a service was found', async () => {
      const [first] = await suggestServices(house.context(), 'anwohnerp');
      assert.deepEqual([first?.id, first?.alias], ['bewohnerparkausweis', 'Anwohnerparkausweis']);
    });
    it('continue the last word of several', async () => assert.equal((await ids('hund abm'))[0], 'hundesteuer-abmeldung'));
    it('speak English', async () => assert.equal((await ids('dog t', 'en'))[0], 'hundesteuer-anmeldung'));
  });

  describe('what people look for', () => {
    it('counts searches in vain by words, and nothing that may be about a person', () =>
      house.rolledBack(async (inner) => {
        const { db } = inner;
        const ctx = inner.context();
        const vain = { total: 0 };
        for (const query of ['Schwimmkurs', 'schwimmkurs ', 'Schwimmkurs']) await recordSearch(ctx, query, vain);
        await recordSearch(ctx, 'Wohngeld', { total: 3 });
        await recordSearch(ctx, 'Einmalig', vain);
        await recordSearch(ctx, 'anna.lehner@example.org', vain);
        await recordSearch(ctx, 'Vorgang BPA-2026-000123-7', vain);
        await recordSearch(ctx, 'mein Nachbar Josef Huber ist laut', vain);
        assert.deepEqual(await zeroHitTerms(db, officeDate(ctx.now)), [{ term: 'schwimmkurs', locale: 'de', count: 3 }]);
        const kept = await db.selectFrom('catalogue.searchTerm').select('term').orderBy('term').execute();
        assert.deepEqual(
          kept.map(({ term }) => term),
          ['einmalig', 'schwimmkurs', 'wohngeld'],
        );
      }));
    it('lifts a service that is opened often, a little, and forgets old clicks', () =>
      house.rolledBack(async (inner) => {
        const { db } = inner;
        const ctx = inner.context();
        const before = (await searchServices(ctx, 'anmelden')).hits.find(({ id }) => id === 'gewerbeanmeldung')?.score ?? 0;
        for (let i = 0; i < 5; i++) await recordClick(ctx, 'gewerbeanmeldung');
        await recordClick(ctx, 'gibt-es-nicht');
        await refreshPopularity.run(ctx, {}, { attempt: 1, maxAttempts: 1 });
        const lifted = (await searchServices(ctx, 'anmelden')).hits.find(({ id }) => id === 'gewerbeanmeldung')?.score ?? 0;
        assert.ok(lifted > before && lifted <= before * 1.1001);
        assert.notEqual(catalogue.retention, 'none');
        if (catalogue.retention === 'none') return;
        assert.equal(await catalogue.retention.run(inner.context({ now: ctx.now.add({ hours: 24 * 200 }) })), 1);
        assert.equal((await db.selectFrom('catalogue.click').selectAll().execute()).length, 0);
      }));
  });
});
