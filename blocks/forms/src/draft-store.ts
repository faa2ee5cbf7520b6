import { randomUUIDv7 } from 'node:crypto';
import { type Db, type Tx, inTransaction, sql } from '@amt/db';
import type { Locale } from '@amt/i18n';
import type { Answers, ProvenanceMap } from './answers.ts';
import type { Channel, Consent } from './channel.ts';
import type { DraftKey, SealedPart } from './draft-key.ts';
import { type Draft, contentColumns, draftColumns, draftOf } from './draft-row.ts';
import type {} from './tables.ts';

export type { Draft } from './draft-row.ts';

/** @param key of a draft without account */
export async function draftById(db: Db | Tx, id: string, now: Temporal.Instant, key?: DraftKey): Promise<Draft | undefined> {
  const row = await db.selectFrom('forms.draft').select(draftColumns).where('id', '=', id).where('expiresAt', '>', now).executeTakeFirst();
  return row && draftOf(db, row, key);
}

/** The row stays locked until the transaction ends. Expired drafts are found too: who sends at the last moment is in time. */
export async function lockDraft(tx: Tx, id: string, key?: DraftKey): Promise<Draft | undefined> {
  const row = await tx.selectFrom('forms.draft').select(draftColumns).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && draftOf(tx, row, key);
}

export async function draftByKey(db: Db, key: DraftKey, now: Temporal.Instant): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('forms.draft')
    .select(draftColumns)
    .where('resumeHash', '=', key.lookup)
    .where('expiresAt', '>', now)
    .where('submissionId', 'is', null)
    .executeTakeFirst();
  return row && draftOf(db, row, key);
}

/** Drafts of an account that are not sent, last changed first. */
export async function openDrafts(db: Db | Tx, accountId: string, now: Temporal.Instant | undefined): Promise<Draft[]> {
  const rows = await db
    .selectFrom('forms.draft')
    .select(draftColumns)
    .where('accountId', '=', accountId)
    .where('submissionId', 'is', null)
    .$if(now !== undefined, (query) => query.where('expiresAt', '>', now ?? Temporal.Instant.fromEpochMilliseconds(0)))
    .orderBy('changedAt', 'desc')
    .execute();
  return rows.flatMap((row) => draftOf(db, row, undefined) ?? []);
}

/** To whom a draft belongs: nobody is left out, so nothing of nobody's is ever stored where the office could read it. */
export type StoredOwner =
  | { readonly accountId: string }
  | { readonly key: DraftKey }
  | { readonly staffId: string; readonly unitId: string; readonly consent: Consent }
  | { readonly clientId: string };

export interface NewDraft {
  readonly owner: StoredOwner;
  readonly channel: Channel;
  readonly formId: string;
  readonly formHash: string;
  readonly serviceId: string;
  readonly locale: Locale;
  readonly answers: Answers;
  readonly provenance: ProvenanceMap;
  readonly raw?: Draft['raw'];
  readonly currentPage: string;
  readonly trustLevel: string;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

export async function insertDraft(db: Db | Tx, { owner, answers, provenance, raw = {}, ...draft }: NewDraft): Promise<string> {
  const id = randomUUIDv7();
  await db
    .insertInto('forms.draft')
    .values({
      id,
      ...draft,
      changedAt: draft.createdAt,
      ...ownerColumns(owner),
      ...contentColumns(db, { answers, provenance, raw, pageRevisions: {} }, { ...draft, id }, 'key' in owner ? owner.key : undefined),
    })
    .execute();
  return id;
}

function ownerColumns(owner: StoredOwner) {
  if ('key' in owner) return { accountId: null, resumeHash: owner.key.lookup };
  if ('staffId' in owner) return { accountId: null, ...owner, consent: JSON.stringify(owner.consent) };
  return { accountId: null, ...owner };
}

export type DraftChange = Pick<
  Draft,
  'answers' | 'provenance' | 'raw' | 'pageRevisions' | 'carried' | 'appointments' | 'currentPage' | 'changedAt' | 'expiresAt' | 'locale'
>;

/** Writes the change unless the draft was changed or sent since it was read: then false, and the caller reads and merges again. */
export async function updateDraft(
  db: Db | Tx,
  before: Pick<Draft, 'id' | 'revision' | 'formHash' | 'serviceId' | 'key'>,
  change: DraftChange,
): Promise<boolean> {
  const { currentPage, changedAt, expiresAt, locale } = change;
  const { numUpdatedRows } = await db
    .updateTable('forms.draft')
    .set({
      currentPage,
      changedAt,
      expiresAt,
      locale,
      ...contentColumns(db, change, before, before.key),
      revision: before.revision + 1,
    })
    .where('id', '=', before.id)
    .where('revision', '=', before.revision)
    .where('submissionId', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The draft on another version of its form; false when it was changed or sent since it was read. */
export async function moveDraft(tx: Tx, before: Draft, change: DraftChange & Pick<Draft, 'formHash'>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('forms.draft')
    .set({
      formHash: change.formHash,
      currentPage: change.currentPage,
      changedAt: change.changedAt,
      expiresAt: change.expiresAt,
      ...contentColumns(tx, change, { ...before, formHash: change.formHash }, before.key),
      revision: before.revision + 1,
    })
    .where('id', '=', before.id)
    .where('revision', '=', before.revision)
    .where('submissionId', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Seals the draft with another key; the code of the one before opens nothing any more. */
export async function changeKey(db: Db, draft: Draft, key: DraftKey): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('forms.draft')
    .set({ ...contentColumns(db, draft, draft, key), resumeHash: key.lookup, revision: draft.revision + 1 })
    .where('id', '=', draft.id)
    .where('revision', '=', draft.revision)
    .where('resumeHash', 'is not', null)
    .where('submissionId', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives a draft of nobody to an account; false when it is somebody's already. The code ends: the account is the way in now. */
export async function giveToAccount(
  db: Db | Tx,
  draft: Pick<Draft, 'id' | 'revision' | 'formHash' | 'serviceId' | keyof SealedPart>,
  owner: { readonly accountId: string; readonly trustLevel: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('forms.draft')
    .set({ ...owner, resumeHash: null, ...contentColumns(db, draft, draft, undefined), revision: draft.revision + 1 })
    .where('id', '=', draft.id)
    .where('revision', '=', draft.revision)
    .where('resumeHash', 'is not', null)
    .where('submissionId', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The draft has become a submission: its answers live there alone. The row stays until it expires, so that a second click finds the submission. */
export async function closeDraft(tx: Tx, id: string, submissionId: string): Promise<void> {
  await tx
    .with('files', (query) => query.deleteFrom('forms.draftFile').where('draftId', '=', id))
    .with('reminder', (query) => query.deleteFrom('forms.draftReminder').where('draftId', '=', id))
    .updateTable('forms.draft')
    .set({
      submissionId,
      answers: '{}',
      provenance: '{}',
      raw: '{}',
      sealed: null,
      dataKey: null,
      resumeHash: null,
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', id)
    .execute();
}

/** Encrypts up to `limit` drafts that an earlier version has written in clear; returns how many. */
export function encryptClearDrafts(db: Db, limit: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const rows = await tx
      .selectFrom('forms.draft')
      .select(draftColumns)
      .where(sql<boolean>`answers <> '{}' or provenance <> '{}' or raw <> '{}'`)
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const row of rows) {
      await tx
        .updateTable('forms.draft')
        .set(contentColumns(tx, row, row, undefined))
        .where('id', '=', row.id)
        .execute();
    }
    return rows.length;
  });
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
