import type { Context } from '@amt/module';
import { pick } from '@amt/i18n';
import { editionOf } from './catalogue-edition.ts';
import { fold, wordsOf } from './search/fold.ts';
import { slugOf } from './service.ts';

/** A suggestion while someone types: straight to a service. */
export interface Suggestion {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** the other name that fits what was typed, where the service's own does not */
  readonly alias?: string;
}

/**
 * Suggestions for the beginning of a query. Names that begin so come first, then names with a word that begins so, then other names,
 * then what the search finds for the typed words with the last one continued.
 */
export async function suggestServices(
  from: Pick<Context, 'db' | 'locale'>,
  typed: string,
  { limit = 6 }: { limit?: number } = {},
): Promise<Suggestion[]> {
  const query = fold(typed.slice(0, 100)).trim();
  if (query.length < 2) return [];
  const { index, services } = await editionOf(from.db);
  const { locale } = from;
  const language = locale === 'en' ? 'en' : 'de';
  const found = new Map<string, { rank: number; suggestion: Suggestion }>();
  for (const service of services.values()) {
    const name = pick(service.name, locale);
    const own = placeOf(query, name);
    const alias = own === undefined ? service.synonyms[language].find((synonym) => placeOf(query, synonym) !== undefined) : undefined;
    const rank = own ?? (alias === undefined ? undefined : 2);
    // of equals, what the city puts on its home page is looked for more
    const place = rank === undefined ? undefined : rank * 2 + (service.featured ? 0 : 1);
    if (place !== undefined)
      found.set(service.id, {
        rank: place,
        suggestion: { id: service.id, name, slug: slugOf(service, locale), ...(alias === undefined ? {} : { alias }) },
      });
  }
  const best = [...found.values()]
    .sort((x, y) => x.rank - y.rank || x.suggestion.name.localeCompare(y.suggestion.name, language))
    .map(({ suggestion }) => suggestion);
  if (best.length >= limit) return best.slice(0, limit);

  const words = wordsOf(query);
  const last = words.at(-1) ?? '';
  const [continued = last] = index.complete(last, 1);
  for (const { id } of index.search([...words.slice(0, -1), continued].join(' '), language, limit).hits) {
    const service = services.get(id);
    if (service !== undefined && !found.has(id)) best.push({ id, name: pick(service.name, locale), slug: slugOf(service, locale) });
  }
  return best.slice(0, limit);
}

/** 0 when the name begins with the query, 1 when one of its words does. */
function placeOf(query: string, name: string): number | undefined {
  const folded = fold(name);
  if (folded.startsWith(query)) return 0;
  return folded.includes(` ${query}`) || folded.includes(`-${query}`) ? 1 : undefined;
}
