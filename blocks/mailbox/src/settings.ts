import { defineConfig } from '@amt/module';
import { Type } from 'typebox';

export const mailboxConfig = defineConfig(
  'mailbox',
  Type.Object({
    SMTP_URL: Type.String({ default: 'smtp://127.0.0.1:8096', description: 'mail server, e.g. smtps://user:password@mail.example:465' }),
    MAIL_FROM: Type.String({ default: '"Digitales Amt" <no-reply@amt.invalid>', description: 'sender of notifications' }),
    ORIGIN: Type.String({ default: 'http://localhost:8080', description: 'public address of this office, for links in mails' }),
    DECISION_NOTIFICATION_RULE: Type.Union([Type.Literal('BayDiG'), Type.Literal('OZG'), Type.Literal('VwVfG')], {
      default: 'BayDiG',
      description: 'law by which a decision in the mailbox counts as notified: Art. 24 BayDiG, § 9 OZG or § 41 (2a) VwVfG',
    }),
  }),
);
