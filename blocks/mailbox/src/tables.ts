import type { ColumnType, Generated } from 'kysely';

export const messageKinds = ['information', 'question', 'decision', 'receipt', 'confirmation'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** A button under the message that leads to another module's page, e.g. to answer a question. */
export interface MessageAction {
  /** route name */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly label: string;
}

export interface MessageTable {
  id: Generated<string>;
  accountId: string;
  kind: MessageKind;
  subject: string;
  body: string;
  language: ColumnType<'de' | 'en', 'de' | 'en' | undefined, never>;
  sender: string | null;
  caseId: string | null;
  caseReference: string | null;
  action: ColumnType<MessageAction | null, string | null, string | null>;
  wantsAnswer: Generated<boolean>;
  idempotencyKey: string;
  deliveredAt: Temporal.Instant;
  notifiedAt: Temporal.Instant | null;
  readAt: Temporal.Instant | null;
  answeredAt: Temporal.Instant | null;
  archivedAt: Temporal.Instant | null;
}

export interface AttachmentTable {
  id: Generated<string>;
  messageId: string;
  position: number;
  documentId: string | null;
  sha256: string;
  fileName: string;
  mediaType: string;
  size: number;
  firstOpenedAt: Temporal.Instant | null;
}

/** `skipped`: the person wants no mails or has no address; `in-doubt`: twice tried, twice no word whether the mail server took it. */
export type NotificationState = 'queued' | 'sending' | 'sent' | 'in-doubt' | 'failed' | 'skipped';

export interface NotificationTable {
  id: Generated<string>;
  messageId: string;
  mailMessageId: string;
  state: ColumnType<NotificationState, NotificationState | undefined, NotificationState>;
  doubts: Generated<number>;
  tries: Generated<number>;
  reason: string | null;
  changedAt: Temporal.Instant;
}

declare module '@amt/db' {
  interface Tables {
    'mailbox.message': MessageTable;
    'mailbox.attachment': AttachmentTable;
    'mailbox.notification': NotificationTable;
  }
}
