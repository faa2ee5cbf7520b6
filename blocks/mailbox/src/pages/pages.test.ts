import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from '@amt/html';
import type { Page } from '@amt/module';
import { HtmlValidate } from 'html-validate';
import type { Attachment, Message } from '../message-store.ts';
import { inboxPage } from './inbox-page.ts';
import { messagePage } from './message-page.ts';

const at = Temporal.Instant.from('2026-11-23T15:00:00Z');
const message: Message = {
  id: 'm',
  accountId: 'a',
  kind: 'question',
  subject: 'Rückfrage <b>',
  body: 'Erste Zeile\nzweite Zeile\n\nNeuer Absatz <script>',
  language: 'de',
  sender: 'Mobilitätsreferat',
  caseId: 'c',
  caseReference: 'KVR-2026-0001',
  action: { route: 'online-services.answer', params: { caseId: 'c' }, label: 'Antworten' },
  wantsAnswer: true,
  idempotencyKey: 'k',
  deliveredAt: at,
  notifiedAt: at,
  readAt: null,
  answeredAt: null,
  archivedAt: null,
};
const attachment: Attachment = {
  id: 'f',
  messageId: 'm',
  position: 0,
  documentId: null,
  sha256: '0',
  fileName: 'Bescheid.pdf',
  mediaType: 'application/pdf',
  size: 1234,
  firstOpenedAt: null,
};
const href = (route: string, params: Record<string, string> = {}) => `/de/${route}/${Object.values(params).join('/')}`;
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: { 'no-trailing-whitespace': 'off', 'doctype-style': 'off', 'void-style': 'off', 'long-title': 'off', 'attr-quotes': 'off' },
});

async function check(page: Page): Promise<string> {
  const text = html`<!doctype html>
    <html lang="de">
      <head>
        <title>${page.title}</title>
      </head>
      <body>
        <main>${page.body}</main>
      </body>
    </html>`.toString();
  const report = await validator.validateString(text);
  assert.deepEqual(
    report.results.flatMap((result) => result.messages.map((one) => `${one.ruleId}: ${one.message} at ${one.selector}`)),
    [],
  );
  assert.equal(text.match(/<h1/g)?.length, 1);
  assert.doesNotMatch(text, /<script>|<b>/);
  return text;
}

describe('the pages of the mailbox', () => {
  const props = { attachments: [attachment], locale: 'de', href } as const;
  it('show a question with the way to answer it', async () => {
    const text = await check(messagePage({ ...props, message, deemed: undefined }));
    assert.match(text, /href="\/de\/online-services\.answer\/c"/);
    assert.match(text, /href="\/de\/mailbox\.attachment\/f"/);
    assert.match(text, /Erste Zeile<br ?\/?>zweite Zeile/);
  });
  it('show no button for what was answered', async () => {
    assert.doesNotMatch(
      await check(messagePage({ ...props, message: { ...message, answeredAt: at }, deemed: undefined })),
      /online-services\.answer/,
    );
  });
  it('tell when a decision counts as notified, and by which law', async () => {
    const deemed = { rule: 'BayDiG', state: 'notified', on: Temporal.PlainDate.from('2026-11-26') } as const;
    const text = await check(
      messagePage({ ...props, message: { ...message, kind: 'decision', action: null, wantsAnswer: false }, deemed }),
    );
    assert.match(text, /26\. November 2026/);
    assert.match(text, /Art\. 24/);
  });
  it('list messages with what is to be done, or say that there are none', async () => {
    const entry = { ...message, attachmentCount: 2 };
    const list = { archived: false, search: '', page: 1, pages: 3, total: 41, locale: 'de', href } as const;
    assert.match(
      await check(
        inboxPage({
          ...list,
          entries: [entry, { ...entry, id: 'n', wantsAnswer: false }, { ...entry, id: 'o', answeredAt: at, readAt: at }],
        }),
      ),
      /Antwort nötig/,
    );
    assert.match(await check(inboxPage({ ...list, entries: [], total: 0, pages: 1 })), /Keine Nachrichten/);
    assert.match(await check(inboxPage({ ...list, entries: [], total: 0, pages: 1, search: 'x"><script>' })), /Keine Nachricht gefunden/);
  });
});
