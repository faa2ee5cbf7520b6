import { type Db, type Tx, sql } from '@amt/db';
import { type Locale, isLocale } from '@amt/i18n';
import type { Answers, FileAnswer, ProvenanceMap } from './answers.ts';
import type { Channel, Consent } from './channel.ts';
import type { RawInput } from './parse-input.ts';
import type {} from './tables.ts';

/** A form that is being filled in. */
export interface Draft {
  readonly id: string;
  readonly formId: string;
  readonly formHash: string;
  readonly serviceId: string;
  readonly accountId: string | null;
  readonly locale: Locale;
  readonly answers: Answers;
  readonly provenance: ProvenanceMap;
  readonly raw: Readonly<Record<string, RawInput>>;
  readonly pageRevisions: Readonly<Record<string, number>>;
  readonly revision: number;
  readonly currentPage: string;
  readonly trustLevel: string;
  readonly changedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly submissionId: string | null;
  readonly hasCode: boolean;
  readonly channel: Channel;
  /** a clerk fills it in for somebody */
  readonly staffId: string | null;
  readonly unitId: string | null;
  readonly consent: Consent | null;
  /** the client of an interface it belongs to */
  readonly clientId: string | null;
}

const columns = [
  'id',
  'formId',
  'formHash',
  'serviceId',
  'accountId',
  'locale',
  'answers',
  'provenance',
  'raw',
  'pageRevisions',
  'revision',
  'currentPage',
  'trustLevel',
  'changedAt',
  'expiresAt',
  'submissionId',
  'resumeHash',
  'channel',
  'staffId',
  'unitId',
  'consent',
  'clientId',
] as const;

type Row = Omit<Draft, 'hasCode' | 'locale'> & { readonly locale: string; readonly resumeHash: string | null };

function draftOf({ resumeHash, locale, ...row }: Row): Draft {
  return { ...row, locale: isLocale(locale) ? locale : 'de', hasCode: resumeHash !== null };
}

export async function draftById(db: Db | Tx, id: string, now: Temporal.Instant): Promise<Draft | undefined> {
  const row = await db.selectFrom('forms.draft').select(columns).where('id', '=', id).where('expiresAt', '>', now).executeTakeFirst();
  return row && draftOf(row);
}

/** The row stays locked until the transaction ends. Expired drafts are found too: who sends at the last moment is in time. */
export async function lockDraft(tx: Tx, id: string): Promise<Draft | undefined> {
  const row = await tx.selectFrom('forms.draft').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && draftOf(row);
}

export async function draftByResumeHash(db: Db, resumeHash: string, now: Temporal.Instant): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('forms.draft')
    .select(columns)
    .where('resumeHash', '=', resumeHash)
    .where('expiresAt', '>', now)
    .where('submissionId', 'is', null)
    .executeTakeFirst();
  return row && draftOf(row);
}

/** Drafts of an account that are not sent, last changed first. */
export async function openDrafts(db: Db | Tx, accountId: string, now: Temporal.Instant | undefined): Promise<Draft[]> {
  const rows = await db
    .selectFrom('forms.draft')
    .select(columns)
    .where('accountId', '=', accountId)
    .where('submissionId', 'is', null)
    .$if(now !== undefined, (query) => query.where('expiresAt', '>', now ?? Temporal.Instant.fromEpochMilliseconds(0)))
    .orderBy('changedAt', 'desc')
    .execute();
  return rows.map(draftOf);
}

export interface NewDraft {
  readonly formId: string;
  readonly formHash: string;
  readonly serviceId: string;
  readonly accountId: string | null;
  readonly locale: Locale;
  readonly answers: Answers;
  readonly provenance: ProvenanceMap;
  readonly currentPage: string;
  readonly trustLevel: string;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  /** default `web` */
  readonly channel?: Channel;
  readonly staffId?: string;
  readonly unitId?: string;
  readonly consent?: Consent;
  readonly clientId?: string;
}

export async function insertDraft(db: Db | Tx, { answers, provenance, consent, ...draft }: NewDraft): Promise<string> {
  const { id } = await db
    .insertInto('forms.draft')
    .values({
      ...draft,
      changedAt: draft.createdAt,
      answers: JSON.stringify(answers),
      provenance: JSON.stringify(provenance),
      ...(consent && { consent: JSON.stringify(consent) }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export type DraftChange = Pick<
  Draft,
  'answers' | 'provenance' | 'raw' | 'pageRevisions' | 'currentPage' | 'changedAt' | 'expiresAt' | 'locale'
>;

/** Writes the change unless the draft was changed or sent since it was read: then false, and the caller reads and merges again. */
export async function updateDraft(db: Db | Tx, before: Pick<Draft, 'id' | 'revision'>, change: DraftChange): Promise<boolean> {
  const { answers, provenance, raw, pageRevisions, currentPage, changedAt, expiresAt, locale } = change;
  const { numUpdatedRows } = await db
    .updateTable('forms.draft')
    .set({
      currentPage,
      changedAt,
      expiresAt,
      locale,
      answers: JSON.stringify(answers),
      provenance: JSON.stringify(provenance),
      raw: JSON.stringify(raw),
      pageRevisions: JSON.stringify(pageRevisions),
      revision: before.revision + 1,
    })
    .where('id', '=', before.id)
    .where('revision', '=', before.revision)
    .where('submissionId', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives a draft of nobody to an account; false when it is somebody's already. The code ends: the account is the way in now. */
export async function giveToAccount(
  db: Db | Tx,
  draft: Pick<Draft, 'id' | 'revision' | 'answers' | 'provenance'>,
  owner: { readonly accountId: string; readonly trustLevel: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('forms.draft')
    .set({
      ...owner,
      resumeHash: null,
      answers: JSON.stringify(draft.answers),
      provenance: JSON.stringify(draft.provenance),
      revision: draft.revision + 1,
    })
    .where('id', '=', draft.id)
    .where('revision', '=', draft.revision)
    .where('accountId', 'is', null)
    .where('submissionId', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function setResumeHash(db: Db, id: string, resumeHash: string): Promise<void> {
  await db.updateTable('forms.draft').set({ resumeHash }).where('id', '=', id).where('submissionId', 'is', null).execute();
}

/** The draft has become a submission: its answers live there alone. The row stays until it expires, so that a second click finds the submission. */
export async function closeDraft(tx: Tx, id: string, submissionId: string): Promise<void> {
  await tx
    .with('files', (query) => query.deleteFrom('forms.draftFile').where('draftId', '=', id))
    .updateTable('forms.draft')
    .set({ submissionId, answers: '{}', provenance: '{}', raw: '{}', resumeHash: null, revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .execute();
}

/** @returns page it was left at, undefined when there is no such draft or it was sent */
export async function deleteDraft(db: Db | Tx, id: string): Promise<{ formId: string; currentPage: string } | undefined> {
  return db
    .deleteFrom('forms.draft')
    .where('id', '=', id)
    .where('submissionId', 'is', null)
    .returning(['formId', 'currentPage'])
    .executeTakeFirst();
}

/** Deletes what has expired, sent drafts included. */
export function deleteExpiredDrafts(
  db: Db,
  now: Temporal.Instant,
): Promise<{ formId: string; currentPage: string; submissionId: string | null }[]> {
  return db.deleteFrom('forms.draft').where('expiresAt', '<=', now).returning(['formId', 'currentPage', 'submissionId']).execute();
}

export async function insertDraftFile(
  tx: Tx,
  draftId: string,
  file: Omit<FileAnswer, 'id'>,
  uploadedAt: Temporal.Instant,
): Promise<FileAnswer> {
  const { fileName, mediaType, size, sha256 } = file;
  const { id } = await tx
    .insertInto('forms.draftFile')
    .values({ draftId, fileName, mediaType, size, sha256, uploadedAt })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, fileName, mediaType, size, sha256 };
}

export function draftFileById(db: Db, draftId: string, fileId: string): Promise<FileAnswer | undefined> {
  return db
    .selectFrom('forms.draftFile')
    .select(['id', 'fileName', 'mediaType', 'size', 'sha256'])
    .where('draftId', '=', draftId)
    .where('id', '=', fileId)
    .executeTakeFirst();
}

export async function deleteDraftFiles(tx: Tx, draftId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length > 0) await tx.deleteFrom('forms.draftFile').where('draftId', '=', draftId).where('id', 'in', fileIds).execute();
}

/** What a list says of a draft that a clerk has begun for somebody. */
export type StaffDraft = Pick<Draft, 'id' | 'formId' | 'serviceId' | 'channel' | 'changedAt'>;

export function openDraftsOfStaff(db: Db, staffId: string, now: Temporal.Instant): Promise<StaffDraft[]> {
  return db
    .selectFrom('forms.draft')
    .select(['id', 'formId', 'serviceId', 'channel', 'changedAt'])
    .where('staffId', '=', staffId)
    .where('submissionId', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('changedAt', 'desc')
    .limit(50)
    .execute();
}
