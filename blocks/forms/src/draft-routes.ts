import { type Route, fileAnswer, notFound, page, redirect, route } from '@amt/module';
import Type from 'typebox';
import { draftFileById } from './draft-store.ts';
import { discardDraft } from './end-drafts.ts';
import { openVisit } from './open-visit.ts';
import { checkPage } from './pages/check-page.ts';
import { discardPage, discardedPage, resumePage, savedPage } from './pages/draft-pages.ts';
import { fieldAnchor } from './pages/field-view.ts';
import { overviewPage } from './pages/overview-page.ts';
import { usage } from './usage-counter.ts';
import { issueResumeCode, resumeDraft } from './resume-draft.ts';

const params = Type.Object({ draftId: Type.String({ format: 'uuid' }) });
const base = { de: '/antrag/:draftId', en: '/application/:draftId' };
const at = (de: string, en: string) => ({ de: `${base.de}/${de}`, en: `${base.en}/${en}` });

/** Long forms have an overview; others go on where something is missing. */
const draft = route({
  name: 'forms.draft',
  method: 'GET',
  path: base,
  access: 'public',
  params,
  async handle(ctx, request) {
    const { draftId } = request.params;
    const visit = await openVisit(ctx, request, draftId);
    if ('answer' in visit) return visit.answer;
    const { opened } = visit;
    const pageHref = (id: string): string => request.href('forms.question', { draftId, page: id });
    if (!opened.form.definition.sections) {
      const visited = opened.pages.some((one) => (opened.draft.pageRevisions[one.page.id] ?? 0) > 0);
      const first = visited ? opened.pages.find((one) => !one.complete) : opened.pages[0];
      return redirect(first ? pageHref(first.page.id) : request.href('forms.check', { draftId }));
    }
    const links = { page: pageHref, check: request.href('forms.check', { draftId }), discard: request.href('forms.discard', { draftId }) };
    return page(overviewPage({ opened, links, locale: ctx.locale }));
  },
});

/** Name under which the last page is counted, beside the form's own pages. */
const checkPageId = 'check';

const check = route({
  name: 'forms.check',
  method: 'GET',
  path: at('pruefen', 'check'),
  access: 'public',
  params,
  async handle(ctx, request) {
    const { draftId } = request.params;
    const visit = await openVisit(ctx, request, draftId);
    if ('answer' in visit) return visit.answer;
    const { opened } = visit;
    usage.page(ctx.now, opened.draft.formId, checkPageId, 'shown');
    await usage.writeNowAndThen(ctx.db);
    const last = opened.pages.at(-1);
    const links = {
      change: (part: { pageId: string; item?: string }, path: string) => {
        const to = { draftId, page: part.pageId };
        const href =
          part.item === undefined
            ? request.href('forms.question', to, { check: '1' })
            : request.href('forms.item', { ...to, item: part.item }, { check: '1' });
        return `${href}#${fieldAnchor(path)}`;
      },
      page: (id: string) => request.href('forms.question', { draftId, page: id }, { check: '1' }),
      submit: request.href('online-services.submit', { draftId }),
      back:
        opened.form.definition.sections || !last
          ? request.href('forms.draft', { draftId })
          : request.href('forms.question', { draftId, page: last.page.id }),
      discard: request.href('forms.discard', { draftId }),
    };
    return page(checkPage({ opened, links, locale: ctx.locale }));
  },
});

const saved = route({
  name: 'forms.saved',
  method: 'GET',
  path: at('gespeichert', 'saved'),
  access: 'public',
  params,
  async handle(ctx, request) {
    const { draftId } = request.params;
    const visit = await openVisit(ctx, request, draftId);
    if ('answer' in visit) return visit.answer;
    const { opened } = visit;
    const kept = request.session.get('forms.code');
    const code = isCode(kept) && kept.draftId === draftId ? kept.code : undefined;
    if (code !== undefined) await request.session.set('forms.code', null);
    return page(
      savedPage({
        definition: opened.form.definition,
        expiresAt: opened.draft.expiresAt,
        hasAccount: opened.draft.accountId !== null,
        code,
        continueHref: request.href('forms.draft', { draftId }),
        newCodeAction: request.href('forms.new-code', { draftId }),
        resumeAddress: `${request.origin}${request.href('forms.resume')}`,
        locale: ctx.locale,
      }),
    );
  },
});

function isCode(value: unknown): value is { draftId: string; code: string } {
  return typeof value === 'object' && value !== null && 'draftId' in value && 'code' in value && typeof value.code === 'string';
}

const newCode = route({
  name: 'forms.new-code',
  method: 'POST',
  path: at('gespeichert', 'saved'),
  access: 'public',
  params,
  async handle(ctx, request) {
    const { draftId } = request.params;
    const visit = await openVisit(ctx, request, draftId);
    if ('answer' in visit) return visit.answer;
    if (visit.opened.draft.accountId === null)
      await request.session.set('forms.code', { draftId, code: await issueResumeCode(ctx, visit.opened.draft) });
    return redirect(request.href('forms.saved', { draftId }));
  },
});

const resume = route({
  name: 'forms.resume',
  method: 'GET',
  path: { de: '/antrag-fortsetzen', en: '/continue-application' },
  access: 'public',
  handle: (ctx, request) =>
    page(resumePage({ action: request.href('forms.open-by-code'), typed: '', problem: undefined, locale: ctx.locale })),
});

const openByCode = route({
  name: 'forms.open-by-code',
  method: 'POST',
  path: { de: '/antrag-fortsetzen', en: '/continue-application' },
  access: 'public',
  rateLimit: 10,
  body: Type.Object({ code: Type.Optional(Type.String({ maxLength: 200 })) }),
  async handle(ctx, request) {
    const typed = request.body.code ?? '';
    const resumed = await resumeDraft(ctx, request.session, typed);
    if (resumed.ok) return redirect(request.href('forms.draft', { draftId: resumed.value }));
    return page(resumePage({ action: request.href('forms.open-by-code'), typed, problem: resumed.code, locale: ctx.locale }), {
      status: 422,
    });
  },
});

const askDiscard = route({
  name: 'forms.discard',
  method: 'GET',
  path: at('verwerfen', 'discard'),
  access: 'public',
  params,
  async handle(ctx, request) {
    const { draftId } = request.params;
    const visit = await openVisit(ctx, request, draftId);
    if ('answer' in visit) return visit.answer;
    return page(
      discardPage({
        definition: visit.opened.form.definition,
        action: request.href('forms.confirm-discard', { draftId }),
        keepHref: request.href('forms.draft', { draftId }),
        locale: ctx.locale,
      }),
    );
  },
});

const confirmDiscard = route({
  name: 'forms.confirm-discard',
  method: 'POST',
  path: at('verwerfen', 'discard'),
  access: 'public',
  params,
  async handle(ctx, request) {
    const visit = await openVisit(ctx, request, request.params.draftId);
    if ('answer' in visit) return visit.answer;
    const discarded = await discardDraft(ctx, visit.opened.draft);
    return discarded.ok ? redirect(request.href('forms.discarded')) : notFound();
  },
});

const discarded = route({
  name: 'forms.discarded',
  method: 'GET',
  path: { de: '/antrag-verworfen', en: '/application-discarded' },
  access: 'public',
  handle: (ctx) => page(discardedPage(ctx.locale)),
});

const draftFile = route({
  name: 'forms.draft-file',
  method: 'GET',
  path: at('datei/:fileId', 'file/:fileId'),
  access: 'public',
  params: Type.Object({ ...params.properties, fileId: Type.String({ format: 'uuid' }) }),
  async handle(ctx, request) {
    const visit = await openVisit(ctx, request, request.params.draftId);
    if ('answer' in visit) return visit.answer;
    const file = await draftFileById(ctx.db, request.params.draftId, request.params.fileId);
    if (!file) return notFound();
    return fileAnswer({ body: await ctx.files.stream(file.sha256), mediaType: file.mediaType, fileName: file.fileName });
  },
});

export const draftRoutes: Route[] = [draft, check, saved, newCode, resume, openByCode, askDiscard, confirmDiscard, discarded, draftFile];
