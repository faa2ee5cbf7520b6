import { randomUUIDv7 } from 'node:crypto';
import { type Db, type Tx, inTransaction } from '@amt/db';
import { type Place, type StorageKeys, openContent, sealContent, storageKeysOf } from '@amt/envelope';
import { isLocale } from '@amt/i18n';
import type { Selectable } from 'kysely';
import type { FileAnswer } from './answers.ts';
import { contactOf } from './contact-of.ts';
import { formByHash } from './definition-store.ts';
import type { Submission, SubmittedContent } from './submission.ts';
import type { SubmissionTable } from './tables.ts';

const columns = [
  'id',
  'formId',
  'formHash',
  'serviceId',
  'accountId',
  'locale',
  'submittedAt',
  'channel',
  'consent',
  'dataKey',
  'content',
  // rows of earlier versions that are not encrypted yet
  'answers',
  'computed',
  'provenance',
  'facts',
  'summary',
  'fee',
  'files',
] as const;

export async function submissionById(db: Db | Tx, id: string): Promise<Submission | undefined> {
  const row = await db.selectFrom('forms.submission').select(columns).where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const content = contentOf(db, row);
  const form = await formByHash(db, row.formHash);
  const { formId, formHash, serviceId, accountId, locale, submittedAt, channel, consent } = row;
  return {
    id,
    formId,
    formHash,
    serviceId,
    accountId: accountId ?? undefined,
    locale: isLocale(locale) ? locale : 'de',
    ...content,
    feeCents: content.fee.totalCents,
    contact: contactOf(form, content.answers),
    submittedAt,
    channel,
    consent,
  };
}

/** Files that came with a submission; empty when there is no such submission. */
export async function submissionFiles(db: Db | Tx, submissionId: string): Promise<readonly FileAnswer[]> {
  const row = await db.selectFrom('forms.submission').select(columns).where('id', '=', submissionId).executeTakeFirst();
  return row ? contentOf(db, row).files : [];
}

export async function submissionFileById(db: Db | Tx, submissionId: string, fileId: string): Promise<FileAnswer | undefined> {
  return (await submissionFiles(db, submissionId)).find((file) => file.id === fileId);
}

type Encrypted = Pick<Selectable<SubmissionTable>, 'id' | 'formHash' | 'dataKey' | 'content'>;
type InClear = { readonly [Part in keyof SubmittedContent]: SubmittedContent[Part] | null };

function placeOf({ id, formHash }: Pick<Encrypted, 'id' | 'formHash'>): Place {
  return { table: 'forms.submission', id, boundTo: [formHash] };
}

/** @throws NotAuthentic when it was changed, or is that of another row or form */
function contentOf(db: Db | Tx, row: Encrypted & InClear): SubmittedContent {
  const { dataKey, content } = row;
  // authenticated: it is what `encryptedSubmission` was given
  if (content !== null && dataKey !== null) return openContent(db, placeOf(row), { dataKey, content }) as SubmittedContent;
  const { answers, computed, provenance, facts, summary, fee, files } = row;
  if (!answers || !computed || !provenance || !facts || !summary || !fee || !files) throw new Error(`submission ${row.id} has no content`);
  return { answers, computed, provenance, facts, summary, fee, files };
}

/** The columns that hold the content of a submission: nothing of it in clear but the names of its blobs. */
export function encryptedSubmission(
  keys: StorageKeys,
  of: { readonly id: string; readonly formHash: string },
  { answers, computed, provenance, facts, summary, fee, files, appointments }: SubmittedContent,
): { readonly dataKey: Buffer; readonly content: Buffer; readonly blobs: readonly string[] } {
  const sealed = sealContent(keys, placeOf(of), {
    answers,
    computed,
    provenance,
    facts,
    summary,
    fee,
    files,
    ...(appointments && { appointments }),
  });
  return { ...sealed, blobs: files.map(({ sha256 }) => sha256) };
}

export async function insertSubmission(
  tx: Tx,
  submission: Omit<Submission, 'id' | 'contact' | 'feeCents'>,
  eraseAfter: Temporal.PlainDate,
): Promise<string> {
  const { formId, formHash, serviceId, accountId = null, locale, submittedAt, channel, consent } = submission;
  const id = randomUUIDv7();
  await tx
    .insertInto('forms.submission')
    .values({
      id,
      formId,
      formHash,
      serviceId,
      accountId,
      locale,
      submittedAt,
      channel,
      eraseAfter,
      ...encryptedSubmission(storageKeysOf(tx), { id, formHash }, submission),
      ...(consent && { consent: JSON.stringify(consent) }),
    })
    .execute();
  return id;
}

/** Encrypts up to `limit` submissions that an earlier version has written in clear; returns how many. */
export function encryptClearSubmissions(db: Db, limit: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const rows = await tx
      .selectFrom('forms.submission')
      .select(columns)
      .where('content', 'is', null)
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const row of rows) {
      const { dataKey, content } = encryptedSubmission(storageKeysOf(tx), row, contentOf(tx, row));
      await tx
        .updateTable('forms.submission')
        .set({ dataKey, content, answers: null, computed: null, provenance: null, facts: null, summary: null, fee: null, files: null })
        .where('id', '=', row.id)
        .execute();
    }
    return rows.length;
  });
}

export async function submissionsOf(db: Db, accountId: string): Promise<Record<string, unknown>[]> {
  const rows = await db.selectFrom('forms.submission').select(columns).where('accountId', '=', accountId).orderBy('submittedAt').execute();
  return rows.map((row) => {
    const { id, formId, serviceId, submittedAt, channel } = row;
    const { answers, provenance, fee, files } = contentOf(db, row);
    return { id, formId, serviceId, submittedAt, channel, answers, provenance, fee, files };
  });
}

/** How many submissions of an account stay with the office. */
export async function countSubmissionsOf(tx: Tx, accountId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('forms.submission')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Deletes submissions whose time of keeping is over; returns how many. */
export async function deleteSubmissionsDue(db: Db, today: Temporal.PlainDate): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('forms.submission').where('eraseAfter', '<', today).executeTakeFirst();
  return Number(numDeletedRows);
}
