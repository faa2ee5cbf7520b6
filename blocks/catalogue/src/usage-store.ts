import { sql, type Db, type Tx } from '@amt/db';
import './tables.ts';

/** One more search for the term on that day. */
export async function countSearch(db: Db | Tx, term: string, locale: string, day: Temporal.PlainDate, inVain: boolean): Promise<void> {
  const zeroHits = inVain ? 1 : 0;
  await db
    .insertInto('catalogue.searchTerm')
    .values({ day, locale, term, searches: 1, zeroHits })
    .onConflict((conflict) =>
      conflict.columns(['day', 'locale', 'term']).doUpdateSet((eb) => ({
        searches: eb('catalogue.searchTerm.searches', '+', 1),
        zeroHits: eb('catalogue.searchTerm.zeroHits', '+', zeroHits),
      })),
    )
    .execute();
}

export interface ZeroHitTerm {
  readonly term: string;
  readonly locale: string;
  readonly count: number;
}

/** Terms that found nothing since that day, most frequent first; what was looked for once only is left out, it may be someone's name. */
export async function zeroHitTerms(db: Db | Tx, since: Temporal.PlainDate, limit = 50): Promise<ZeroHitTerm[]> {
  const { rows } = await sql<{ term: string; locale: string; count: string }>`
    select term, locale, sum(zero_hits) as count from catalogue.search_term
    where day >= ${since.toString()}::date group by term, locale having sum(zero_hits) >= 2
    order by sum(zero_hits) desc, term limit ${limit}`.execute(db);
  return rows.map((row) => ({ term: row.term, locale: row.locale, count: Number(row.count) }));
}

/** One more visit of the service from a list of hits. */
export async function countClick(db: Db | Tx, serviceId: string, day: Temporal.PlainDate): Promise<void> {
  await sql`
    insert into catalogue.click (day, service_id, clicks)
    select ${day.toString()}::date, id, 1 from catalogue.service where id = ${serviceId}
    on conflict (day, service_id) do update set clicks = catalogue.click.clicks + 1`.execute(db);
}

/** Popularity = share of the most clicked service's clicks since that day, on a logarithmic scale. Returns how many services changed. */
export async function setPopularity(tx: Tx, since: Temporal.PlainDate): Promise<number> {
  const result = await sql`
    with used as (
      select s.id, coalesce(sum(c.clicks), 0) as clicks
      from catalogue.service s left join catalogue.click c on c.service_id = s.id and c.day >= ${since.toString()}::date
      group by s.id
    ), scaled as (
      select id, (case when max(clicks) over () = 0 then 0 else ln(1 + clicks) / ln(1 + max(clicks) over ()) end)::real as popularity from used
    )
    update catalogue.service s set popularity = scaled.popularity from scaled where scaled.id = s.id and s.popularity is distinct from scaled.popularity`.execute(
    tx,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/** Deletes counts older than that day. */
export async function deleteUsageBefore(db: Db | Tx, day: Temporal.PlainDate): Promise<number> {
  const terms = await db.deleteFrom('catalogue.searchTerm').where('day', '<', day).executeTakeFirst();
  const clicks = await db.deleteFrom('catalogue.click').where('day', '<', day).executeTakeFirst();
  return Number(terms.numDeletedRows) + Number(clicks.numDeletedRows);
}
