import { createHash } from 'node:crypto';
import type { Db, Tx } from '@amt/db';
import './tables.ts';
import type { Service } from './service.ts';

/** A service as search sees it: its definition, the words editors have added, how much it is used. */
export interface SearchableService {
  readonly service: Service;
  readonly synonyms: { readonly de: readonly string[]; readonly en: readonly string[] };
  readonly popularity: number;
}

/** Names what search can see now; undefined before a city was loaded. */
export async function currentEdition(db: Db | Tx): Promise<string | undefined> {
  const row = await db.selectFrom('catalogue.edition').select('hash').executeTakeFirst();
  return row?.hash;
}

/** All that the search index is built from, in a stable order. */
export async function searchableServices(db: Db | Tx): Promise<SearchableService[]> {
  const rows = await db
    .selectFrom('catalogue.service')
    .select(['id', 'definition', 'popularity'])
    .where('withdrawnAt', 'is', null)
    .orderBy('id')
    .execute();
  const added = await db
    .selectFrom('catalogue.synonym')
    .select(['serviceId', 'locale', 'term'])
    .orderBy('serviceId')
    .orderBy('locale')
    .orderBy('term')
    .execute();
  const synonymsOf = (id: string, locale: 'de' | 'en') =>
    added.filter((row) => row.serviceId === id && row.locale === locale).map((row) => row.term);
  return rows.map((row) => ({
    service: row.definition,
    synonyms: { de: synonymsOf(row.id, 'de'), en: synonymsOf(row.id, 'en') },
    popularity: row.popularity,
  }));
}

/**
 * Writes down what search can see after a change, in the same transaction. Every process compares this before it searches and builds its
 * index anew when it differs; so all of them answer alike from the commit on.
 */
export async function renewEdition(tx: Tx, now: Temporal.Instant): Promise<void> {
  const hash = createHash('sha256')
    .update(JSON.stringify(await searchableServices(tx)))
    .digest('hex');
  await tx
    .insertInto('catalogue.edition')
    .values({ hash, changedAt: now })
    .onConflict((conflict) => conflict.column('onlyRow').doUpdateSet({ hash, changedAt: now }))
    .execute();
}
