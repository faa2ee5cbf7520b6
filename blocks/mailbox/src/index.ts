import { blobsInUse } from './blobs-in-use.ts';
import { audit } from '@amt/audit';
import identity from '@amt/identity';
import { defineModule } from '@amt/module';
import { dataSubject } from './data-subject.ts';
import { messageRead } from './events.ts';
import { messages } from './messages.ts';
import { retention } from './retention.ts';
import { routes } from './routes.ts';
import { sendNotification } from './send-notification.ts';
import { mailboxConfig } from './settings.ts';
import './tables.ts';

/** The resident's mailbox: what the office writes, with read receipts and a notification by mail that tells nothing. */
export default defineModule({
  name: 'mailbox',
  dependsOn: { audit, identity },
  config: mailboxConfig,
  migrations: new URL('../migrations/', import.meta.url),
  routes,
  jobs: [sendNotification],
  events: { emits: [messageRead], handles: [] },
  navigation: [
    { id: 'mailbox.inbox', place: 'account', label: (locale) => messages[locale].navigation(), route: 'mailbox.inbox', order: 30 },
  ],
  retention,
  files: blobsInUse,
  dataSubject,
});

export { deliver } from './deliver.ts';
export type { DeliveredFile, Delivery } from './deliver.ts';
export { sendMail } from './mail-transport.ts';
export type { Mail, MailOutcome } from './mail-transport.ts';
export { messageRead } from './events.ts';
export { inboxOf, markAnswered, unreadCount } from './message-store.ts';
export type { Attachment, InboxEntry, InboxPage, InboxQuery, Message } from './message-store.ts';
export { notificationOf } from './notification-store.ts';
export { readMessage } from './read-message.ts';
export { deemedNotification } from './deemed-notification.ts';
export type { DeemedNotification, NotificationRule, Provision } from './deemed-notification.ts';
export { mailboxConfig } from './settings.ts';
export type { MessageAction, MessageKind } from './tables.ts';
