import { sql, type Db, type Tx } from '@amt/db';
import type { DefinitionFault } from '@amt/forms';
import type { AuthorForm, AuthorText } from '../model/author-form.ts';
import type { StaleText } from '../model/stale-texts.ts';
import '../tables.ts';

/** A form as its authors are writing it. */
export interface WorkingCopy {
  readonly formId: string;
  readonly unitId: string;
  readonly definition: AuthorForm;
  readonly stale: readonly StaleText[];
  readonly faults: readonly DefinitionFault[];
  readonly revision: number;
  readonly lockStaffId: string | null;
  readonly lockStaffName: string | null;
  readonly lockUntil: Temporal.Instant | null;
  readonly changedAt: Temporal.Instant;
  readonly changedByName: string;
}

/** What the list of forms says of a working copy. */
export interface WorkingCopySummary {
  readonly formId: string;
  readonly unitId: string;
  readonly title: AuthorText;
  readonly faultCount: number;
  readonly lockStaffName: string | null;
  readonly lockUntil: Temporal.Instant | null;
  readonly changedAt: Temporal.Instant;
  readonly changedByName: string;
}

const columns = [
  'formId',
  'unitId',
  'definition',
  'stale',
  'faults',
  'revision',
  'lockStaffId',
  'lockStaffName',
  'lockUntil',
  'changedAt',
  'changedByName',
] as const;

export function workingCopy(db: Db | Tx, formId: string): Promise<WorkingCopy | undefined> {
  return db.selectFrom('formAuthoring.workingCopy').select(columns).where('formId', '=', formId).executeTakeFirst();
}

/** The row stays locked until the transaction ends. */
export function lockWorkingCopy(tx: Tx, formId: string): Promise<WorkingCopy | undefined> {
  return tx.selectFrom('formAuthoring.workingCopy').select(columns).where('formId', '=', formId).forUpdate().executeTakeFirst();
}

export function workingCopiesOf(db: Db, unitIds: readonly string[]): Promise<WorkingCopySummary[]> {
  if (unitIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('formAuthoring.workingCopy')
    .select(['formId', 'unitId', 'lockStaffName', 'lockUntil', 'changedAt', 'changedByName'])
    .select([sql<AuthorText>`definition -> 'title'`.as('title'), sql<number>`jsonb_array_length(faults)`.as('faultCount')])
    .where('unitId', 'in', unitIds)
    .orderBy('changedAt', 'desc')
    .execute();
}

interface Written {
  readonly unitId: string;
  readonly definition: AuthorForm;
  readonly stale: readonly StaleText[];
  readonly faults: readonly DefinitionFault[];
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string | null;
  readonly changedByName: string;
  readonly lockStaffId: string | null;
  readonly lockStaffName: string | null;
  readonly lockUntil: Temporal.Instant | null;
}

/** False when there is one already. */
export async function insertWorkingCopy(tx: Tx, formId: string, written: Written): Promise<boolean> {
  const inserted = await tx
    .insertInto('formAuthoring.workingCopy')
    .values({ formId, ...jsonOf(written), createdAt: written.changedAt })
    .onConflict((conflict) => conflict.column('formId').doNothing())
    .returning('formId')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function updateWorkingCopy(tx: Tx, formId: string, written: Written): Promise<void> {
  await tx
    .updateTable('formAuthoring.workingCopy')
    .set((eb) => ({ ...jsonOf(written), revision: eb('revision', '+', 1) }))
    .where('formId', '=', formId)
    .execute();
}

const jsonOf = ({ definition, stale, faults, ...rest }: Written) => ({
  ...rest,
  definition: JSON.stringify(definition),
  stale: JSON.stringify(stale),
  faults: JSON.stringify(faults),
});

export async function setLock(
  tx: Tx,
  formId: string,
  lock: Pick<WorkingCopy, 'lockStaffId' | 'lockStaffName' | 'lockUntil'>,
): Promise<void> {
  await tx.updateTable('formAuthoring.workingCopy').set(lock).where('formId', '=', formId).execute();
}

export async function deleteWorkingCopy(tx: Tx, formId: string): Promise<void> {
  await tx.deleteFrom('formAuthoring.workingCopy').where('formId', '=', formId).execute();
}
