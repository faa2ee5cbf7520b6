import { type Answer, type Context, type RouteRequest, notFound, page, redirect } from '@amt/module';
import Type from 'typebox';
import { visitorsDraft } from './draft-access.ts';
import { type OpenedDraft, openedDraft } from './opened-draft.ts';
import { submittedPage } from './pages/draft-pages.ts';

/** Parts of a request the wizard looks at. */
export type Visit = Pick<RouteRequest<unknown, unknown, unknown>, 'session' | 'href' | 'url' | 'origin'>;

export const draftParams = Type.Object({ draftId: Type.String({ format: 'uuid' }) });

/** Handles what the owner of a draft asks of it. Others are answered here: sign in first, sent already, not found. */
export async function onDraft(
  ctx: Context,
  request: Visit & { readonly params: { readonly draftId: string } },
  handle: (opened: OpenedDraft) => Promise<Answer> | Answer,
): Promise<Answer> {
  const access = await visitorsDraft(ctx, request.session, request.params.draftId);
  switch (access.kind) {
    case 'sign-in': {
      const level = access.level === 'none' ? undefined : access.level;
      return redirect(request.href('identity.sign-in', {}, { return: request.url, level }));
    }
    case 'not-found':
      return notFound();
    case 'submitted':
      return page(submittedPage(ctx.locale), { status: 410 });
    case 'open':
      return handle(await openedDraft(ctx.db, access.draft, ctx.now));
  }
}
