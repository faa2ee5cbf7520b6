import { type Db, type Tx, inTransaction } from '@amt/db';
import { type Place, openContent, sealContent, storageKeysOf } from '@amt/envelope';
import { type Locale, isLocale } from '@amt/i18n';
import type {} from './tables.ts';

/** So many days before a draft is deleted, its person is told. */
const daysBefore = 3;

/** A draft that is about to be deleted, and how to reach its person; nothing of what is in it. */
export interface DueReminder {
  readonly draftId: string;
  readonly expiresAt: Temporal.Instant;
  /** of account drafts; those without account have left an address (`reminderAddress`) */
  readonly accountId: string | null;
}

/**
 * Takes one draft that is due for its reminder and marks it, in the caller's transaction: each draft is taken once, whatever runs at the same time or is
 * tried again. Drafts that were changed within the day are left alone: their person is at work.
 */
export async function takeDueReminder(tx: Tx, now: Temporal.Instant): Promise<DueReminder | undefined> {
  const found = await tx
    .selectFrom('forms.draft')
    .select(['id', 'expiresAt', 'accountId'])
    .where('submissionId', 'is', null)
    .where('remindedAt', 'is', null)
    .where('expiresAt', '>', now)
    .where('expiresAt', '<=', now.add({ hours: 24 * daysBefore }))
    .where('changedAt', '<=', now.subtract({ hours: 24 }))
    .where((where) =>
      where.or([
        where('accountId', 'is not', null),
        where.exists(where.selectFrom('forms.draftReminder').select('draftId').whereRef('draftId', '=', 'forms.draft.id')),
      ]),
    )
    .orderBy('expiresAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!found) return undefined;
  await tx.updateTable('forms.draft').set({ remindedAt: now }).where('id', '=', found.id).execute();
  return { draftId: found.id, expiresAt: found.expiresAt, accountId: found.accountId };
}

/** Keeps a mail address for the one reminder of a draft without account. The person has agreed to that; a later address replaces an earlier one. */
export async function leaveReminderAddress(
  db: Db | Tx,
  reminder: { readonly draftId: string; readonly mail: string; readonly locale: Locale; readonly agreedAt: Temporal.Instant },
): Promise<void> {
  const { draftId, mail, locale, agreedAt } = reminder;
  const change = { locale, agreedAt, ...sealContent(storageKeysOf(db), placeOf(draftId), mail) };
  await db
    .insertInto('forms.draftReminder')
    .values({ draftId, ...change })
    .onConflict((conflict) => conflict.column('draftId').doUpdateSet({ ...change, mail: null }))
    .execute();
}

function placeOf(draftId: string): Place {
  return { table: 'forms.draft_reminder', id: draftId };
}

export async function reminderAddress(
  db: Db | Tx,
  draftId: string,
): Promise<{ readonly mail: string; readonly locale: Locale; readonly expiresAt: Temporal.Instant } | undefined> {
  const row = await db
    .selectFrom('forms.draftReminder as r')
    .innerJoin('forms.draft as d', 'd.id', 'r.draftId')
    .select(['r.mail', 'r.dataKey', 'r.content', 'r.locale', 'd.expiresAt'])
    .where('r.draftId', '=', draftId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { dataKey, content } = row;
  const mail = dataKey && content ? openContent(db, placeOf(draftId), { dataKey, content }) : row.mail;
  if (typeof mail !== 'string') throw new Error(`the reminder of draft ${draftId} has no address`);
  return { mail, expiresAt: row.expiresAt, locale: isLocale(row.locale) ? row.locale : 'de' };
}

export async function forgetReminderAddress(db: Db | Tx, draftId: string): Promise<void> {
  await db.deleteFrom('forms.draftReminder').where('draftId', '=', draftId).execute();
}

/** Encrypts up to `limit` addresses that an earlier version has written in clear; returns how many. */
export function encryptClearAddresses(db: Db, limit: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const rows = await tx
      .selectFrom('forms.draftReminder')
      .select(['draftId', 'mail'])
      .where('mail', 'is not', null)
      .orderBy('draftId')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const { draftId, mail } of rows) {
      const sealed = sealContent(storageKeysOf(tx), placeOf(draftId), mail);
      await tx
        .updateTable('forms.draftReminder')
        .set({ ...sealed, mail: null })
        .where('draftId', '=', draftId)
        .execute();
    }
    return rows.length;
  });
}
