import type { LocalizedText } from '@amt/i18n';
import type { ColumnType, Generated, Selectable } from 'kysely';
import type { CaseTypeDefinition, Phase } from './case-type.ts';

type Json<T> = ColumnType<T, string, string>;
type Instant = Temporal.Instant;
type Day = Temporal.PlainDate;

interface CaseTypeTable {
  id: string;
  hash: string;
  version: number;
  definition: Json<CaseTypeDefinition>;
  publishedAt: Instant;
}

export interface CaseTable {
  id: Generated<string>;
  fileReference: string;
  caseTypeId: string;
  caseTypeHash: string;
  serviceId: string;
  unitId: string;
  accountId: string | null;
  applicantName: string;
  applicantMail: string | null;
  locale: string;
  submissionId: string;
  claimId: string | null;
  state: string;
  phase: Phase;
  ownerId: string | null;
  openedAt: Instant;
  receivedOn: Day | null;
  dueOn: Day | null;
  closedAt: Instant | null;
  outcome: string | null;
  eraseOn: Day | null;
  /** other people who still have to agree; nothing is granted before */
  openAgreements: Generated<number>;
}

export type EventKind = 'opened' | 'action' | 'message' | 'note' | 'assigned' | 'document' | 'agreement';

interface EventTable {
  id: Generated<string>;
  caseId: string;
  at: Instant;
  kind: EventKind;
  action: string | null;
  fromState: string | null;
  toState: string | null;
  actorKind: string;
  actorId: string;
  actorName: string;
  applicantText: ColumnType<LocalizedText | null, string | null, string | null>;
  detail: ColumnType<Record<string, unknown>, string | undefined, string>;
}

interface MessageTable {
  id: Generated<string>;
  caseId: string;
  direction: 'to-applicant' | 'from-applicant';
  body: string;
  authorName: string;
  sentAt: Instant;
  isQuestion: boolean;
  answerDueOn: Day | null;
  answeredAt: Instant | null;
  mailboxMessageId: string | null;
  mailedAt: Generated<Instant | null>;
}

interface MessageFileTable {
  id: Generated<string>;
  messageId: string;
  fileName: string;
  mediaType: string;
  size: number;
  sha256: string;
}

interface NoteTable {
  id: Generated<string>;
  caseId: string;
  staffId: string;
  staffName: string;
  body: string;
  writtenAt: Instant;
}

interface DecisionTable {
  id: Generated<string>;
  caseId: string;
  outcome: string;
  remarks: string;
  proposedBy: string;
  proposedAt: Instant;
  approvedBy: string | null;
  approvedAt: Instant | null;
  returnedAt: Instant | null;
  documentId: string | null;
  issuedAt: Instant | null;
}

interface TextBlockTable {
  id: Generated<string>;
  key: string | null;
  unitId: string;
  name: string;
  bodyDe: string;
  bodyEn: string;
  changedAt: Instant;
}

interface HolidayTable {
  day: Day;
  nameDe: string;
  nameEn: string;
}

declare module '@amt/db' {
  interface Tables {
    'cases.caseType': CaseTypeTable;
    'cases.case': CaseTable;
    'cases.event': EventTable;
    'cases.message': MessageTable;
    'cases.messageFile': MessageFileTable;
    'cases.note': NoteTable;
    'cases.decision': DecisionTable;
    'cases.textBlock': TextBlockTable;
    'cases.holiday': HolidayTable;
  }
}

export type Case = Selectable<CaseTable>;
export type CaseEvent = Selectable<EventTable>;
export type CaseMessage = Selectable<MessageTable>;
export type CaseMessageFile = Selectable<MessageFileTable>;
export type Note = Selectable<NoteTable>;
export type Decision = Selectable<DecisionTable>;
export type TextBlock = Selectable<TextBlockTable>;
