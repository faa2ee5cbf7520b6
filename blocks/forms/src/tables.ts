import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Answers, Facts, FileAnswer, Json, ProvenanceMap } from './answers.ts';
import type { Channel, Consent } from './channel.ts';
import type { FormDefinition } from './definition.ts';
import type { RawInput } from './parse-input.ts';
import type { SubmittedFee } from './submission.ts';
import type { Summary } from './summary.ts';

type InClear<T> = ColumnType<T | null, undefined, null>;
type Stored<T extends object> = JSONColumnType<T>;
type Defaulted<T extends object> = ColumnType<T, string | undefined, string>;

export interface DefinitionTable {
  hash: string;
  formId: string;
  version: string;
  definition: Stored<FormDefinition>;
  publishedAt: Temporal.Instant;
  offered: Generated<boolean>;
}

export interface DraftTable {
  id: Generated<string>;
  formId: string;
  formHash: string;
  serviceId: string;
  accountId: string | null;
  resumeHash: string | null;
  locale: string;
  answers: Defaulted<Answers>;
  provenance: Defaulted<ProvenanceMap>;
  raw: Defaulted<Readonly<Record<string, RawInput>>>;
  pageRevisions: Defaulted<Readonly<Record<string, number>>>;
  revision: Generated<number>;
  currentPage: string;
  trustLevel: Generated<string>;
  channel: Generated<Channel>;
  staffId: ColumnType<string | null, string | undefined, string>;
  unitId: ColumnType<string | null, string | undefined, string>;
  clientId: ColumnType<string | null, string | undefined, string>;
  consent: ColumnType<Consent | null, string | undefined, string>;
  createdAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  submissionId: string | null;
  /** answers, provenance, inputs and page revisions, encrypted: of a draft without account with its code (`draft-key.ts`), of others under `dataKey` */
  sealed: ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>;
  dataKey: ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>;
  remindedAt: ColumnType<Temporal.Instant | null, undefined, Temporal.Instant | null>;
}

/** Mail address for one reminder of a draft without account. */
export interface DraftReminderTable {
  draftId: string;
  /** of earlier versions alone, until it is encrypted */
  mail: ColumnType<string | null, undefined, null>;
  dataKey: Uint8Array | null;
  content: Uint8Array | null;
  locale: string;
  agreedAt: Temporal.Instant;
}

export interface DraftFileTable {
  id: Generated<string>;
  draftId: string;
  /** of earlier versions alone, until they are encrypted */
  fileName: ColumnType<string | null, undefined, null>;
  mediaType: ColumnType<string | null, undefined, null>;
  /** name and type of a scan */
  dataKey: Uint8Array | null;
  content: Uint8Array | null;
  /** of the content; of a sealed file too */
  size: number;
  sha256: string;
  uploadedAt: Temporal.Instant;
  /** it shows the paper and answers no question */
  scan: Generated<boolean>;
}

export interface SubmissionTable {
  id: Generated<string>;
  formId: string;
  formHash: string;
  serviceId: string;
  accountId: string | null;
  locale: string;
  dataKey: Uint8Array | null;
  /** {@link SubmittedContent}, encrypted */
  content: Uint8Array | null;
  /** names of its files' blobs */
  blobs: readonly string[];
  // in clear in rows of earlier versions alone, until they are encrypted
  answers: InClear<Answers>;
  computed: InClear<Readonly<Record<string, Json>>>;
  provenance: InClear<ProvenanceMap>;
  facts: InClear<Facts>;
  summary: InClear<Summary>;
  fee: InClear<SubmittedFee>;
  files: InClear<readonly FileAnswer[]>;
  channel: Generated<Channel>;
  consent: ColumnType<Consent | null, string | undefined, string>;
  submittedAt: Temporal.Instant;
  eraseAfter: Temporal.PlainDate;
}

export interface PageUsageTable {
  formId: string;
  day: Temporal.PlainDate;
  page: string;
  shown: Generated<number>;
  answered: Generated<number>;
  refused: Generated<number>;
  abandoned: Generated<number>;
  seconds: Generated<number>;
  timed: Generated<number>;
}

export interface FieldUsageTable {
  formId: string;
  day: Temporal.PlainDate;
  field: string;
  shown: Generated<number>;
  answered: Generated<number>;
  refused: Generated<number>;
}

export interface FieldFaultTable {
  formId: string;
  day: Temporal.PlainDate;
  field: string;
  code: string;
  times: Generated<number>;
}

declare module '@amt/db' {
  interface Tables {
    'forms.definition': DefinitionTable;
    'forms.draft': DraftTable;
    'forms.draftReminder': DraftReminderTable;
    'forms.draftFile': DraftFileTable;
    'forms.submission': SubmissionTable;
    'forms.pageUsage': PageUsageTable;
    'forms.fieldUsage': FieldUsageTable;
    'forms.fieldFault': FieldFaultTable;
  }
}
