import type { Db, Tx } from '@amt/db';
import type { CaseMessage, CaseMessageFile, Note } from './tables.ts';

export interface MessageFile {
  readonly fileName: string;
  readonly mediaType: string;
  /** bytes */
  readonly size: number;
  readonly sha256: string;
}

export interface NewMessage {
  readonly caseId: string;
  readonly direction: 'to-applicant' | 'from-applicant';
  readonly body: string;
  readonly authorName: string;
  readonly sentAt: Temporal.Instant;
  readonly isQuestion: boolean;
  readonly answerDueOn?: Temporal.PlainDate;
  readonly files: readonly MessageFile[];
}

export async function insertMessage(tx: Tx, { files, ...message }: NewMessage): Promise<string> {
  const { id } = await tx.insertInto('cases.message').values(message).returning('id').executeTakeFirstOrThrow();
  if (files.length > 0)
    await tx
      .insertInto('cases.messageFile')
      .values(files.map((file) => ({ messageId: id, ...file })))
      .execute();
  return id;
}

export function messageById(db: Db, id: string): Promise<CaseMessage | undefined> {
  return db.selectFrom('cases.message').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function setMailed(tx: Tx, messageId: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('cases.message').set({ mailedAt: at }).where('id', '=', messageId).execute();
}

export interface MessageWithFiles extends CaseMessage {
  readonly files: CaseMessageFile[];
}

/** All messages of a case with their files, oldest first. */
export async function messagesOf(db: Db, caseId: string): Promise<MessageWithFiles[]> {
  const messages = await db.selectFrom('cases.message').selectAll().where('caseId', '=', caseId).orderBy('sentAt').orderBy('id').execute();
  if (messages.length === 0) return [];
  const files = await db
    .selectFrom('cases.messageFile')
    .selectAll()
    .where(
      'messageId',
      'in',
      messages.map((m) => m.id),
    )
    .orderBy('fileName')
    .execute();
  return messages.map((message) => ({ ...message, files: files.filter((file) => file.messageId === message.id) }));
}

export function openQuestion(db: Db | Tx, caseId: string): Promise<CaseMessage | undefined> {
  return db
    .selectFrom('cases.message')
    .selectAll()
    .where('caseId', '=', caseId)
    .where('isQuestion', '=', true)
    .where('answeredAt', 'is', null)
    .executeTakeFirst();
}

export async function markAnswered(tx: Tx, messageId: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('cases.message').set({ answeredAt: at }).where('id', '=', messageId).execute();
}

export async function linkMailboxMessage(tx: Tx, messageId: string, mailboxMessageId: string): Promise<void> {
  await tx.updateTable('cases.message').set({ mailboxMessageId }).where('id', '=', messageId).execute();
}

/** A file of a message together with the case it belongs to, for the access check. */
export function messageFileById(
  db: Db,
  id: string,
): Promise<(CaseMessageFile & { caseId: string; accountId: string | null; unitId: string }) | undefined> {
  return db
    .selectFrom('cases.messageFile as f')
    .innerJoin('cases.message as m', 'm.id', 'f.messageId')
    .innerJoin('cases.case as c', 'c.id', 'm.caseId')
    .selectAll('f')
    .select(['m.caseId', 'c.accountId', 'c.unitId'])
    .where('f.id', '=', id)
    .executeTakeFirst();
}

export function notesOf(db: Db, caseId: string): Promise<Note[]> {
  return db.selectFrom('cases.note').selectAll().where('caseId', '=', caseId).orderBy('writtenAt').orderBy('id').execute();
}

export async function insertNote(tx: Tx, note: Omit<Note, 'id'>): Promise<void> {
  await tx.insertInto('cases.note').values(note).execute();
}
