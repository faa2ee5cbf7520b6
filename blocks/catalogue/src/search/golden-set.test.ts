import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { buildEdition, type Edition } from '../catalogue-edition.ts';
import { readCityServices } from '../city-files.ts';
import { searchEdition } from '../search-services.ts';
import { goldenSet, unanswerable, type GoldenQuery } from './golden-set.ts';

const munich = new URL('../../../../cities/muenchen', import.meta.url).pathname;

describe('search in the services of Munich', () => {
  let edition: Edition;
  before(async () => {
    const { services, faults } = await readCityServices(munich);
    assert.deepEqual(faults, []);
    edition = buildEdition(
      'golden',
      services.map(({ service }) => ({ service, synonyms: { de: [], en: [] }, popularity: 0 })),
    );
  });

  /** Share of the queries whose right answer is among the first `places`, and the queries that miss. */
  const recall = (queries: readonly GoldenQuery[], places: number): { share: number; missed: string[] } => {
    const missed = queries.filter(({ query, locale, expected }) => {
      const { hits } = searchEdition(edition, query, locale, places);
      return !hits.some(({ id }) => expected.includes(id));
    });
    return { share: 1 - missed.length / queries.length, missed: missed.map(({ query }) => query) };
  };

  it('has a set large enough to mean something', () => assert.ok(goldenSet.length >= 120));

  for (const kind of ['name', 'compound', 'lay', 'typo', 'spelling', 'english'] as const) {
    it(`puts the right service first: ${kind}`, () => {
      const { share, missed } = recall(
        goldenSet.filter((query) => query.kind === kind),
        1,
      );
      assert.equal(share, 1, missed.join(', '));
    });
  }
  it('puts the right service first for at least 95 in 100 queries that came later', () => {
    const { share, missed } = recall(
      goldenSet.filter(({ kind }) => kind === 'later'),
      1,
    );
    assert.ok(share >= 0.95, `${share}: ${missed.join(', ')}`);
  });
  it('has the right service among the first three for every query', () => assert.deepEqual(recall(goldenSet, 3).missed, []));
  it('finds German queries on English pages, and the other way round', () => {
    for (const { query, locale, expected } of goldenSet.filter(({ kind }) => kind === 'name')) {
      const { hits } = searchEdition(edition, query, locale === 'de' ? 'en' : 'de', 3);
      assert.ok(
        hits.some(({ id }) => expected.includes(id)),
        query,
      );
    }
  });
  it('says that it found nothing rather than something', () => {
    for (const query of unanswerable) assert.equal(searchEdition(edition, query, 'de', 5).total, 0, query);
  });
  it('proposes the word that was meant', () => {
    assert.equal(searchEdition(edition, 'Parkauswies beantragen', 'de', 5).didYouMean, 'parkausweis beantragen');
    assert.equal(searchEdition(edition, 'Parkausweis', 'de', 5).didYouMean, undefined);
  });
  it('answers hostile and empty queries without harm', () => {
    for (const query of ['', ' ', '\u0000', '%%%', 'a'.repeat(10_000), '💥 '.repeat(500), 'OR 1=1 --', '<script>']) {
      assert.ok(searchEdition(edition, query, 'de', 5).hits.length <= 5);
    }
  });
});
