import { sql, type Db } from '@amt/db';
import type { Case } from './tables.ts';
import type { Phase } from './case-type.ts';

/** What a work list can be narrowed by; everything left out does not narrow. */
export interface WorkListFilter {
  readonly unitIds: readonly string[];
  /** a phase, or `active` = everything not closed */
  readonly phase?: Phase | 'active';
  readonly serviceId?: string;
  readonly ownerId?: string;
  readonly unassigned?: boolean;
  readonly overdue?: boolean;
  /** another person still has to agree */
  readonly lacksAgreement?: boolean;
  /** part of the file reference or of the applicant's name */
  readonly text?: string;
  readonly sort: 'due' | 'newest';
  /** rows to skip; lists are short after filtering, so an offset is fine */
  readonly offset: number;
  readonly limit: number;
}

export interface WorkList {
  readonly cases: Case[];
  readonly total: number;
}

/** Cases of the given units, most urgent (or newest) first. */
export async function workList(db: Db, filter: WorkListFilter, today: Temporal.PlainDate): Promise<WorkList> {
  if (filter.unitIds.length === 0) return { cases: [], total: 0 };
  const { phase, serviceId, ownerId, text } = filter;
  const matching = db
    .selectFrom('cases.case as c')
    .where('c.unitId', 'in', filter.unitIds)
    .$if(phase === 'active', (q) => q.where('c.closedAt', 'is', null))
    .$if(phase !== undefined && phase !== 'active', (q) => q.where('c.phase', '=', phase as Phase))
    .$if(serviceId !== undefined, (q) => q.where('c.serviceId', '=', serviceId ?? ''))
    .$if(ownerId !== undefined, (q) => q.where('c.ownerId', '=', ownerId ?? ''))
    .$if(filter.unassigned === true, (q) => q.where('c.ownerId', 'is', null))
    .$if(filter.overdue === true, (q) => q.where('c.closedAt', 'is', null).where('c.dueOn', '<', today))
    .$if(filter.lacksAgreement === true, (q) => q.where('c.closedAt', 'is', null).where('c.openAgreements', '>', 0))
    .$if(text !== undefined && text !== '', (q) =>
      q.where((eb) => {
        const pattern = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`;
        return eb.or([eb('c.fileReference', 'ilike', pattern), eb('c.applicantName', 'ilike', pattern)]);
      }),
    );
  const [cases, count] = await Promise.all([
    matching
      .selectAll('c')
      .$if(filter.sort === 'due', (q) => q.orderBy(sql`c.closed_at is not null`).orderBy(sql`c.due_on asc nulls last`))
      .orderBy('c.openedAt', 'desc')
      .orderBy('c.id')
      .offset(filter.offset)
      .limit(filter.limit)
      .execute(),
    matching.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow(),
  ]);
  return { cases, total: count.total };
}
