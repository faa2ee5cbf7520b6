import { officeDate } from '@amt/clock';
import { defineModule } from '@amt/module';
import { loadCity } from './load-city.ts';
import { refreshPopularity } from './refresh-popularity.ts';
import { routes } from './routes.ts';
import { deleteUsageBefore } from './usage-store.ts';

export default defineModule({
  name: 'catalogue',
  permissions: ['catalogue.edit'],
  migrations: new URL('../migrations/', import.meta.url),
  routes,
  jobs: [refreshPopularity],
  retention: {
    rule: 'Counts of search terms and clicks, without reference to a person: 180 days',
    run: (ctx) => deleteUsageBefore(ctx.db, officeDate(ctx.now).subtract({ days: 180 })),
  },
  dataSubject: 'none',
  seed: { city: loadCity },
});

export { ServiceSchema, LifeSituationSchema, slugOf } from './service.ts';
export type { Service, LifeSituation, Fee, NeededDocument, Channel } from './service.ts';
export {
  serviceById,
  serviceBySlug,
  services,
  featuredServices,
  lifeSituations,
  lifeSituationBySlug,
  servicesOfLifeSituation,
} from './service-store.ts';
export type { ServiceLink } from './service-store.ts';
export { searchServices, searchEdition } from './search-services.ts';
export type { ServiceHit, ServiceSearch, SearchOptions } from './search-services.ts';
export { suggestServices } from './suggest-services.ts';
export type { Suggestion } from './suggest-services.ts';
export { recordSearch, recordClick } from './record-search.ts';
export { zeroHitTerms } from './usage-store.ts';
export type { ZeroHitTerm } from './usage-store.ts';
export { publishService } from './publish-service.ts';
export { addSynonym } from './synonyms.ts';
export type { AddSynonym } from './synonyms.ts';
export { buildEdition } from './catalogue-edition.ts';
export type { Edition } from './catalogue-edition.ts';
export { syntheticServices } from './synthetic-services.ts';
export { renderMarkdown } from './markdown.ts';
export { feeText } from './fee-text.ts';
export { checkServices } from './check-services.ts';
export { readCityServices, serviceFaults } from './city-files.ts';
export type { CityFault, CityServices } from './city-files.ts';
