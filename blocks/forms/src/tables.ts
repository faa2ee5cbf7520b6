import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Answers, Facts, FileAnswer, Json, ProvenanceMap } from './answers.ts';
import type { Channel, Consent } from './channel.ts';
import type { FormDefinition } from './definition.ts';
import type { RawInput } from './parse-input.ts';
import type { SubmittedFee } from './submission.ts';
import type { Summary } from './summary.ts';

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
  /** answers, provenance, inputs and page revisions of a draft without account, encrypted (`draft-key.ts`); their columns are empty then */
  sealed: ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>;
  remindedAt: ColumnType<Temporal.Instant | null, undefined, Temporal.Instant | null>;
}

/** Mail address for one reminder of a draft without account. */
export interface DraftReminderTable {
  draftId: string;
  mail: string;
  locale: string;
  agreedAt: Temporal.Instant;
}

export interface DraftFileTable {
  id: Generated<string>;
  draftId: string;
  /** null for files of sealed drafts: their names are in the sealed part */
  fileName: string | null;
  mediaType: string | null;
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
  answers: Stored<Answers>;
  computed: Stored<Readonly<Record<string, Json>>>;
  provenance: Stored<ProvenanceMap>;
  facts: Stored<Facts>;
  summary: Stored<Summary>;
  fee: Stored<SubmittedFee>;
  files: ColumnType<readonly FileAnswer[], string, string>;
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
