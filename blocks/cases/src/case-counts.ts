import { sql, type Db } from '@amt/db';

/** Cases opened in a span of time. */
export async function countOpened(db: Db, from: Temporal.Instant, to: Temporal.Instant): Promise<number> {
  const row = await db
    .selectFrom('cases.case')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('openedAt', '>=', from)
    .where('openedAt', '<', to)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Cases closed in a span of time. */
export async function countClosed(db: Db, from: Temporal.Instant, to: Temporal.Instant): Promise<number> {
  const row = await db
    .selectFrom('cases.case')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('closedAt', '>=', from)
    .where('closedAt', '<', to)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface CaseFigures {
  readonly serviceId: string;
  readonly opened: number;
  readonly closed: number;
  readonly signedIn: number;
  /** days from opening to closing; undefined while none is closed */
  readonly medianDays: number | undefined;
}

/** Figures per service of cases opened in a span of time, for the statistics of staff; only the given units. */
export async function caseFigures(
  db: Db,
  unitIds: readonly string[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<CaseFigures[]> {
  if (unitIds.length === 0) return [];
  const rows = await db
    .selectFrom('cases.case')
    .select([
      'serviceId',
      sql<number>`count(*)::int`.as('opened'),
      sql<number>`count(closed_at)::int`.as('closed'),
      sql<number>`count(account_id)::int`.as('signedIn'),
      sql<number | null>`percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at) / 86400)`.as('medianDays'),
    ])
    .where('unitId', 'in', unitIds)
    .where('openedAt', '>=', from)
    .where('openedAt', '<', to)
    .groupBy('serviceId')
    .orderBy('serviceId')
    .execute();
  return rows.map((row) => ({ ...row, medianDays: row.medianDays ?? undefined }));
}
