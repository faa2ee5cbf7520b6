import { attributesOf, sessionTrustLevel } from '@amt/identity';
import type { Context, Session } from '@amt/module';
import { claimDraft } from './claim-draft.ts';
import { formByHash } from './definition-store.ts';
import { type Draft, draftById } from './draft-store.ts';
import { reaches } from './prefill.ts';

const sessionKey = 'forms.drafts';
/** A session remembers so many drafts of people who are not signed in. */
const mostRemembered = 20;

/** Draft ids this session began or opened by code. */
function remembered(session: Pick<Session, 'get'>): string[] {
  const ids = session.get(sessionKey);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/** Lets this session open a draft that belongs to no account. */
export async function rememberDraft(session: Session, draftId: string): Promise<void> {
  const ids = remembered(session).filter((id) => id !== draftId);
  await session.set(sessionKey, [...ids, draftId].slice(-mostRemembered));
}

export type DraftAccess =
  | { readonly kind: 'open' | 'submitted'; readonly draft: Draft }
  /** sign in (again), at least at this level */
  | { readonly kind: 'sign-in'; readonly level: string }
  | { readonly kind: 'not-found' };

/**
 * A draft belongs to the clerk who fills it in for somebody, to its account, or while it has none to the sessions that began it or opened it by its code. Nobody else learns that it exists;
 * a visitor who is not signed in (any more), or more weakly than the form asks, is asked to sign in. A person who has signed in with such a draft in the session takes it along.
 */
export async function visitorsDraft(ctx: Context, session: Pick<Session, 'get' | 'signedIn'>, draftId: string): Promise<DraftAccess> {
  const draft = await draftById(ctx.db, draftId, ctx.now);
  if (!draft) return { kind: 'not-found' };
  if (draft.staffId !== null) return ctx.actor.kind === 'staff' && ctx.actor.id === draft.staffId ? opened(draft) : { kind: 'not-found' };
  if (draft.clientId !== null) return { kind: 'not-found' };
  if (draft.accountId !== null) {
    const { trustLevel: level } = (await formByHash(ctx.db, draft.formHash)).definition;
    if (ctx.actor.kind === 'anonymous') return { kind: 'sign-in', level };
    if (ctx.actor.kind !== 'person' || ctx.actor.id !== draft.accountId) return { kind: 'not-found' };
    return reaches(sessionTrustLevel(session) ?? 'basic', level) ? opened(draft) : { kind: 'sign-in', level };
  }
  if (!remembered(session).includes(draftId)) return { kind: 'not-found' };
  if (ctx.actor.kind !== 'person' || draft.submissionId !== null) return opened(draft);
  const attributes = await attributesOf(ctx.db, ctx.actor.id);
  const claimed = await claimDraft(ctx, {
    draftId,
    accountId: ctx.actor.id,
    trustLevel: sessionTrustLevel(session) ?? 'basic',
    attributes,
  });
  return claimed.ok ? opened(claimed.value) : { kind: 'not-found' };
}

function opened(draft: Draft): DraftAccess {
  return { kind: draft.submissionId === null ? 'open' : 'submitted', draft };
}

/** Whether the visitor may send this draft; true for one that was sent already, so that a second click finds what the first has done. */
export async function ownsDraft(ctx: Context, session: Pick<Session, 'get' | 'signedIn'>, draftId: string): Promise<boolean> {
  const access = await visitorsDraft(ctx, session, draftId);
  return access.kind === 'open' || access.kind === 'submitted';
}
