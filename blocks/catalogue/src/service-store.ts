import { sql, statement, type Db, type Tx } from '@amt/db';
import type { Locale } from '@amt/i18n';
import './tables.ts';
import { slugOf, type LifeSituation, type Service } from './service.ts';

/** A service by id, withdrawn ones too: a case must be able to name what it was about. */
export async function serviceById(db: Db | Tx, id: string): Promise<Service | undefined> {
  const row = await db.selectFrom('catalogue.service').select('definition').where('id', '=', id).executeTakeFirst();
  return row?.definition;
}

/** What a link to a service says. */
export type ServiceLink = Pick<Service, 'id' | 'name' | 'lead' | 'slug' | 'formId'>;

/** A service with what its page says of others. */
export interface ServiceWithRelated {
  readonly service: Service;
  /** what the service names as related, in its order; withdrawn ones are left out */
  readonly related: readonly ServiceLink[];
  /** another one as soon as one of them says something else */
  readonly version: string;
}

const bySlug = statement((db, { slug }: { slug: string }) =>
  db
    .selectFrom('catalogue.serviceSlug as g')
    .innerJoin('catalogue.service as s', 's.id', 'g.serviceId')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('catalogue.service as r')
          .innerJoin(
            sql<{ id: string; position: number }>`jsonb_array_elements_text(s.definition -> 'related') with ordinality`.as<'wanted'>(
              sql`wanted (id, position)`,
            ),
            'wanted.id',
            'r.id',
          )
          .select([
            sql<ServiceLink[] | null>`jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', r.id, 'name', r.definition -> 'name',
              'lead', r.definition -> 'lead', 'slug', r.definition -> 'slug', 'formId', r.definition -> 'formId')) order by wanted.position)`.as(
              'links',
            ),
            sql<string | null>`string_agg(r.content_hash, ' ' order by wanted.position)`.as('hashes'),
          ])
          .where('r.withdrawnAt', 'is', null)
          .as('related'),
      (join) => join.onTrue(),
    )
    .select(['s.definition', 's.contentHash', 'related.links', 'related.hashes'])
    .where('g.slug', '=', slug)
    .where('s.withdrawnAt', 'is', null),
);

/**
 * The service that answers at this address, in one statement; only what a link needs of the related ones leaves the database. A slug of another language
 * is found too, so that a changed language or a mistaken link can be redirected: compare with `slugOf(service, locale)`.
 */
export async function serviceBySlug(db: Db | Tx, locale: Locale, slug: string): Promise<ServiceWithRelated | undefined> {
  const rows = await bySlug(db, { slug });
  const row = rows.find(({ definition }) => slugOf(definition, locale) === slug) ?? rows[0];
  return row && { service: row.definition, related: row.links ?? [], version: `${row.contentHash} ${row.hashes ?? ''}` };
}

/** All services offered now, by German name. */
export async function services(db: Db | Tx): Promise<Service[]> {
  const rows = await db.selectFrom('catalogue.service').select('definition').where('withdrawnAt', 'is', null).execute();
  const order = new Intl.Collator('de');
  return rows.map((row) => row.definition).sort((x, y) => order.compare(x.name.de, y.name.de));
}

/** The services of a home page: those the city has marked, most used first. */
export async function featuredServices(db: Db | Tx): Promise<Service[]> {
  const rows = await db
    .selectFrom('catalogue.service')
    .select(['definition', 'popularity'])
    .where('withdrawnAt', 'is', null)
    .orderBy('popularity', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.definition).filter((service) => service.featured);
}

/** The services of a life situation, by German name. */
export async function servicesOfLifeSituation(db: Db | Tx, lifeSituationId: string): Promise<Service[]> {
  return (await services(db)).filter((service) => service.lifeSituations.includes(lifeSituationId));
}

/** Life situations in the order the city gave them. */
export async function lifeSituations(db: Db | Tx): Promise<LifeSituation[]> {
  const rows = await db.selectFrom('catalogue.lifeSituation').select('definition').orderBy('position').execute();
  return rows.map((row) => row.definition);
}

/** The life situation that answers at this address, in any language; see {@link serviceBySlug}. */
export async function lifeSituationBySlug(db: Db | Tx, locale: Locale, slug: string): Promise<LifeSituation | undefined> {
  const all = await lifeSituations(db);
  return all.find((situation) => slugOf(situation, locale) === slug) ?? all.find(({ slug: { de, en } }) => de === slug || en === slug);
}

/** Writes a service where its content is new; its version counts the contents. True when something changed. */
export async function storeService(
  tx: Tx,
  service: Service,
  contentHash: string,
  now: Temporal.Instant,
  origin: 'city' | 'department' = 'city',
): Promise<boolean> {
  const definition = JSON.stringify(service);
  const written = await tx
    .insertInto('catalogue.service')
    .values({
      id: service.id,
      leikaKey: service.leikaKey ?? null,
      unitId: service.unitId,
      definition,
      contentHash,
      changedAt: now,
      withdrawnAt: null,
      origin,
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({
          leikaKey: eb.ref('excluded.leikaKey'),
          unitId: eb.ref('excluded.unitId'),
          definition,
          contentHash,
          version: eb('catalogue.service.version', '+', 1),
          changedAt: now,
          withdrawnAt: null,
          origin,
        }))
        .where((eb) =>
          eb.or([eb('catalogue.service.contentHash', '!=', contentHash), eb('catalogue.service.withdrawnAt', 'is not', null)]),
        ),
    )
    .returning('id')
    .executeTakeFirst();
  return written !== undefined;
}

/** Who describes a service: the city's files or a department; undefined where there is none of that id. */
export async function originOf(tx: Tx, id: string): Promise<'city' | 'department' | undefined> {
  const row = await tx.selectFrom('catalogue.service').select('origin').where('id', '=', id).executeTakeFirst();
  return row?.origin;
}

/** Sets all addresses anew; in one go, since two services may swap theirs. */
export async function storeSlugs(tx: Tx, all: readonly Service[]): Promise<void> {
  await tx.deleteFrom('catalogue.serviceSlug').execute();
  const rows = all.flatMap((service) =>
    (['de', 'en'] as const).map((locale) => ({ locale, slug: service.slug[locale], serviceId: service.id })),
  );
  if (rows.length > 0) await tx.insertInto('catalogue.serviceSlug').values(rows).execute();
}

/** Takes services that are no longer in the city's files out of lists and search; those of departments stay. Returns how many. */
export async function withdrawServicesExcept(tx: Tx, ids: readonly string[], now: Temporal.Instant): Promise<number> {
  const result = await tx
    .updateTable('catalogue.service')
    .set({ withdrawnAt: now })
    .where('withdrawnAt', 'is', null)
    .where('origin', '=', 'city')
    .$if(ids.length > 0, (query) => query.where('id', 'not in', ids))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Replaces the life situations. */
export async function storeLifeSituations(tx: Tx, situations: readonly LifeSituation[]): Promise<void> {
  await tx.deleteFrom('catalogue.lifeSituation').execute();
  if (situations.length === 0) return;
  await tx
    .insertInto('catalogue.lifeSituation')
    .values(situations.map((situation) => ({ id: situation.id, definition: JSON.stringify(situation), position: situation.order })))
    .execute();
}
