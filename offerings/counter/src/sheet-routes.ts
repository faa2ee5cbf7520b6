import { conditionWords, paperOrder } from '@amt/form-paper';
import {
  addRepeatItem,
  attachScan,
  errorText,
  openedDraft,
  removeRepeatItem,
  saveSheet,
  scanLimits,
  scansOf,
  sheetErrors,
  staffDraft,
  storedAt,
  type Draft,
  type FieldError,
  type OpenedDraft,
  type SavedSheet,
  type SaveConflict,
  type SheetProps,
} from '@amt/forms';
import {
  fileAnswer,
  formField,
  may,
  notFound,
  page,
  redirect,
  route,
  type Answer,
  type Context,
  type FormBody,
  type RouteRequest,
} from '@amt/module';
import { Type } from 'typebox';
import { counterChannels } from './begin-for-somebody.ts';
import { messages } from './messages.ts';
import { scanField, scanId, sheetPage } from './pages/sheet-page.ts';

const params = Type.Object({ draftId: Type.String({ format: 'uuid' }) });
const base = { de: '/mitarbeit/schalter/bogen/:draftId', en: '/staff/counter/sheet/:draftId' };
/** A form may allow 20 files of 50 MB, and scans come on top; each field has its own limits. */
const uploads = { maxBytes: 50_000_000, maxFiles: 30 };
type Request = RouteRequest<{ draftId: string }, unknown, unknown>;

/** The draft a clerk may type into, or the answer for one that was sent or is not theirs. */
async function draftToFill(ctx: Context, request: Request): Promise<{ readonly draft: Draft } | { readonly answer: Answer }> {
  const draft = await staffDraft(ctx, request.params.draftId);
  if (!draft || draft.unitId === null || !may(ctx.actor, 'counter.fill', draft.unitId)) return { answer: notFound() };
  if (draft.submissionId === null) return { draft };
  await request.session.flash(messages[ctx.locale].entry.sent(), 'warning');
  return { answer: redirect(request.href('counter.home')) };
}

interface Drawing {
  readonly raw: Draft['raw'];
  readonly errors: readonly FieldError[];
  readonly scanErrors?: readonly FieldError[];
  readonly conflict?: SaveConflict;
  readonly status?: number;
}

async function draw(ctx: Context, request: Request, opened: OpenedDraft, drawing: Drawing): Promise<Answer> {
  const { draft, form } = opened;
  const { locale } = ctx;
  const m = messages[locale];
  const words = conditionWords(form, locale);
  const sheet: SheetProps = {
    opened,
    numbers: new Map(paperOrder(form, locale).map(({ path, number }) => [path, number])),
    instruction: (condition) => {
      const clause = words(condition);
      return clause === undefined ? m.entry.maybe() : m.entry.onlyIf({ condition: clause });
    },
    raw: drawing.raw,
    errors: drawing.errors,
    fileHref: (fileId) => request.href('forms.draft-file', { draftId: draft.id, fileId }),
    locale,
  };
  const channel = counterChannels.find((one) => one === draft.channel) ?? 'paper';
  const scans = await scansOf(ctx, draft);
  return page(
    sheetPage({
      sheet,
      way: m.entry.way({ channel: m.channel[channel](), clerk: ctx.actor.name ?? '' }),
      scans: scans.map(({ id, fileName, size }) => ({
        id,
        fileName,
        size,
        href: request.href('counter.scan', { draftId: draft.id, fileId: id }),
      })),
      errors: [
        ...(drawing.scanErrors ?? []).map((error) => ({ field: scanId, message: `${m.entry.scan()}: ${errorText(error, locale)}` })),
        ...sheetErrors(sheet),
      ],
      scanError: drawing.scanErrors?.[0] && errorText(drawing.scanErrors[0], locale),
      conflict: drawing.conflict && storedAt(sheet, drawing.conflict.paths),
      links: {
        save: request.href('counter.save-sheet', { draftId: draft.id }),
        home: request.href('counter.home'),
        discard: request.href('forms.discard', { draftId: draft.id }),
      },
    }),
    { status: drawing.status ?? 200 },
  );
}

/** Tells what could not be read; what is missing only where the whole sheet was read (`check`), not to somebody in the middle of typing. */
const show = route({
  name: 'counter.enter-sheet',
  method: 'GET',
  path: base,
  access: 'counter.fill',
  params,
  query: Type.Object({ check: Type.Optional(Type.Literal('1')) }),
  async handle(ctx, request) {
    const found = await draftToFill(ctx, request);
    if ('answer' in found) return found.answer;
    const opened = await openedDraft(ctx.db, found.draft, ctx.now);
    const { raw } = found.draft;
    const errors = request.query.check === '1' ? opened.errors : opened.errors.filter(({ path }) => raw[path] !== undefined);
    return draw(ctx, request, opened, { raw, errors });
  },
});

const save = route({
  name: 'counter.save-sheet',
  method: 'POST',
  path: base,
  access: 'counter.fill',
  params,
  uploads,
  async handle(ctx, request) {
    const found = await draftToFill(ctx, request);
    if ('answer' in found) return found.answer;
    const { body } = request;
    const removeFile = formField(body, '_removeFile');
    const saved = await saveSheet(ctx, {
      draft: found.draft,
      body,
      uploads: request.uploads,
      refusedUploads: request.refusedUploads,
      removeFile: removeFile === '' ? undefined : removeFile,
      seenRevision: Number(formField(body, '_revision')),
    });
    if (!saved.ok) return notFound();
    const { value } = saved;
    if (value.kind === 'conflict')
      return draw(ctx, request, value.opened, {
        raw: { ...value.opened.draft.raw, ...value.sent },
        errors: [],
        conflict: value,
        status: 409,
      });
    const scanErrors = await takeScans(ctx, request, value.opened.draft);
    return goOn(ctx, request, value, scanErrors);
  },
});

/** Scans that were not taken, each with its reason. */
async function takeScans(
  ctx: Context,
  { uploads: sent, refusedUploads }: Pick<RouteRequest<unknown, unknown, FormBody>, 'uploads' | 'refusedUploads'>,
  draft: Draft,
): Promise<FieldError[]> {
  const errors = refusedUploads
    .filter(({ field }) => field === scanField)
    .map(({ reason }): FieldError => ({
      path: scanField,
      code: reason === 'empty' ? 'fileEmpty' : 'fileTooLarge',
      params: { maxBytes: scanLimits.maxBytes },
    }));
  for (const upload of sent.filter(({ field }) => field === scanField)) {
    const added = await attachScan(ctx, draft, upload);
    if (!added.ok && added.code !== 'not-found')
      errors.push({
        path: scanField,
        code: added.code,
        params: { maxBytes: scanLimits.maxBytes, max: scanLimits.maxFiles, types: scanLimits.mediaTypes.join(' ') },
      });
  }
  return errors;
}

async function goOn(
  ctx: Context,
  request: RouteRequest<{ draftId: string }, unknown, FormBody>,
  saved: SavedSheet,
  scanErrors: readonly FieldError[],
): Promise<Answer> {
  const { body, href } = request;
  const { opened } = saved;
  const { draft } = opened;
  const here = href('counter.enter-sheet', { draftId: draft.id });
  const at = (path: string): Answer => redirect(`${here}#${path.replace(/[^\w-]+/g, '-')}`);
  const add = formField(body, '_add');
  if (add !== '') return at((await addBlock(ctx, draft, add, Number(formField(body, `_blocks.${add}`)))) ?? add);
  const remove = /^(.+)\.(\d{1,3})$/.exec(formField(body, '_remove'));
  if (remove) {
    const [, repeat = '', index] = remove;
    const pageId = opened.evaluation.nodes.get(repeat)?.node.page.def.id ?? '';
    const seenRevision = draft.pageRevisions[pageId] ?? 0;
    await removeRepeatItem(ctx, { draft, repeat, index: Number(index), pageId, seenRevision });
    return at(repeat);
  }
  const refused = saved.refusedFiles.length > 0 || scanErrors.length > 0;
  if (!refused && formField(body, '_removeFile') !== '') return redirect(here);
  if (!refused && formField(body, '_go') === 'later') {
    await request.session.flash(messages[ctx.locale].entry.saved());
    return redirect(href('counter.home'));
  }
  if (refused || saved.errors.length > 0)
    return draw(ctx, request, opened, { raw: draft.raw, errors: saved.errors, scanErrors, status: 422 });
  return redirect(href('forms.check', { draftId: draft.id }));
}

/** One block more than were drawn; blocks that were left empty become items with it. Path of the last. */
async function addBlock(ctx: Context, draft: Draft, repeat: string, drawn: number): Promise<string | undefined> {
  let last: string | undefined;
  for (;;) {
    const added = await addRepeatItem(ctx, { draft: last === undefined ? draft : ((await staffDraft(ctx, draft.id)) ?? draft), repeat });
    if (!added.ok) return last;
    last = added.value;
    if (!(Number(last.slice(last.lastIndexOf('.') + 1)) < drawn)) return last;
  }
}

const scan = route({
  name: 'counter.scan',
  method: 'GET',
  path: { de: `${base.de}/scan/:fileId`, en: `${base.en}/scan/:fileId` },
  access: 'counter.fill',
  params: Type.Object({ ...params.properties, fileId: Type.String({ format: 'uuid' }) }),
  async handle(ctx, request) {
    const found = await draftToFill(ctx, request);
    if ('answer' in found) return found.answer;
    const file = (await scansOf(ctx, found.draft)).find(({ id }) => id === request.params.fileId);
    if (!file) return notFound();
    return fileAnswer({ body: await ctx.files.stream(file.sha256), mediaType: file.mediaType, fileName: file.fileName });
  },
});

export const sheetRoutes = [show, save, scan];
