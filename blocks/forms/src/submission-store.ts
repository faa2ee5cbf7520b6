import type { Db, Tx } from '@amt/db';
import { isLocale } from '@amt/i18n';
import type { FileAnswer } from './answers.ts';
import { contactOf } from './contact-of.ts';
import { formByHash } from './definition-store.ts';
import type { Submission } from './submission.ts';
import type {} from './tables.ts';

const columns = [
  'id',
  'formId',
  'formHash',
  'serviceId',
  'accountId',
  'locale',
  'answers',
  'computed',
  'provenance',
  'facts',
  'summary',
  'fee',
  'files',
  'submittedAt',
  'channel',
  'consent',
] as const;

export async function submissionById(db: Db | Tx, id: string): Promise<Submission | undefined> {
  const row = await db.selectFrom('forms.submission').select(columns).where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const form = await formByHash(db, row.formHash);
  return {
    ...row,
    accountId: row.accountId ?? undefined,
    locale: isLocale(row.locale) ? row.locale : 'de',
    feeCents: row.fee.totalCents,
    contact: contactOf(form, row.answers),
  };
}

/** Files that came with a submission; empty when there is no such submission. */
export async function submissionFiles(db: Db | Tx, submissionId: string): Promise<readonly FileAnswer[]> {
  const row = await db.selectFrom('forms.submission').select('files').where('id', '=', submissionId).executeTakeFirst();
  return row?.files ?? [];
}

export async function submissionFileById(db: Db | Tx, submissionId: string, fileId: string): Promise<FileAnswer | undefined> {
  return (await submissionFiles(db, submissionId)).find((file) => file.id === fileId);
}

export async function insertSubmission(
  tx: Tx,
  submission: Omit<Submission, 'id' | 'contact' | 'feeCents'>,
  eraseAfter: Temporal.PlainDate,
): Promise<string> {
  const { answers, computed, provenance, facts, summary, fee, files, consent, accountId = null, ...plain } = submission;
  const { id } = await tx
    .insertInto('forms.submission')
    .values({
      ...plain,
      accountId,
      eraseAfter,
      answers: JSON.stringify(answers),
      computed: JSON.stringify(computed),
      provenance: JSON.stringify(provenance),
      facts: JSON.stringify(facts),
      summary: JSON.stringify(summary),
      fee: JSON.stringify(fee),
      files: JSON.stringify(files),
      ...(consent && { consent: JSON.stringify(consent) }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function submissionsOf(db: Db, accountId: string): Promise<Record<string, unknown>[]> {
  return db
    .selectFrom('forms.submission')
    .select(['id', 'formId', 'serviceId', 'submittedAt', 'channel', 'answers', 'provenance', 'fee', 'files'])
    .where('accountId', '=', accountId)
    .orderBy('submittedAt')
    .execute();
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
