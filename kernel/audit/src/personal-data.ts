import type { Db, Tx } from '@amt/db';
import './tables.ts';

export interface Reading {
  readonly at: Temporal.Instant;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
}

/** Who read the person's data, newest first; their own looks are left out. */
export function readsOf(db: Db, accountId: string, { limit = 100 } = {}): Promise<Reading[]> {
  return db
    .selectFrom('audit.personal as p')
    .innerJoin('audit.entry as e', 'e.id', 'p.entryId')
    .select(['e.at', 'e.actorKind', 'p.actorId', 'p.actorName', 'e.action', 'e.subjectType', 'e.subjectId'])
    .where('p.accountId', '=', accountId)
    .where('p.actorId', '!=', accountId)
    .where('e.reading', '=', true)
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute();
}

/** Everything the audit holds about the account (Art. 15 GDPR), oldest first. */
export function entriesOf(db: Db, accountId: string) {
  return db
    .selectFrom('audit.personal as p')
    .innerJoin('audit.entry as e', 'e.id', 'p.entryId')
    .select(['e.at', 'e.actorKind', 'p.actorName', 'e.action', 'e.subjectType', 'e.subjectId', 'e.reading', 'p.detail'])
    .where((e) => e.or([e('p.accountId', '=', accountId), e('p.actorId', '=', accountId)]))
    .orderBy('e.id')
    .execute();
}

/** Art. 17 GDPR. The entries and the chain stay; nobody can tell any more whom they concerned. */
export async function erasePersonalParts(tx: Tx, accountId: string): Promise<number> {
  const gone = await tx
    .deleteFrom('audit.personal')
    .where((e) => e.or([e('accountId', '=', accountId), e('actorId', '=', accountId)]))
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Personal parts older than this many years go; the entries and the chain stay. */
export const yearsKept = 10;

export async function eraseOldPersonalParts(db: Db, now: Temporal.Instant): Promise<number> {
  const before = now.toZonedDateTimeISO('UTC').subtract({ years: yearsKept }).toInstant();
  const gone = await db
    .deleteFrom('audit.personal')
    .where('entryId', 'in', (e) => e.selectFrom('audit.entry').select('id').where('at', '<', before))
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
