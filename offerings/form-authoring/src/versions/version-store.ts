import type { Db, Tx } from '@amt/db';
import type { FormDefinition } from '@amt/forms';
import type { VersionState } from '../tables.ts';
import '../tables.ts';

/** A version on its way to publication, or published. */
export interface Version {
  readonly id: string;
  readonly formId: string;
  readonly unitId: string;
  readonly number: string;
  readonly hash: string;
  readonly definition: FormDefinition;
  readonly state: VersionState;
  readonly authorId: string | null;
  readonly authorName: string;
  readonly note: string;
  readonly submittedAt: Temporal.Instant;
  readonly approverName: string | null;
  readonly approverNote: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly scheduledFor: Temporal.Instant | null;
  readonly publishedAt: Temporal.Instant | null;
  readonly restoredFrom: string | null;
}

const columns = [
  'id',
  'formId',
  'unitId',
  'number',
  'hash',
  'definition',
  'state',
  'authorId',
  'authorName',
  'note',
  'submittedAt',
  'approverName',
  'approverNote',
  'decidedAt',
  'scheduledFor',
  'publishedAt',
  'restoredFrom',
] as const;

export function versionById(db: Db | Tx, id: string): Promise<Version | undefined> {
  return db.selectFrom('formAuthoring.version').select(columns).where('id', '=', id).executeTakeFirst();
}

/** The row stays locked until the transaction ends. */
export function lockVersion(tx: Tx, id: string): Promise<Version | undefined> {
  return tx.selectFrom('formAuthoring.version').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Versions of a form, the latest first. */
export function versionsOf(db: Db | Tx, formId: string): Promise<Version[]> {
  return db
    .selectFrom('formAuthoring.version')
    .select(columns)
    .where('formId', '=', formId)
    .orderBy('submittedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

/** The version of a form that waits for approval or for its time. */
export function openVersion(db: Db | Tx, formId: string): Promise<Version | undefined> {
  return db
    .selectFrom('formAuthoring.version')
    .select(columns)
    .where('formId', '=', formId)
    .where('state', 'in', ['submitted', 'scheduled'])
    .executeTakeFirst();
}

/** Open versions of units: what waits for an approver. */
export function openVersionsOf(db: Db, unitIds: readonly string[]): Promise<Version[]> {
  if (unitIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('formAuthoring.version')
    .select(columns)
    .where('unitId', 'in', unitIds)
    .where('state', 'in', ['submitted', 'scheduled'])
    .orderBy('submittedAt')
    .execute();
}

export async function insertVersion(
  tx: Tx,
  version: Pick<
    Version,
    'formId' | 'unitId' | 'number' | 'hash' | 'definition' | 'authorName' | 'note' | 'submittedAt' | 'restoredFrom'
  > & {
    readonly authorId: string | null;
  },
): Promise<string> {
  const { id } = await tx
    .insertInto('formAuthoring.version')
    .values({ ...version, definition: JSON.stringify(version.definition), state: 'submitted' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface VersionChange {
  readonly state: VersionState;
  readonly approverId?: string | null;
  readonly approverName?: string | null;
  readonly approverNote?: string | null;
  readonly decidedAt?: Temporal.Instant | null;
  readonly scheduledFor?: Temporal.Instant | null;
  readonly publishedAt?: Temporal.Instant | null;
}

export async function updateVersion(tx: Tx, id: string, change: VersionChange): Promise<void> {
  await tx.updateTable('formAuthoring.version').set(change).where('id', '=', id).execute();
}

/** Versions nobody published, older than a day: what was returned or withdrawn is of no use for ever. */
export async function deleteUnpublishedBefore(db: Db, before: Temporal.Instant): Promise<number> {
  const gone = await db
    .deleteFrom('formAuthoring.version')
    .where('state', 'in', ['returned', 'withdrawn'])
    .where('submittedAt', '<', before)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
