import { buildEdition, searchEdition, syntheticServices } from '@amt/catalogue';
import type { Bench, Measurement } from './bench.ts';
import { below, information } from './figure.ts';
import { rounds, timesOf } from './statistics.ts';

const services = 1000;
/** Names, parts of compounds, whole questions, slips of the pen, words nobody knows, English. */
const queries = [
  'Parkausweis',
  'Hundesteuer anmelden',
  'Personalausweis verlängern',
  'wohngeld',
  'Genehmigung',
  'Wo beantrage ich eine Geburtsurkunde?',
  'Hundestuer',
  'Fischereischien',
  'Baugenemigung Friedhof',
  'mein Hund ist gestorben',
  'Sperrmüll',
  'xyzzy',
  'dog registration',
  'parking permit renewal',
  'Führerschein Kindergarten Reisepass Wohnung',
  'g',
];

/** The index alone, without HTTP and database: what one search costs the process. */
export const search: Measurement = {
  name: 'search',
  run: async ({ quick }: Bench) => {
    const edition = buildEdition('bench', syntheticServices(services));
    const once = (round: number): number => {
      const query = queries[round % queries.length] ?? '';
      return searchEdition(edition, query, query.startsWith('dog') || query.startsWith('parking') ? 'en' : 'de', 20).total;
    };
    await timesOf(quick ? queries.length : queries.length * 20, once);
    const { p95, median } = await rounds(quick ? 1 : 7, queries.length * (quick ? 2 : 20), once);
    return [below(2, `search: ${services} services, p95`, p95, 'ms'), information(`search: ${services} services, median`, median, 'ms')];
  },
};
