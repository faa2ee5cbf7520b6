import type { Db, Tx } from '@amt/db';
import { currentEdition, searchableServices, type SearchableService } from './edition-store.ts';
import type { Service } from './service.ts';
import { documentOf } from './search/documents.ts';
import { expander, readConcepts } from './search/expansion.ts';
import { municipalGlossary } from './search/municipal-glossary.ts';
import { SearchIndex } from './search/search-index.ts';

/** One state of the catalogue in memory, with its search index. */
export interface Edition {
  /** content hash; the same hash is the same content, in whatever process or database */
  readonly hash: string;
  readonly index: SearchIndex;
  readonly services: ReadonlyMap<string, Service>;
}

const expand = expander(readConcepts(municipalGlossary));
const empty: Edition = { hash: '', index: new SearchIndex([], expand), services: new Map() };

/** The latest editions this process has built, by hash; two, so that a change does not stop those who still read the one before. */
const built = new Map<string, Promise<Edition>>();
const keep = 2;

/** The edition that is valid now; builds the index on first use and after each change. */
export async function editionOf(db: Db | Tx): Promise<Edition> {
  const hash = await currentEdition(db);
  if (hash === undefined) return empty;
  const known = built.get(hash);
  if (known !== undefined) return known;
  const building = searchableServices(db).then((found) => buildEdition(hash, found));
  building.catch(() => built.delete(hash));
  built.set(hash, building);
  for (const old of [...built.keys()].slice(0, -keep)) built.delete(old);
  return building;
}

/** Builds the index of these services. */
export function buildEdition(hash: string, found: readonly SearchableService[]): Edition {
  return {
    hash,
    index: new SearchIndex(found.map(documentOf), expand),
    services: new Map(found.map(({ service }) => [service.id, service])),
  };
}
