import { takeSealed } from '@amt/files';
import { configOf, fileAnswer, notFound, page, redirect, route } from '@amt/module';
import { offeredForm } from '@amt/forms';
import { Type } from 'typebox';
import { counterConfig } from './settings.ts';
import { messages } from './messages.ts';
import { paperSheet } from './paper-sheet.ts';
import { sendPaperPage } from './pages/counter-pages.ts';
import { largestPaper, takePaper } from './take-paper.ts';

const sheet = route({
  name: 'counter.sheet',
  method: 'GET',
  path: { de: '/papierformular/:formId', en: '/paper-form/:formId' },
  access: 'public',
  params: Type.Object({ formId: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 80 }) }),
  rateLimit: 60,
  async handle(ctx, request) {
    const form = await offeredForm(ctx.db, request.params.formId);
    if (!form) return notFound();
    const { AUTHORITY_NAME } = configOf(ctx, counterConfig);
    const uploadUrl = `${request.origin}${request.href('counter.send-paper')}`;
    const { bytes, mediaType, fileName, etag } = await paperSheet(ctx, form, ctx.locale, AUTHORITY_NAME, uploadUrl);
    return fileAnswer({ body: bytes, mediaType, fileName, inline: true, headers: { etag, 'cache-control': 'public, max-age=300' } });
  },
});

const sendPath = { de: '/papierformular-hochladen', en: '/send-paper-form' };

const showSend = route({
  name: 'counter.send-paper',
  method: 'GET',
  path: sendPath,
  access: 'public',
  handle: (ctx, request) =>
    page(sendPaperPage({ action: request.href('counter.receive-paper'), maxBytes: largestPaper, error: undefined, locale: ctx.locale })),
});

/** The file is personal and needed only to be read: it waits encrypted, under a key that is thrown away with the request, and is removed at once. */
const receive = route({
  name: 'counter.receive-paper',
  method: 'POST',
  path: sendPath,
  access: 'public',
  uploads: { maxBytes: largestPaper, maxFiles: 1, sealed: true },
  rateLimit: 20,
  async handle(ctx, request) {
    const m = messages[ctx.locale];
    const refuse = (error: string) =>
      page(sendPaperPage({ action: request.href('counter.receive-paper'), maxBytes: largestPaper, error, locale: ctx.locale }), {
        status: 422,
      });
    const upload = request.uploads.find((one) => one.field === 'paper');
    if (!upload?.seal) return refuse(request.refusedUploads.length > 0 ? m.fault['too-large']() : m.fault.missing());
    const taken = await takePaper(ctx, await takeSealed(ctx.files, upload.seal), { kind: 'visitor', session: request.session });
    if (!taken.ok) return refuse(m.fault[taken.code]());
    return redirect(request.href('forms.check', { draftId: taken.value }));
  },
});

export const paperRoutes = [sheet, showSend, receive];
