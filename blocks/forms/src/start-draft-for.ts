import { type Actor, type Context, type Result, done, failed } from '@amt/module';
import type { Channel, Consent } from './channel.ts';
import { offeredForm } from './definition-store.ts';
import { type Draft, type StaffDraft, draftById, insertDraft, openDraftsOfStaff } from './draft-store.ts';

/** Who fills in where it is not the person on the web: a clerk of a unit for somebody, or the client of an interface. */
export type DraftOwner =
  | { readonly kind: 'staff'; readonly staffId: string; readonly unitId: string; readonly consent: Consent }
  | { readonly kind: 'client'; readonly clientId: string };

export interface StartDraftFor {
  readonly formId: string;
  readonly serviceId: string;
  readonly channel: Exclude<Channel, 'web'>;
  readonly owner: DraftOwner;
}

/**
 * Begins a form for somebody who does not fill it in on the web. The trust level the form asks of a sign-in does not apply: a clerk who has seen a
 * document of identity vouches for the person, paper carries a signature, and an interface is answered for by its client.
 */
export async function startDraftFor(ctx: Context, input: StartDraftFor): Promise<Result<string, 'not-found'>> {
  const form = await offeredForm(ctx.db, input.formId);
  const first = form?.definition.pages[0];
  if (!form || !first) return failed('not-found');
  const { owner, channel } = input;
  const identified = owner.kind === 'staff' && owner.consent.identified === 'document';
  const draftId = await insertDraft(ctx.db, {
    owner: owner.kind === 'staff' ? { staffId: owner.staffId, unitId: owner.unitId, consent: owner.consent } : { clientId: owner.clientId },
    formId: form.definition.id,
    formHash: form.hash,
    serviceId: input.serviceId,
    locale: ctx.locale,
    answers: {},
    provenance: {},
    currentPage: first.id,
    trustLevel: identified ? 'high' : 'none',
    createdAt: ctx.now,
    expiresAt: ctx.now.add({ hours: 24 * form.definition.retention.draftDays }),
    channel,
  });
  return done(draftId);
}

/** Whether the actor may go on with a draft that is filled in for somebody: the clerk who began it, and who works in the unit with them. */
export function mayFillIn(actor: Actor, draft: Pick<Draft, 'staffId' | 'unitId'>): boolean {
  if (actor.kind !== 'staff' || draft.staffId === null) return false;
  return draft.staffId === actor.id || (draft.unitId !== null && actor.unitIds.includes(draft.unitId));
}

/** A draft that a clerk fills in for somebody: open to the clerk and the colleagues of the unit, so that it goes on when the clerk is away. */
export async function staffDraft(ctx: Context, draftId: string): Promise<Draft | undefined> {
  const draft = await draftById(ctx.db, draftId, ctx.now);
  return draft && mayFillIn(ctx.actor, draft) ? draft : undefined;
}

/** A draft of the client of an interface. */
export async function clientDraft(ctx: Pick<Context, 'db' | 'now'>, draftId: string, clientId: string): Promise<Draft | undefined> {
  const draft = await draftById(ctx.db, draftId, ctx.now);
  return draft?.clientId === clientId ? draft : undefined;
}

/** Unsent drafts a clerk has begun for somebody, last changed first. */
export function staffDraftsOf(ctx: Pick<Context, 'db' | 'now'>, staffId: string): Promise<StaffDraft[]> {
  return openDraftsOfStaff(ctx.db, staffId, ctx.now);
}
