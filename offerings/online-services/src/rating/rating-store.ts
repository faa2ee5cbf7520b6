import { officeDate } from '@amt/clock';
import { sql, type Db, type Tx } from '@amt/db';

export interface Rating {
  readonly serviceId: string;
  readonly givenOn: Temporal.PlainDate;
  /** 1 to 5 */
  readonly stars: number;
  /** undefined: not answered */
  readonly recommends?: boolean | undefined;
  readonly remark: string;
}

export async function insertRating(db: Db | Tx, rating: Rating): Promise<void> {
  await db
    .insertInto('onlineServices.rating')
    .values({ ...rating, recommends: rating.recommends ?? null })
    .execute();
}

export interface RatingSummary {
  readonly serviceId: string;
  readonly count: number;
  readonly averageStars: number;
  /** 1 to 5 stars, how often each */
  readonly stars: readonly number[];
  /** share of those who answered the question, 0 to 1 */
  readonly recommendShare: number | undefined;
}

/** Ratings per service between two days (both included). */
export async function ratingSummaries(db: Db, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<RatingSummary[]> {
  const rows = await db
    .selectFrom('onlineServices.rating')
    .select([
      'serviceId',
      sql<number>`count(*)::int`.as('count'),
      sql<number>`avg(stars)::float8`.as('averageStars'),
      sql<
        number[]
      >`array[count(*) filter (where stars = 1), count(*) filter (where stars = 2), count(*) filter (where stars = 3), count(*) filter (where stars = 4), count(*) filter (where stars = 5)]::int[]`.as(
        'stars',
      ),
      sql<number | null>`avg(recommends::int)::float8`.as('recommendShare'),
    ])
    .where('givenOn', '>=', from)
    .where('givenOn', '<=', to)
    .groupBy('serviceId')
    .execute();
  return rows.map((row) => ({ ...row, recommendShare: row.recommendShare ?? undefined }));
}

/** Latest remarks on a service, without author or time: only the day. */
export function remarksOn(db: Db, serviceId: string): Promise<{ givenOn: Temporal.PlainDate; stars: number; remark: string }[]> {
  return db
    .selectFrom('onlineServices.rating')
    .select(['givenOn', 'stars', 'remark'])
    .where('serviceId', '=', serviceId)
    .where('remark', '<>', '')
    .orderBy('givenOn', 'desc')
    .limit(20)
    .execute();
}

/** Ratings given in a span of time. */
export async function countRatings(db: Db, from: Temporal.Instant, to: Temporal.Instant): Promise<number> {
  const row = await db
    .selectFrom('onlineServices.rating')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('givenOn', '>=', officeDate(from))
    .where('givenOn', '<', officeDate(to))
    .executeTakeFirstOrThrow();
  return row.count;
}
