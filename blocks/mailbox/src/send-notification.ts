import { accountById, type Account } from '@amt/identity';
import { inTransaction } from '@amt/db';
import { defineJob, type Context } from '@amt/module';
import { Type } from 'typebox';
import { sendMail, type MailOutcome } from './mail-transport.ts';
import { notificationMail } from './notification-mail.ts';
import { addresseeOf, lockNotification, setNotified, updateNotification, type Notification } from './notification-store.ts';

/**
 * Tells a person by mail that something lies in their mailbox.
 *
 * SMTP has no transaction with our database: when the process ends after the mail server took the mail and before we wrote that down,
 * nobody knows whether it went out. The rule: such a doubtful mail is sent once more under the same Message-ID, never twice more, so a
 * person gets at most one duplicate and, unless two crashes meet, at least one mail. After a second doubt the notification stays
 * `in-doubt`; the message itself is in the mailbox all the time.
 */
export const sendNotification = defineJob({
  name: 'mailbox.send-notification',
  payload: Type.Object({ notificationId: Type.String() }),
  run: async (ctx, { notificationId }, { attempt, maxAttempts }) => {
    const begun = await beginSending(ctx, notificationId);
    if (begun === undefined) return;
    const outcome = await sendMail(ctx, begun.account.mail, notificationMail(ctx, begun.account.locale), begun.notification.mailMessageId);
    await recordOutcome(ctx, begun.notification, outcome, attempt >= maxAttempts);
    if (outcome.kind === 'later' || outcome.kind === 'unknown') throw new Error(`mail not sent: ${outcome.reason}`);
  },
});

interface Begun {
  readonly notification: Notification;
  readonly account: Account & { readonly mail: string };
}

/** Notes that a try begins, before anything leaves the house; `undefined` when there is nothing to send. */
async function beginSending(ctx: Context, notificationId: string): Promise<Begun | undefined> {
  return inTransaction(ctx.db, async (tx) => {
    const notification = await lockNotification(tx, notificationId);
    if (!notification || (notification.state !== 'queued' && notification.state !== 'sending')) return undefined;
    const changedAt = ctx.now;
    if (notification.state === 'sending' && notification.doubts >= 1) {
      await updateNotification(tx, notificationId, { state: 'in-doubt', changedAt });
      return undefined;
    }
    const accountId = await addresseeOf(tx, notification.messageId);
    const account = accountId === undefined ? undefined : await accountById(tx, accountId);
    if (!account?.notifyByMail || account.mail === undefined) {
      await updateNotification(tx, notificationId, {
        state: 'skipped',
        reason: account?.notifyByMail === false ? 'not wanted' : 'no address',
        changedAt,
      });
      return undefined;
    }
    const doubts = notification.doubts + (notification.state === 'sending' ? 1 : 0);
    await updateNotification(tx, notificationId, { state: 'sending', doubts, tries: notification.tries + 1, changedAt });
    return { notification, account: { ...account, mail: account.mail } };
  });
}

async function recordOutcome(ctx: Context, notification: Notification, outcome: MailOutcome, last: boolean): Promise<void> {
  const changedAt = ctx.now;
  await inTransaction(ctx.db, async (tx) => {
    switch (outcome.kind) {
      case 'sent':
        await updateNotification(tx, notification.id, { state: 'sent', changedAt });
        await setNotified(tx, notification.messageId, changedAt);
        break;
      case 'rejected':
        await updateNotification(tx, notification.id, { state: 'failed', reason: outcome.reason, changedAt });
        break;
      case 'later':
        await updateNotification(tx, notification.id, { state: last ? 'failed' : 'queued', reason: outcome.reason, changedAt });
        break;
      case 'unknown':
        // Stays "sending": the next try sees that this one had no known end.
        await updateNotification(tx, notification.id, { reason: outcome.reason, changedAt });
    }
  });
}
