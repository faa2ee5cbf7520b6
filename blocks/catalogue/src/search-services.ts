import type { Context } from '@amt/module';
import { localizedText, type Locale } from '@amt/i18n';
import { editionOf, type Edition } from './catalogue-edition.ts';
import { slugOf, type Service } from './service.ts';

/** One found service, ready to be shown. */
export interface ServiceHit {
  readonly id: string;
  readonly name: string;
  readonly lead: string;
  /** language of the two texts */
  readonly lang: Locale;
  readonly slug: string;
  /** can be applied for with an online form of the city */
  readonly online: boolean;
  readonly score: number;
}

export interface ServiceSearch {
  /** best first */
  readonly hits: readonly ServiceHit[];
  /** how many were found, beyond the limit too */
  readonly total: number;
  /** what was probably meant, where a word was unknown */
  readonly didYouMean?: string;
  /** the state of the catalogue that answered */
  readonly edition: string;
}

export interface SearchOptions {
  /** default 20 */
  readonly limit?: number;
  /** default: the language of the request */
  readonly locale?: Locale;
}

/**
 * Finds services by what people call them: stems, parts of compounds, slips of the pen, lay terms, and words of the other language.
 * An empty query finds nothing.
 */
export async function searchServices(
  from: Pick<Context, 'db' | 'locale'>,
  query: string,
  { limit = 20, locale = from.locale }: SearchOptions = {},
): Promise<ServiceSearch> {
  return searchEdition(await editionOf(from.db), query, locale, limit);
}

/** As {@link searchServices}, in an edition at hand. */
export function searchEdition(edition: Edition, query: string, locale: Locale, limit: number): ServiceSearch {
  const { hits, total, didYouMean } = edition.index.search(query.slice(0, 200), locale === 'en' ? 'en' : 'de', limit);
  return {
    hits: hits.flatMap(({ id, score }) => {
      const service = edition.services.get(id);
      return service === undefined ? [] : [hitOf(service, locale, score)];
    }),
    total,
    ...(didYouMean === undefined ? {} : { didYouMean }),
    edition: edition.hash,
  };
}

function hitOf(service: Service, locale: Locale, score: number): ServiceHit {
  const name = localizedText(service.name, locale);
  const lead = localizedText(service.lead, locale);
  return {
    id: service.id,
    name: name.text,
    lead: lead.text,
    lang: name.lang,
    slug: slugOf(service, locale),
    online: service.formId !== undefined,
    score,
  };
}
