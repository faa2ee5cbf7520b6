import { officeDate } from '@amt/clock';
import { type Context, type Result, type Session, done, failed } from '@amt/module';
import { sessionTrustLevel } from '@amt/identity';
import { offeredForm } from './definition-store.ts';
import { rememberDraft } from './draft-access.ts';
import { insertDraft } from './draft-store.ts';
import { type PrefillAttribute, prefillAnswers, reaches } from './prefill.ts';

export interface StartDraft {
  readonly formId: string;
  readonly serviceId: string;
  /** facts of the signed-in person to begin with; empty for others */
  readonly attributes: readonly PrefillAttribute[];
}

/**
 * Begins a form: on the version offered now, with what is known about the person filled in.
 *
 * @returns the draft's id; `not-found` without such a form, `trust-level` when the form asks for a (stronger) sign-in than this session's
 */
export async function startDraft(ctx: Context, session: Session, input: StartDraft): Promise<Result<string, 'not-found' | 'trust-level'>> {
  const form = await offeredForm(ctx.db, input.formId);
  const first = form?.definition.pages[0];
  if (!form || !first) return failed('not-found');
  const accountId = ctx.actor.kind === 'person' ? ctx.actor.id : null;
  const trustLevel = accountId === null ? 'none' : (sessionTrustLevel(session) ?? 'basic');
  if (!reaches(trustLevel, form.definition.trustLevel)) return failed('trust-level');

  const facts = { today: officeDate(ctx.now).toString(), signedIn: accountId !== null, trustLevel };
  const { answers, provenance } = prefillAnswers(form, accountId === null ? [] : input.attributes, facts, ctx.now);
  const draftId = await insertDraft(ctx.db, {
    formId: form.definition.id,
    formHash: form.hash,
    serviceId: input.serviceId,
    accountId,
    locale: ctx.locale,
    answers,
    provenance,
    currentPage: first.id,
    trustLevel,
    createdAt: ctx.now,
    expiresAt: ctx.now.add({ hours: 24 * form.definition.retention.draftDays }),
  });
  if (accountId === null) await rememberDraft(session, draftId);
  return done(draftId);
}
