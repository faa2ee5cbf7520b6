import { attributesOf, trustLevelOf } from '@amt/identity';
import type { Context, Session } from '@amt/module';
import { claimDraft } from './claim-draft.ts';
import { type Draft, draftById } from './draft-store.ts';

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
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'not-found' };

/**
 * A draft belongs to the clerk who fills it in for somebody, to its account, or while it has none to the sessions that began it or opened it by its code. Nobody else learns that it exists;
 * a visitor who is not signed in (any more) is asked to sign in. A person who has signed in with such a draft in the session takes it along.
 */
export async function visitorsDraft(ctx: Context, session: Pick<Session, 'get'>, draftId: string): Promise<DraftAccess> {
  const draft = await draftById(ctx.db, draftId, ctx.now);
  if (!draft) return { kind: 'not-found' };
  if (draft.staffId !== null) return ctx.actor.kind === 'staff' && ctx.actor.id === draft.staffId ? opened(draft) : { kind: 'not-found' };
  if (draft.clientId !== null) return { kind: 'not-found' };
  if (draft.accountId !== null) {
    if (ctx.actor.kind === 'anonymous') return { kind: 'sign-in' };
    return ctx.actor.kind === 'person' && ctx.actor.id === draft.accountId ? opened(draft) : { kind: 'not-found' };
  }
  if (!remembered(session).includes(draftId)) return { kind: 'not-found' };
  if (ctx.actor.kind !== 'person' || draft.submissionId !== null) return opened(draft);
  const [attributes, trustLevel] = await Promise.all([attributesOf(ctx.db, ctx.actor.id), trustLevelOf(ctx.db, ctx.actor.id)]);
  const claimed = await claimDraft(ctx, { draftId, accountId: ctx.actor.id, trustLevel: trustLevel ?? 'basic', attributes });
  return claimed.ok ? opened(claimed.value) : { kind: 'not-found' };
}

function opened(draft: Draft): DraftAccess {
  return { kind: draft.submissionId === null ? 'open' : 'submitted', draft };
}

/** Whether the visitor may send this draft; true for one that was sent already, so that a second click finds what the first has done. */
export async function ownsDraft(ctx: Context, session: Pick<Session, 'get'>, draftId: string): Promise<boolean> {
  const access = await visitorsDraft(ctx, session, draftId);
  return access.kind === 'open' || access.kind === 'submitted';
}
