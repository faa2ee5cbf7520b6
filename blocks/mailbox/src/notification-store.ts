import type { Db, Tx } from '@amt/db';
import type { Selectable, Updateable } from 'kysely';
import type { NotificationTable } from './tables.ts';

export type Notification = Readonly<Selectable<NotificationTable>>;

export async function insertNotification(tx: Tx, messageId: string, mailMessageId: string, at: Temporal.Instant): Promise<string> {
  const { id } = await tx
    .insertInto('mailbox.notification')
    .values({ messageId, mailMessageId, changedAt: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function lockNotification(tx: Tx, id: string): Promise<Notification | undefined> {
  return tx.selectFrom('mailbox.notification').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The notification of a message; tells staff and operators how it went. */
export async function notificationOf(db: Db, messageId: string): Promise<Notification | undefined> {
  return db.selectFrom('mailbox.notification').selectAll().where('messageId', '=', messageId).executeTakeFirst();
}

export async function updateNotification(tx: Tx, id: string, change: Updateable<NotificationTable>): Promise<void> {
  await tx.updateTable('mailbox.notification').set(change).where('id', '=', id).execute();
}

export async function setNotified(tx: Tx, messageId: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('mailbox.message').set({ notifiedAt: at }).where('id', '=', messageId).where('notifiedAt', 'is', null).execute();
}

/** Whose mailbox the notification speaks of. */
export async function addresseeOf(db: Db, messageId: string): Promise<string | undefined> {
  const row = await db.selectFrom('mailbox.message').select('accountId').where('id', '=', messageId).executeTakeFirst();
  return row?.accountId;
}
