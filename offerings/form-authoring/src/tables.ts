import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { DefinitionFault, FormDefinition } from '@amt/forms';
import type { AuthorForm } from './model/author-form.ts';
import type { StaleText } from './model/stale-texts.ts';

type Json<T> = ColumnType<T, string, string>;

export interface WorkingCopyTable {
  formId: string;
  unitId: string;
  definition: Json<AuthorForm>;
  stale: Json<readonly StaleText[]>;
  faults: Json<readonly DefinitionFault[]>;
  revision: Generated<number>;
  lockStaffId: string | null;
  lockStaffName: string | null;
  lockUntil: Temporal.Instant | null;
  createdAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  changedBy: string | null;
  changedByName: string;
}

export type VersionState = 'submitted' | 'returned' | 'withdrawn' | 'scheduled' | 'published';

export interface VersionTable {
  id: Generated<string>;
  formId: string;
  unitId: string;
  number: string;
  hash: string;
  definition: JSONColumnType<FormDefinition>;
  state: VersionState;
  authorId: string | null;
  authorName: string;
  note: string;
  submittedAt: Temporal.Instant;
  approverId: string | null;
  approverName: string | null;
  approverNote: string | null;
  decidedAt: Temporal.Instant | null;
  scheduledFor: Temporal.Instant | null;
  publishedAt: Temporal.Instant | null;
  restoredFrom: string | null;
}

declare module '@amt/db' {
  interface Tables {
    'formAuthoring.workingCopy': WorkingCopyTable;
    'formAuthoring.version': VersionTable;
  }
}
