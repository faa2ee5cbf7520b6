import { createHash } from 'node:crypto';
import type { Tx } from '@amt/db';
import { enqueue } from '@amt/jobs';
import { insertAttachments, insertMessage, messageIdByKey } from './message-store.ts';
import { insertNotification } from './notification-store.ts';
import { sendNotification } from './send-notification.ts';
import type { MessageAction, MessageKind } from './tables.ts';

export interface DeliveredFile {
  readonly documentId?: string | undefined;
  /** blob in the file store */
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** bytes */
  readonly size: number;
}

export interface Delivery {
  readonly accountId: string;
  readonly kind: MessageKind;
  readonly subject: string;
  /** plain text; empty lines part paragraphs */
  readonly body: string;
  /** language of subject and body, default German */
  readonly language?: 'de' | 'en';
  /** the unit that writes, as people read it */
  readonly sender?: string | undefined;
  readonly caseId?: string | undefined;
  readonly caseReference?: string | undefined;
  readonly attachments?: readonly DeliveredFile[];
  readonly action?: MessageAction;
  /** default: true for a question */
  readonly wantsAnswer?: boolean;
  /** the same key twice delivers once */
  readonly idempotencyKey: string;
  /** default: now; the demo city sets the past */
  readonly at?: Temporal.Instant;
  /** default true; the demo city fills mailboxes without sending mails */
  readonly notify?: boolean;
}

/**
 * Puts a message into the mailbox and queues the notification by mail, in the caller's transaction.
 * @returns the message's id, also when the key was delivered before
 */
export async function deliver(tx: Tx, delivery: Delivery): Promise<string> {
  const at = delivery.at ?? Temporal.Now.instant();
  const id = await insertMessage(tx, {
    accountId: delivery.accountId,
    kind: delivery.kind,
    subject: delivery.subject,
    body: delivery.body,
    language: delivery.language,
    sender: delivery.sender ?? null,
    caseId: delivery.caseId ?? null,
    caseReference: delivery.caseReference ?? null,
    action: delivery.action ? JSON.stringify(delivery.action) : null,
    wantsAnswer: delivery.wantsAnswer ?? delivery.kind === 'question',
    idempotencyKey: delivery.idempotencyKey,
    deliveredAt: at,
  });
  if (id === undefined) {
    const earlier = await messageIdByKey(tx, delivery.idempotencyKey);
    if (earlier === undefined) throw new Error('a delivered message vanished');
    return earlier;
  }
  await insertAttachments(
    tx,
    id,
    (delivery.attachments ?? []).map(({ documentId, sha256, fileName, mediaType, size }) => ({
      documentId: documentId ?? null,
      sha256,
      fileName,
      mediaType,
      size,
    })),
  );
  if (delivery.notify ?? true) {
    const notificationId = await insertNotification(tx, id, mailMessageId(delivery.idempotencyKey), at);
    await enqueue(tx, sendNotification, { notificationId }, { key: `mailbox.notify:${notificationId}` });
  }
  return id;
}

/** Left part of the mail's Message-ID; a hash, because keys name cases. */
function mailMessageId(idempotencyKey: string): string {
  return createHash('sha256').update(`mailbox:${idempotencyKey}`).digest('hex').slice(0, 40);
}
