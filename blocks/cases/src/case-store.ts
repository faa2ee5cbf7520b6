import { sql, type Db, type Tx } from '@amt/db';
import type { LocalizedText } from '@amt/i18n';
import type { Insertable, Updateable } from 'kysely';
import type { Case, CaseEvent, CaseTable, EventKind } from './tables.ts';

/** The row stays locked until the transaction ends, so guards and writes see the same state. */
export function lockCase(tx: Tx, id: string): Promise<Case | undefined> {
  return tx.selectFrom('cases.case').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export function caseById(db: Db | Tx, id: string): Promise<Case | undefined> {
  return db.selectFrom('cases.case').selectAll().where('id', '=', id).executeTakeFirst();
}

export function caseByClaim(db: Db | Tx, claimId: string): Promise<Case | undefined> {
  return db.selectFrom('cases.case').selectAll().where('claimId', '=', claimId).executeTakeFirst();
}

export function caseBySubmission(db: Db | Tx, submissionId: string): Promise<Case | undefined> {
  return db.selectFrom('cases.case').selectAll().where('submissionId', '=', submissionId).executeTakeFirst();
}

/** A resident's cases, latest first. */
export function casesOf(db: Db, accountId: string): Promise<Case[]> {
  return db
    .selectFrom('cases.case')
    .selectAll()
    .where('accountId', '=', accountId)
    .orderBy('openedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function insertCase(tx: Tx, row: Insertable<CaseTable>): Promise<string> {
  const { id } = await tx.insertInto('cases.case').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function updateCase(tx: Tx, id: string, change: Updateable<CaseTable>): Promise<void> {
  await tx.updateTable('cases.case').set(change).where('id', '=', id).execute();
}

export interface NewEvent {
  readonly caseId: string;
  readonly at: Temporal.Instant;
  readonly kind: EventKind;
  readonly action?: string;
  readonly fromState?: string;
  readonly toState?: string;
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string };
  /** the sentence the applicant reads; left out: staff only */
  readonly applicantText?: LocalizedText | undefined;
  readonly detail?: Record<string, unknown>;
}

export async function insertEvent(tx: Tx, event: NewEvent): Promise<void> {
  await tx
    .insertInto('cases.event')
    .values({
      caseId: event.caseId,
      at: event.at,
      kind: event.kind,
      action: event.action ?? null,
      fromState: event.fromState ?? null,
      toState: event.toState ?? null,
      actorKind: event.actor.kind,
      actorId: event.actor.id,
      actorName: event.actor.name,
      applicantText: event.applicantText === undefined ? null : JSON.stringify(event.applicantText),
      ...(event.detail ? { detail: JSON.stringify(event.detail) } : {}),
    })
    .execute();
}

/** Everything that happened, oldest first. */
export function timelineOf(db: Db, caseId: string): Promise<CaseEvent[]> {
  return db.selectFrom('cases.event').selectAll().where('caseId', '=', caseId).orderBy('at').orderBy('id').execute();
}

/** What the applicant sees of it: the steps that have a sentence for them. */
export function applicantTimelineOf(db: Db, caseId: string): Promise<CaseEvent[]> {
  return db
    .selectFrom('cases.event')
    .selectAll()
    .where('caseId', '=', caseId)
    .where('applicantText', 'is not', null)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Ids of closed cases whose retention has ended. */
export function casesToErase(db: Db, today: Temporal.PlainDate): Promise<{ id: string }[]> {
  return db.selectFrom('cases.case').select('id').where('eraseOn', '<=', today).limit(500).execute();
}

export async function deleteCases(db: Db | Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { numDeletedRows } = await db.deleteFrom('cases.case').where('id', 'in', ids).executeTakeFirst();
  return Number(numDeletedRows);
}

/** The person leaves, the file stays as long as the law wants it: the link to the account and the mail address go. */
export async function detachAccount(tx: Tx, accountId: string): Promise<number> {
  await tx.updateTable('cases.event').set({ actorId: '' }).where('actorKind', '=', 'person').where('actorId', '=', accountId).execute();
  const { numUpdatedRows } = await tx
    .updateTable('cases.case')
    .set({ accountId: null, applicantMail: null })
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Counts per phase for the start page of staff and the person's own account. */
export async function countByPhase(db: Db, where: { unitIds: readonly string[] } | { accountId: string }): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('cases.case')
    .select(['phase', sql<number>`count(*)::int`.as('count')])
    .$if('unitIds' in where, (q) => q.where('unitId', 'in', 'unitIds' in where && where.unitIds.length > 0 ? where.unitIds : ['']))
    .$if('accountId' in where, (q) => q.where('accountId', '=', 'accountId' in where ? where.accountId : ''))
    .groupBy('phase')
    .execute();
  return new Map(rows.map((row) => [row.phase, row.count]));
}
