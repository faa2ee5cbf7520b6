import type { SearchableService } from '../edition-store.ts';
import type { Service } from '../service.ts';
import type { DocumentTexts, SearchDocument } from './search-index.ts';

/** A service as the search index takes it. */
export function documentOf({ service, synonyms, popularity }: SearchableService): SearchDocument {
  return { id: service.id, de: textsOf(service, 'de', synonyms.de), en: textsOf(service, 'en', synonyms.en), popularity };
}

function textsOf(service: Service, locale: 'de' | 'en', added: readonly string[]): DocumentTexts {
  return {
    title: service.name[locale],
    synonyms: [...service.synonyms[locale], ...added],
    lead: service.lead[locale],
    body: [
      service.description[locale],
      service.whoCanApply?.[locale] ?? '',
      ...service.prerequisites.map((text) => text[locale]),
      ...service.documents.map((document) => document.name[locale]),
      ...service.steps.map((step) => step.title[locale]),
    ].join('\n'),
  };
}
