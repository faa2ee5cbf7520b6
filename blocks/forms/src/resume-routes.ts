import { type Context, type Page, type Route, page, redirect, route } from '@amt/module';
import Type from 'typebox';
import { type Visit, draftParams, onDraft } from './on-draft.ts';
import type { OpenedDraft } from './opened-draft.ts';
import { type SavedPageProps, resumePage, savedPage } from './pages/resume-pages.ts';
import { renewResumeCode, resumeDraft } from './resume-draft.ts';

const savedPath = { de: '/antrag/:draftId/gespeichert', en: '/application/:draftId/saved' };
const resumePath = { de: '/antrag-fortsetzen', en: '/continue-application' };

const saved = route({
  name: 'forms.saved',
  method: 'GET',
  path: savedPath,
  access: 'public',
  params: draftParams,
  handle: (ctx, request) => onDraft(ctx, request, (opened) => page(savedAnswer(ctx, request, opened))),
});

/** The page after leaving, also when an address for the code could not be taken. */
export function savedAnswer(ctx: Context, request: Visit, { draft, form }: OpenedDraft, mailing?: SavedPageProps['mailing']): Page {
  const draftId = draft.id;
  return savedPage({
    definition: form.definition,
    expiresAt: draft.expiresAt,
    code: draft.key?.readable,
    continueHref: request.href('forms.draft', { draftId }),
    fileHref: request.href('forms.save-file', { draftId }),
    newCodeAction: request.href('forms.new-code', { draftId }),
    mailAction: request.href('online-services.mail-code', { draftId }),
    mailing,
    resumeAddress: `${request.origin}${request.href('forms.resume')}`,
    locale: ctx.locale,
  });
}

const newCode = route({
  name: 'forms.new-code',
  method: 'POST',
  path: savedPath,
  access: 'public',
  params: draftParams,
  handle: (ctx, request) =>
    onDraft(ctx, request, async ({ draft }) => {
      if (draft.key !== undefined) await renewResumeCode(ctx, request.session, draft);
      return redirect(request.href('forms.saved', { draftId: draft.id }));
    }),
});

/** The page that asks for the code, with what was typed and what is wrong with it. */
function askForCode(
  { locale }: Context,
  { href }: Pick<Visit, 'href'>,
  typed: string,
  problem: Parameters<typeof resumePage>[0]['problem'],
): Page {
  return resumePage({ action: href('forms.open-by-code'), fileHref: href('forms.open-file'), typed, problem, locale });
}

const resume = route({
  name: 'forms.resume',
  method: 'GET',
  path: resumePath,
  access: 'public',
  handle: (ctx, request) => page(askForCode(ctx, request, '', undefined)),
});

const openByCode = route({
  name: 'forms.open-by-code',
  method: 'POST',
  path: resumePath,
  access: 'public',
  rateLimit: 10,
  body: Type.Object({ code: Type.Optional(Type.String({ maxLength: 200 })) }),
  async handle(ctx, request) {
    const typed = request.body.code ?? '';
    const resumed = await resumeDraft(ctx, request.session, typed);
    if (!resumed.ok) return page(askForCode(ctx, request, typed, resumed.code), { status: 422 });
    return redirect(request.href('forms.draft', { draftId: resumed.value }));
  },
});

export const resumeRoutes: Route[] = [saved, newCode, resume, openByCode];
