import { type Context, type Route, fileAnswer, formField, page, redirect, route } from '@amt/module';
import { openSealed } from '@amt/files';
import { buffer } from 'node:stream/consumers';
import Type from 'typebox';
import { mostDocumentBytes } from './draft-document.ts';
import { messages } from './messages.ts';
import { openVisit } from './open-visit.ts';
import { openFilePage, saveFilePage } from './pages/file-pages.ts';
import { saveAsFile } from './save-as-file.ts';
import { startFromFile } from './start-from-file.ts';

const params = Type.Object({ draftId: Type.String({ format: 'uuid' }) });
const savePath = { de: '/antrag/:draftId/datei-speichern', en: '/application/:draftId/save-file' };
const openPath = { de: '/antrag-fortsetzen/datei', en: '/continue-application/file' };

const askSave = route({
  name: 'forms.save-file',
  method: 'GET',
  path: savePath,
  access: 'public',
  params,
  async handle(ctx, request) {
    const { draftId } = request.params;
    const visit = await openVisit(ctx, request, draftId);
    if ('answer' in visit) return visit.answer;
    return page(
      saveFilePage({
        definition: visit.opened.form.definition,
        action: request.href('forms.download-file', { draftId }),
        backHref: request.href('forms.saved', { draftId }),
        locale: ctx.locale,
      }),
    );
  },
});

const download = route({
  name: 'forms.download-file',
  method: 'POST',
  path: savePath,
  access: 'public',
  params,
  rateLimit: 20,
  body: Type.Object({ passphrase: Type.Optional(Type.String({ maxLength: 200 })) }),
  async handle(ctx, request) {
    const visit = await openVisit(ctx, request, request.params.draftId);
    if ('answer' in visit) return visit.answer;
    const body = await saveAsFile(ctx, visit.opened, request.body.passphrase ?? '');
    return fileAnswer({ body, mediaType: 'application/json', fileName: `${visit.opened.draft.formId}.json` });
  },
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
    const bytes = await bytesOf(ctx, upload.seal);
    const started = await startFromFile(ctx, request.session, { bytes, passphrase: formField(request.body, 'passphrase') });
    if (!started.ok) return refused(started.code);
    const { draftId, dropped } = started.value;
    if (dropped > 0) await request.session.flash(messages[ctx.locale].file.dropped({ count: dropped }), 'warning');
    return redirect(request.href('forms.draft', { draftId }));
  },
});

async function bytesOf(ctx: Context, seal: Parameters<typeof openSealed>[1]): Promise<Uint8Array> {
  try {
    return await buffer(await openSealed(ctx.files, seal));
  } finally {
    await ctx.files.remove(seal.blob);
  }
}

export const fileRoutes: Route[] = [askSave, download, askOpen, open];
