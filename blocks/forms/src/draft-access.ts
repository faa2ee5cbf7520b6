import { attributesOf, sessionTrustLevel } from '@amt/identity';
import type { Context, Session } from '@amt/module';
import { claimDraft } from './claim-draft.ts';
import { formByHash } from './definition-store.ts';
import { DraftKey } from './draft-key.ts';
import { type Draft, draftById } from './draft-store.ts';
import { reaches } from './prefill.ts';
import { mayFillIn } from './start-draft-for.ts';

const sessionKey = 'forms.drafts';
/** A session remembers so many drafts of people who are not signed in. */
const mostRemembered = 20;

/** What is needed of a session to find its drafts: the row tells which, the browser has the keys. */
export type DraftSession = Pick<Session, 'get' | 'secret' | 'signedIn'>;

/** Draft ids this session began or opened by code. */
function remembered(session: Pick<Session, 'get'>): string[] {
  const ids = session.get(sessionKey);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

/** Lets this session open a draft that belongs to no account. The key stays with the browser. */
export async function rememberDraft(session: Session, draftId: string, key: DraftKey): Promise<void> {
  const ids = [...remembered(session).filter((id) => id !== draftId), draftId];
  for (const id of ids.slice(0, -mostRemembered)) session.setSecret(id, undefined);
  session.setSecret(draftId, key.code);
  await session.set(sessionKey, ids.slice(-mostRemembered));
}

/** The browser's key to a draft without account, for `completeDraft`; undefined for other drafts. */
export function draftKey(session: Pick<Session, 'secret'>, draftId: string): DraftKey | undefined {
  const code = session.secret(draftId);
  return code === undefined ? undefined : DraftKey.read(code);
}

export type DraftAccess =
  | { readonly kind: 'open' | 'submitted'; readonly draft: Draft }
  /** sign in (again), at least at this level */
  | { readonly kind: 'sign-in'; readonly level: string }
  | { readonly kind: 'not-found' };

const nothing: DraftAccess = { kind: 'not-found' };

/**
 * A draft belongs to its account, to the staff who fill it in for somebody, to a client of the interface, or to the sessions that began it or opened it
 * by its code. Nobody else learns that it exists; a visitor who is not signed in (any more) is asked to sign in. A person who has signed in with a draft
 * of the session takes it along.
 */
export async function visitorsDraft(ctx: Context, session: DraftSession, draftId: string): Promise<DraftAccess> {
  const draft = await draftById(ctx.db, draftId, ctx.now, draftKey(session, draftId));
  if (!draft || draft.clientId !== null) return nothing;
  if (draft.staffId !== null) return mayFillIn(ctx.actor, draft) ? opened(draft) : nothing;
  if (draft.accountId !== null) {
    const { trustLevel: level } = (await formByHash(ctx.db, draft.formHash)).definition;
    if (ctx.actor.kind === 'anonymous') return { kind: 'sign-in', level };
    if (ctx.actor.kind !== 'person' || ctx.actor.id !== draft.accountId) return nothing;
    return reaches(sessionTrustLevel(session) ?? 'basic', level) ? opened(draft) : { kind: 'sign-in', level };
  }
  if (!remembered(session).includes(draftId)) return nothing;
  if (ctx.actor.kind !== 'person' || draft.key === undefined) return opened(draft);
  const attributes = await attributesOf(ctx.db, ctx.actor.id);
  const claimed = await claimDraft(ctx, {
    draftId,
    key: draft.key,
    accountId: ctx.actor.id,
    trustLevel: sessionTrustLevel(session) ?? 'basic',
    attributes,
  });
  return claimed.ok ? opened(claimed.value) : nothing;
}

function opened(draft: Draft): DraftAccess {
  return { kind: draft.submissionId === null ? 'open' : 'submitted', draft };
}

/** Whether the visitor may send this draft; true for one that was sent already, so that a second click finds what the first has done. */
export async function ownsDraft(ctx: Context, session: DraftSession, draftId: string): Promise<boolean> {
  const access = await visitorsDraft(ctx, session, draftId);
  return access.kind === 'open' || access.kind === 'submitted';
}
