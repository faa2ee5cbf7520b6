import type { Db, Tx } from '@amt/db';
import type { Insertable, Selectable } from 'kysely';
import type { AttachmentTable, MessageTable } from './tables.ts';

/** A message in someone's mailbox. */
export type Message = Readonly<Selectable<MessageTable>>;
export type Attachment = Readonly<Selectable<AttachmentTable>>;
/** A line of the inbox. */
export type InboxEntry = Pick<
  Message,
  | 'id'
  | 'kind'
  | 'subject'
  | 'language'
  | 'sender'
  | 'caseReference'
  | 'wantsAnswer'
  | 'deliveredAt'
  | 'readAt'
  | 'answeredAt'
  | 'archivedAt'
> & { readonly attachmentCount: number };

/** `undefined` when a message with this idempotency key is there already. */
export async function insertMessage(tx: Tx, message: Insertable<MessageTable>): Promise<string | undefined> {
  const row = await tx
    .insertInto('mailbox.message')
    .values(message)
    .onConflict((conflict) => conflict.column('idempotencyKey').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function messageIdByKey(db: Db, idempotencyKey: string): Promise<string | undefined> {
  const row = await db.selectFrom('mailbox.message').select('id').where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
  return row?.id;
}

export async function insertAttachments(
  tx: Tx,
  messageId: string,
  files: readonly Omit<Insertable<AttachmentTable>, 'messageId' | 'position'>[],
): Promise<void> {
  if (files.length === 0) return;
  await tx
    .insertInto('mailbox.attachment')
    .values(files.map((file, position) => ({ ...file, messageId, position })))
    .execute();
}

/** The message if it is this account's, else `undefined`: nobody learns that it exists. */
export async function messageOf(db: Db, accountId: string, id: string): Promise<Message | undefined> {
  return db.selectFrom('mailbox.message').selectAll().where('id', '=', id).where('accountId', '=', accountId).executeTakeFirst();
}

export async function attachmentsOf(db: Db, messageId: string): Promise<Attachment[]> {
  return db.selectFrom('mailbox.attachment').selectAll().where('messageId', '=', messageId).orderBy('position').execute();
}

export async function attachmentOf(db: Db, accountId: string, attachmentId: string): Promise<Attachment | undefined> {
  return db
    .selectFrom('mailbox.attachment as a')
    .innerJoin('mailbox.message as m', 'm.id', 'a.messageId')
    .selectAll('a')
    .where('a.id', '=', attachmentId)
    .where('m.accountId', '=', accountId)
    .executeTakeFirst();
}

/** @returns whether this was the first time */
export async function setRead(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('mailbox.message')
    .set({ readAt: at })
    .where('id', '=', id)
    .where('readAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** @returns whether this was the first time */
export async function setFirstOpened(tx: Tx, attachmentId: string, at: Temporal.Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('mailbox.attachment')
    .set({ firstOpenedAt: at })
    .where('id', '=', attachmentId)
    .where('firstOpenedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** @returns whether the account has such a message */
export async function setArchived(db: Db, accountId: string, id: string, at: Temporal.Instant | null): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('mailbox.message')
    .set({ archivedAt: at })
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The question in the message was answered: its button goes away. */
export async function markAnswered(tx: Tx, messageId: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('mailbox.message').set({ answeredAt: at }).where('id', '=', messageId).where('answeredAt', 'is', null).execute();
}

/** Messages not yet opened and not archived. */
export async function unreadCount(db: Db, accountId: string): Promise<number> {
  const row = await db
    .selectFrom('mailbox.message')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .where('readAt', 'is', null)
    .where('archivedAt', 'is', null)
    .executeTakeFirst();
  return row?.count ?? 0;
}

export interface InboxQuery {
  /** the archive instead of the inbox */
  readonly archived?: boolean;
  /** words in subject, text, sender or file reference */
  readonly search?: string;
  /** 1 for the newest */
  readonly page?: number;
  readonly pageSize?: number;
}

export interface InboxPage {
  readonly entries: readonly InboxEntry[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** Escapes what `like` would take as a pattern. */
function pattern(words: string): string {
  return `%${words.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
}

/** The account's messages, newest first. A page beyond the last one gives the last one. */
export async function inboxOf(
  db: Db,
  accountId: string,
  { archived = false, search = '', page = 1, pageSize = 20 }: InboxQuery = {},
): Promise<InboxPage> {
  const words = search
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);
  const matching = db
    .selectFrom('mailbox.message as m')
    .where('m.accountId', '=', accountId)
    .where('m.archivedAt', archived ? 'is not' : 'is', null)
    .where((eb) =>
      eb.and(
        words.map((word) =>
          eb.or((['m.subject', 'm.body', 'm.sender', 'm.caseReference'] as const).map((column) => eb(column, 'ilike', pattern(word)))),
        ),
      ),
    );
  const counted = await matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirst();
  const total = counted?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const shown = Math.min(Math.max(1, page), pages);
  const entries = await matching
    .select([
      'm.id',
      'm.kind',
      'm.subject',
      'm.language',
      'm.sender',
      'm.caseReference',
      'm.wantsAnswer',
      'm.deliveredAt',
      'm.readAt',
      'm.answeredAt',
      'm.archivedAt',
    ])
    .select((eb) =>
      eb
        .selectFrom('mailbox.attachment as a')
        .select((of) => of.fn.countAll<number>().as('count'))
        .whereRef('a.messageId', '=', 'm.id')
        .as('attachmentCount'),
    )
    .orderBy('m.deliveredAt', 'desc')
    .orderBy('m.id', 'desc')
    .limit(pageSize)
    .offset((shown - 1) * pageSize)
    .execute();
  return { entries: entries.map((entry) => ({ ...entry, attachmentCount: entry.attachmentCount ?? 0 })), total, page: shown, pages };
}
