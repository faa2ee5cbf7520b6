import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { emit } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { messageRead } from './events.ts';
import { attachmentOf, attachmentsOf, messageOf, setFirstOpened, setRead, type Attachment, type Message } from './message-store.ts';

export interface OpenedMessage {
  readonly message: Message;
  readonly attachments: readonly Attachment[];
}

/** Opens a message of one's own; the first time leaves the read receipt. Someone else's message is `not-found`. */
export async function readMessage(ctx: Context, id: string): Promise<Result<OpenedMessage, 'not-found'>> {
  if (ctx.actor.kind !== 'person') return failed('not-found');
  return inTransaction(ctx.db, async (tx) => {
    const found = await messageOf(tx, ctx.actor.id, id);
    if (!found) return failed('not-found');
    const first = found.readAt === null && (await setRead(tx, id, ctx.now));
    if (first) {
      await emit(tx, messageRead, { messageId: id, accountId: found.accountId, caseId: found.caseId });
      await record(tx, {
        actor: ctx.actor,
        action: 'mailbox.read-message',
        subject: { type: 'mailbox.message', id },
        accountId: found.accountId,
      });
    }
    return done({ message: first ? { ...found, readAt: ctx.now } : found, attachments: await attachmentsOf(tx, id) });
  });
}

/** An attachment of one's own message, for download; the first time is logged. */
export async function openAttachment(ctx: Context, attachmentId: string): Promise<Result<Attachment, 'not-found'>> {
  if (ctx.actor.kind !== 'person') return failed('not-found');
  return inTransaction(ctx.db, async (tx) => {
    const attachment = await attachmentOf(tx, ctx.actor.id, attachmentId);
    if (!attachment) return failed('not-found');
    if (await setFirstOpened(tx, attachmentId, ctx.now)) {
      const subject = { type: 'mailbox.attachment', id: attachmentId };
      await record(tx, { actor: ctx.actor, action: 'mailbox.open-attachment', subject, accountId: ctx.actor.id });
    }
    return done(attachment);
  });
}
