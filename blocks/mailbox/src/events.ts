import { defineEvent } from '@amt/module';
import { Type } from 'typebox';

/** A person opened a message for the first time (read receipt). */
export const messageRead = defineEvent(
  'mailbox.message-read',
  Type.Object({ messageId: Type.String(), accountId: Type.String(), caseId: Type.Union([Type.String(), Type.Null()]) }),
);
