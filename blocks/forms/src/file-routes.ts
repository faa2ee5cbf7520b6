import { type Route, fileAnswer, formField, page, redirect, route } from '@amt/module';
import { takeSealed } from '@amt/files';
import Type from 'typebox';
import { mostDocumentBytes } from './draft-document.ts';
import { messages } from './messages.ts';
import { draftParams, onDraft } from './on-draft.ts';
import { openFilePage, saveFilePage } from './pages/file-pages.ts';
import { saveAsFile } from './save-as-file.ts';
import { startFromFile } from './start-from-file.ts';

const savePath = { de: '/antrag/:draftId/datei-speichern', en: '/application/:draftId/save-file' };
const openPath = { de: '/antrag-fortsetzen/datei', en: '/continue-application/file' };

const askSave = route({
  name: 'forms.save-file',
  method: 'GET',
  path: savePath,
  access: 'public',
  params: draftParams,
  handle: (ctx, request) =>
    onDraft(ctx, request, ({ form }) => {
      const { draftId } = request.params;
      return page(
        saveFilePage({
          definition: form.definition,
          action: request.href('forms.download-file', { draftId }),
          backHref: request.href('forms.saved', { draftId }),
          locale: ctx.locale,
        }),
      );
    }),
});

const download = route({
  name: 'forms.download-file',
  method: 'POST',
  path: savePath,
  access: 'public',
  params: draftParams,
  rateLimit: 20,
  body: Type.Object({ passphrase: Type.Optional(Type.String({ maxLength: 200 })) }),
  handle: (ctx, request) =>
    onDraft(ctx, request, async (opened) => {
      const body = await saveAsFile(ctx, opened, request.body.passphrase ?? '');
      return fileAnswer({ body, mediaType: 'application/json', fileName: `${opened.draft.formId}.json` });
    }),
});

const askOpen = route({
  name: 'forms.open-file',
  method: 'GET',
  path: openPath,
  access: 'public',
  handle: (ctx, request) => page(openFilePage({ action: request.href('forms.start-from-file'), problem: undefined, locale: ctx.locale })),
});

/** The file itself is personal: it waits encrypted in the store, under a key that is thrown away with the request, and is removed at once. */
const open = route({
  name: 'forms.start-from-file',
  method: 'POST',
  path: openPath,
  access: 'public',
  rateLimit: 10,
  uploads: { maxBytes: mostDocumentBytes, maxFiles: 1, sealed: true },
  async handle(ctx, request) {
    const [upload] = request.uploads;
    const refused = (problem: Parameters<typeof openFilePage>[0]['problem']) =>
      page(openFilePage({ action: request.href('forms.start-from-file'), problem, locale: ctx.locale }), { status: 422 });
    if (!upload?.seal) return refused(request.refusedUploads.length > 0 ? 'no-draft' : 'no-file');
    const bytes = await takeSealed(ctx.files, upload.seal);
    const started = await startFromFile(ctx, request.session, { bytes, passphrase: formField(request.body, 'passphrase') });
    if (!started.ok) return refused(started.code);
    const { draftId, dropped } = started.value;
    if (dropped > 0) await request.session.flash(messages[ctx.locale].file.dropped({ count: dropped }), 'warning');
    return redirect(request.href('forms.draft', { draftId }));
  },
});

export const fileRoutes: Route[] = [askSave, download, askOpen, open];
