import { type Answer, type Context, type FormBody, type Route, type RouteRequest, notFound, redirect, route } from '@amt/module';
import Type from 'typebox';
import { addRepeatItem, removeRepeatItem } from './change-items.ts';
import { countAnswered, countRefused, countShown } from './count-screen.ts';
import { drawQuestion, itemBack } from './draw-question.ts';
import type { FieldError } from './field-error.ts';
import { chooseLanguage } from './form-language.ts';
import { messages } from './messages.ts';
import { draftParams, onDraft } from './on-draft.ts';
import { type OpenedDraft, pageAfter } from './opened-draft.ts';
import { savePage } from './save-page.ts';
import { itemOf } from './summary.ts';

const pageParams = Type.Object({
  ...draftParams.properties,
  page: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 }),
});
const itemPattern = '^[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)*\\.\\d{1,3}$';
const itemParams = Type.Object({ ...pageParams.properties, item: Type.String({ pattern: itemPattern, maxLength: 300 }) });
const Return = Type.Object({ check: Type.Optional(Type.Literal('1')) });

const questionPath = { de: '/antrag/:draftId/seite/:page', en: '/application/:draftId/page/:page' };
const itemPath = { de: '/antrag/:draftId/seite/:page/eintrag/:item', en: '/application/:draftId/page/:page/entry/:item' };
/** Drafts of an account are sent to addresses that demand sign-in: when the session has ended, the server keeps the form and sends it on after signing in. */
const own = { de: '/mein', en: '/own' };
/** A form may allow 20 files of 50 MB; its own limits are checked per field. */
const uploads = { maxBytes: 50_000_000, maxFiles: 20 };
/** Who is not signed in has a draft that the office cannot read: its files are encrypted before they are stored. */
const sealedUploads = { ...uploads, sealed: true };

interface Params {
  readonly draftId: string;
  readonly page: string;
  readonly item?: string;
}
type Asked = RouteRequest<Params, { readonly check?: '1' }, unknown>;
type Sent = RouteRequest<Params, unknown, FormBody>;

const show = (ctx: Context, request: Asked): Promise<Answer> =>
  onDraft(ctx, request, async (opened) => {
    const { page: pageId, item } = request.params;
    if (!opened.pages.some((one) => one.page.id === pageId) || (item !== undefined && !isItem(opened, pageId, item))) return notFound();
    await countShown(ctx, opened, pageId, item);
    // messages at inputs that could not be taken; what is merely still empty is not held against anybody
    const errors = opened.errors.filter((error) => opened.draft.raw[error.path] !== undefined);
    return drawQuestion(ctx, request, opened, { pageId, item, errors, raw: opened.draft.raw, returnToCheck: request.query.check === '1' });
  });

function isItem(opened: OpenedDraft, pageId: string, item: string): boolean {
  const dot = item.lastIndexOf('.');
  const state = opened.evaluation.nodes.get(item.slice(0, dot));
  return state?.node.kind === 'repeat' && state.node.page.def.id === pageId && Number(item.slice(dot + 1)) < Number(state.value ?? 0);
}

const save = (ctx: Context, request: Sent): Promise<Answer> =>
  onDraft(ctx, request, async (before) => {
    const { draftId, page: pageId, item } = request.params;
    const { body } = request;
    const text = (name: string): string | undefined => {
      const value = body[name];
      return typeof value === 'string' ? value : value?.[0];
    };
    const returnToCheck = text('_return') === 'check';
    const saved = await savePage(ctx, {
      draft: before.draft,
      pageId,
      item,
      body,
      uploads: request.uploads,
      refusedUploads: request.refusedUploads,
      seenRevision: Number(text('_revision') ?? 0),
      removeFile: text('_removeFile'),
    });
    if (!saved.ok) return notFound();
    const { value } = saved;
    if (value.kind === 'conflict') {
      const drawing = {
        pageId,
        item,
        errors: [],
        raw: { ...value.opened.draft.raw, ...value.sent },
        returnToCheck,
        conflict: value,
        status: 409,
      };
      return drawQuestion(ctx, request, value.opened, drawing);
    }
    const { opened } = value;
    const params = { draftId, page: pageId };
    const check = returnToCheck ? { check: '1' } : {};
    const here =
      item === undefined ? request.href('forms.question', params, check) : request.href('forms.item', { ...params, item }, check);
    const refused = (): Answer =>
      drawQuestion(ctx, request, opened, { pageId, item, errors: value.errors, raw: opened.draft.raw, returnToCheck, status: 422 });

    const uploadErrors = value.errors.filter((error) => ['mediaType', 'tooManyFiles', 'fileTooLarge', 'fileEmpty'].includes(error.code));
    const language = text('_language');
    if (language !== undefined) await chooseLanguage(request.session, language);
    if (text('_removeFile') !== undefined || language !== undefined) return redirect(here);
    if (uploadErrors.length > 0) return refused();
    const add = text('_add');
    if (add !== undefined) {
      const added = await addRepeatItem(ctx, { draft: opened.draft, repeat: add });
      return added.ok ? redirect(request.href('forms.item', { ...params, item: added.value }, check)) : redirect(here);
    }
    const remove = /^(.+)\.(\d{1,3})$/.exec(text('_remove') ?? '');
    if (remove)
      return removeItem(ctx, request, opened, {
        repeat: remove[1] ?? '',
        index: Number(remove[2]),
        pageId,
        here,
        seenRevision: Number(text('_revision') ?? 0),
        before,
      });
    if (text('_go') === 'leave') return redirect(request.href('forms.saved', { draftId }));

    const errors = item === undefined ? [...value.errors, ...incompleteItems(opened, pageId)] : value.errors;
    if (errors.length > 0) {
      await countRefused(ctx, opened, pageId, errors);
      return drawQuestion(ctx, request, opened, { pageId, item, errors, raw: opened.draft.raw, returnToCheck, status: 422 });
    }
    await countAnswered(ctx, opened, pageId, item, text('_drawn'));
    if (value.appeared.length > 0) return redirect(`${here}#${value.appeared[0]?.replace(/[^\w-]+/g, '-') ?? ''}`);
    return redirect(next(request, opened, { pageId, item, returnToCheck, check, params }));
  });

/** One fault per item that is not complete; its path is the item's. */
function incompleteItems(opened: OpenedDraft, pageId: string): FieldError[] {
  const items = new Set(
    opened.errors.flatMap((error) => {
      const state = opened.evaluation.nodes.get(error.path);
      const item = state?.node.page.def.id === pageId ? itemOf(state) : undefined;
      return item === undefined ? [] : [item];
    }),
  );
  return [...items].map((path) => ({ path, code: 'required' }));
}

interface Going {
  readonly pageId: string;
  readonly item: string | undefined;
  readonly returnToCheck: boolean;
  readonly check: Record<string, string>;
  readonly params: { draftId: string; page: string };
}

function next({ href }: Pick<Asked, 'href'>, opened: OpenedDraft, { pageId, item, returnToCheck, check, params }: Going): string {
  const list = itemBack(href, item, params, check);
  if (list !== undefined) return list;
  const { draftId } = params;
  if (returnToCheck) return href('forms.check', { draftId });
  const following = pageAfter(opened.pages, pageId);
  return following ? href('forms.question', { draftId, page: following.page.id }) : href('forms.check', { draftId });
}

interface Removal {
  readonly repeat: string;
  readonly index: number;
  readonly pageId: string;
  readonly here: string;
  readonly seenRevision: number;
  readonly before: OpenedDraft;
}

/** The screen's own answers have just been saved, which may have counted the page up once: that was us. */
async function removeItem(ctx: Context, request: Pick<Sent, 'session'>, opened: OpenedDraft, removal: Removal): Promise<Answer> {
  const { repeat, index, pageId, here } = removal;
  const drawnNow = removal.seenRevision === (removal.before.draft.pageRevisions[pageId] ?? 0);
  const seenRevision = drawnNow ? (opened.draft.pageRevisions[pageId] ?? 0) : -1;
  const removed = await removeRepeatItem(ctx, { draft: opened.draft, repeat, index, pageId, seenRevision });
  await request.session.flash(
    removed.ok ? messages[ctx.locale].removed() : messages[ctx.locale].conflict.title(),
    removed.ok ? 'success' : 'warning',
  );
  return redirect(here);
}

const ownPath = (path: { de: string; en: string }) => ({ de: `${own.de}${path.de}`, en: `${own.en}${path.en}` });

export const questionRoutes: Route[] = [
  route({ name: 'forms.question', method: 'GET', path: questionPath, access: 'public', params: pageParams, query: Return, handle: show }),
  route({ name: 'forms.item', method: 'GET', path: itemPath, access: 'public', params: itemParams, query: Return, handle: show }),
  route({
    name: 'forms.save-question',
    method: 'POST',
    path: questionPath,
    access: 'public',
    params: pageParams,
    uploads: sealedUploads,
    handle: save,
  }),
  route({
    name: 'forms.save-item',
    method: 'POST',
    path: itemPath,
    access: 'public',
    params: itemParams,
    uploads: sealedUploads,
    handle: save,
  }),
  route({
    name: 'forms.save-question-signed-in',
    method: 'POST',
    path: ownPath(questionPath),
    access: 'person',
    params: pageParams,
    uploads,
    handle: save,
  }),
  route({
    name: 'forms.save-item-signed-in',
    method: 'POST',
    path: ownPath(itemPath),
    access: 'person',
    params: itemParams,
    uploads,
    handle: save,
  }),
];
