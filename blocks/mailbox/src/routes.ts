import { notFound, page, redirect, route, fileAnswer, configOf } from '@amt/module';
import { Type } from 'typebox';
import { deemedNotification } from './deemed-notification.ts';
import { inboxPath } from './inbox-path.ts';
import { inboxOf, setArchived } from './message-store.ts';
import { messages } from './messages.ts';
import { inboxPage } from './pages/inbox-page.ts';
import { messagePage } from './pages/message-page.ts';
import { openAttachment, readMessage } from './read-message.ts';
import { mailboxConfig } from './settings.ts';

const messageParams = Type.Object({ messageId: Type.String({ format: 'uuid' }) });

const inbox = route({
  name: 'mailbox.inbox',
  method: 'GET',
  path: inboxPath,
  access: 'person',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 200 })),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    view: Type.Optional(Type.Literal('archive')),
  }),
  handle: async (ctx, request) => {
    const { q: search = '', page: number = 1, view } = request.query;
    const found = await inboxOf(ctx.db, ctx.actor.id, { archived: view === 'archive', search, page: number });
    return page(
      inboxPage({ ...found, archived: view === 'archive', search, locale: ctx.locale, href: (...where) => request.href(...where) }),
    );
  },
});

const message = route({
  name: 'mailbox.message',
  method: 'GET',
  path: { de: `${inboxPath.de}/:messageId`, en: `${inboxPath.en}/:messageId` },
  access: 'person',
  params: messageParams,
  handle: async (ctx, request) => {
    const opened = await readMessage(ctx, request.params.messageId);
    if (!opened.ok) return notFound();
    const rule = configOf(ctx, mailboxConfig).DECISION_NOTIFICATION_RULE;
    const { message } = opened.value;
    const deemed = message.kind === 'decision' ? { rule, ...deemedNotification(rule, message, ctx.now) } : undefined;
    return page(messagePage({ ...opened.value, deemed, locale: ctx.locale, href: (...where) => request.href(...where) }));
  },
});

const archive = route({
  name: 'mailbox.archive',
  method: 'POST',
  path: { de: `${inboxPath.de}/:messageId/archiv`, en: `${inboxPath.en}/:messageId/archive` },
  access: 'person',
  params: messageParams,
  handle: async (ctx, request) => {
    const archived = request.body['archived'] === 'yes';
    if (!(await setArchived(ctx.db, ctx.actor.id, request.params.messageId, archived ? ctx.now : null))) return notFound();
    const m = messages[ctx.locale].message;
    await request.session.flash(archived ? m.archived() : m.unarchived());
    return redirect(request.href('mailbox.inbox'));
  },
});

const attachment = route({
  name: 'mailbox.attachment',
  method: 'GET',
  path: { de: `${inboxPath.de}/anlage/:attachmentId`, en: `${inboxPath.en}/attachment/:attachmentId` },
  access: 'person',
  params: Type.Object({ attachmentId: Type.String({ format: 'uuid' }) }),
  handle: async (ctx, request) => {
    const opened = await openAttachment(ctx, request.params.attachmentId);
    if (!opened.ok) return notFound();
    const { sha256, mediaType, fileName } = opened.value;
    return fileAnswer({ body: await ctx.files.stream(sha256), mediaType, fileName });
  },
});

export const routes = [inbox, message, archive, attachment];
