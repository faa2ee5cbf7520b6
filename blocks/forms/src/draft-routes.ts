import { type Context, type Route, fileAnswer, notFound, page, redirect, route } from '@amt/module';
import Type from 'typebox';
import { appointmentBookOf } from './appointments/book-of.ts';
import { filesWithin, openDraftFile } from './draft-file.ts';
import { discardDraft } from './end-drafts.ts';
import { newerForm } from './move-to-version.ts';
import { type Visit, draftParams, onDraft } from './on-draft.ts';
import type { OpenedDraft } from './opened-draft.ts';
import { checkPage } from './pages/check-page.ts';
import { discardPage, discardedPage } from './pages/draft-pages.ts';
import { fieldAnchor } from './pages/field-view.ts';
import { overviewPage } from './pages/overview-page.ts';
import { usage } from './usage-counter.ts';
import { chosenLanguage, shownInLanguage } from './form-language.ts';

const base = { de: '/antrag/:draftId', en: '/application/:draftId' };
const at = (de: string, en: string) => ({ de: `${base.de}/${de}`, en: `${base.en}/${en}` });

/** Long forms have an overview; others go on where something is missing. */
const draft = route({
  name: 'forms.draft',
  method: 'GET',
  path: base,
  access: 'public',
  params: draftParams,
  handle: (ctx, request) =>
    onDraft(ctx, request, async (asIs) => {
      const { draftId } = request.params;
      const opened = shownInLanguage(asIs, chosenLanguage(request.session, asIs.form));
      const pageHref = (id: string): string => request.href('forms.question', { draftId, page: id });
      if (!opened.form.definition.sections) {
        const visited = opened.pages.some((one) => (opened.draft.pageRevisions[one.page.id] ?? 0) > 0);
        const first = visited ? opened.pages.find((one) => !one.complete) : opened.pages[0];
        return redirect(first ? pageHref(first.page.id) : request.href('forms.check', { draftId }));
      }
      const links = {
        page: pageHref,
        check: request.href('forms.check', { draftId }),
        discard: request.href('forms.discard', { draftId }),
        newerVersion: await newerVersionHref(ctx, request, opened),
      };
      return page(overviewPage({ opened, links, locale: ctx.locale }));
    }),
});

/** Where the person learns what the version offered now would change; undefined when the draft is on it. */
async function newerVersionHref(ctx: Context, { href }: Visit, { draft }: OpenedDraft): Promise<string | undefined> {
  return (await newerForm(ctx.db, draft)) && href('forms.migration', { draftId: draft.id });
}

/** Where a clerk types in from paper: the page of the counter with all questions at once. */
function sheetHref({ href }: Pick<Visit, 'href'>, { draft }: OpenedDraft): string | undefined {
  return draft.staffId !== null && draft.channel === 'paper' ? href('counter.enter-sheet', { draftId: draft.id }) : undefined;
}

/** Name under which the last page is counted, beside the form's own pages. */
const checkPageId = 'check';

const check = route({
  name: 'forms.check',
  method: 'GET',
  path: at('pruefen', 'check'),
  access: 'public',
  params: draftParams,
  handle: (ctx, request) =>
    onDraft(ctx, request, async (asIs) => {
      const { draftId } = request.params;
      const opened = shownInLanguage(asIs, chosenLanguage(request.session, asIs.form));
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
        newerVersion: await newerVersionHref(ctx, request, opened),
        sheet: sheetHref(request, opened),
        appointment: appointmentBookOf(ctx) && ((stepId: string) => request.href('forms.appointment', { draftId, stepId })),
      };
      return page(checkPage({ opened, links, now: ctx.now, locale: ctx.locale }));
    }),
});

const askDiscard = route({
  name: 'forms.discard',
  method: 'GET',
  path: at('verwerfen', 'discard'),
  access: 'public',
  params: draftParams,
  handle: (ctx, request) =>
    onDraft(ctx, request, ({ form }) => {
      const { draftId } = request.params;
      return page(
        discardPage({
          definition: form.definition,
          action: request.href('forms.confirm-discard', { draftId }),
          keepHref: request.href('forms.draft', { draftId }),
          locale: ctx.locale,
        }),
      );
    }),
});

const confirmDiscard = route({
  name: 'forms.confirm-discard',
  method: 'POST',
  path: at('verwerfen', 'discard'),
  access: 'public',
  params: draftParams,
  handle: (ctx, request) =>
    onDraft(ctx, request, async ({ draft: open }) => {
      const discarded = await discardDraft(ctx, open);
      return discarded.ok ? redirect(request.href('forms.discarded')) : notFound();
    }),
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
  params: Type.Object({ ...draftParams.properties, fileId: Type.String({ format: 'uuid' }) }),
  handle: (ctx, request) =>
    onDraft(ctx, request, async ({ draft: open }) => {
      const file = filesWithin(open.answers).find((one) => one.id === request.params.fileId);
      if (!file) return notFound();
      return fileAnswer({ body: await openDraftFile(ctx.files, file), mediaType: file.mediaType, fileName: file.fileName });
    }),
});

export const draftRoutes: Route[] = [draft, check, askDiscard, confirmDiscard, discarded, draftFile];
