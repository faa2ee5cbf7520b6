import type { ColumnType, Generated } from 'kysely';
import type { LifeSituation, Service } from './service.ts';

type Json<T> = ColumnType<T, string, string>;

interface ServiceTable {
  id: string;
  leikaKey: string | null;
  unitId: string;
  definition: Json<Service>;
  contentHash: string;
  version: Generated<number>;
  popularity: Generated<number>;
  changedAt: Temporal.Instant;
  withdrawnAt: Temporal.Instant | null;
  origin: Generated<'city' | 'department'>;
}

interface ServiceSlugTable {
  locale: string;
  slug: string;
  serviceId: string;
}

interface LifeSituationTable {
  id: string;
  definition: Json<LifeSituation>;
  position: number;
}

interface SynonymTable {
  serviceId: string;
  locale: string;
  term: string;
  addedAt: Temporal.Instant;
}

interface EditionTable {
  onlyRow: Generated<boolean>;
  hash: string;
  changedAt: Temporal.Instant;
}

interface SearchTermTable {
  day: Temporal.PlainDate;
  locale: string;
  term: string;
  searches: Generated<number>;
  zeroHits: Generated<number>;
}

interface ClickTable {
  day: Temporal.PlainDate;
  serviceId: string;
  clicks: Generated<number>;
}

declare module '@amt/db' {
  interface Tables {
    'catalogue.service': ServiceTable;
    'catalogue.serviceSlug': ServiceSlugTable;
    'catalogue.lifeSituation': LifeSituationTable;
    'catalogue.synonym': SynonymTable;
    'catalogue.edition': EditionTable;
    'catalogue.searchTerm': SearchTermTable;
    'catalogue.click': ClickTable;
  }
}
