import { type Answer, type Context, type RouteRequest, notFound, page, redirect } from '@amt/module';
import { visitorsDraft } from './draft-access.ts';
import { type OpenedDraft, openedDraft } from './opened-draft.ts';
import { submittedPage } from './pages/draft-pages.ts';

/** Parts of a request the wizard looks at. */
export type Visit = Pick<RouteRequest<unknown, unknown, unknown>, 'session' | 'href' | 'url' | 'origin'>;

/** Opens the draft for its owner, or answers: sign in first, sent already, not found. */
export async function openVisit(
  ctx: Context,
  request: Visit,
  draftId: string,
): Promise<{ readonly opened: OpenedDraft } | { readonly answer: Answer }> {
  const access = await visitorsDraft(ctx, request.session, draftId);
  switch (access.kind) {
    case 'sign-in':
      return {
        answer: redirect(
          request.href('identity.sign-in', {}, { return: request.url, level: access.level === 'none' ? undefined : access.level }),
        ),
      };
    case 'not-found':
      return { answer: notFound() };
    case 'submitted':
      return { answer: page(submittedPage(ctx.locale), { status: 410 }) };
    case 'open':
      return { opened: await openedDraft(ctx.db, access.draft, ctx.now) };
  }
}
