import { officeDate } from '@amt/clock';
import { type Context, type Result, type Session, done, failed } from '@amt/module';
import { sessionTrustLevel } from '@amt/identity';
import { inTransaction } from '@amt/db';
import type { FileAnswer } from './answers.ts';
import type { CompiledForm } from './compile-form.ts';
import { offeredForm } from './definition-store.ts';
import { rememberDraft } from './draft-access.ts';
import { insertDraftFile } from './draft-file-store.ts';
import { DraftKey } from './draft-key.ts';
import { type NewDraft, type StoredOwner, insertDraft } from './draft-store.ts';
import { type PrefillAttribute, prefillAnswers, reaches } from './prefill.ts';

export interface StartDraft {
  readonly formId: string;
  readonly serviceId: string;
  /** facts of the signed-in person to begin with; empty for others */
  readonly attributes: readonly PrefillAttribute[];
}

/**
 * A visitor begins a form: on the version offered now, with what is known about the person filled in. Without an account the draft is encrypted from the
 * start, and its key goes to the browser alone. For other ways in see `startDraftFor`.
 *
 * @returns the draft's id; `not-found` without such a form, `trust-level` when the form asks for a (stronger) sign-in than this session's
 */
export async function startDraft(ctx: Context, session: Session, input: StartDraft): Promise<Result<string, 'not-found' | 'trust-level'>> {
  const form = await offeredForm(ctx.db, input.formId);
  if (!form) return failed('not-found');
  const trustLevel = visitorsTrustLevel(ctx, session);
  if (!reaches(trustLevel, form.definition.trustLevel)) return failed('trust-level');
  const signedIn = ctx.actor.kind === 'person';
  const facts = { today: officeDate(ctx.now).toString(), signedIn, trustLevel };
  const known = prefillAnswers(form, signedIn ? input.attributes : [], facts, ctx.now);
  return done(await insertForVisitor(ctx, session, form, { ...known, serviceId: input.serviceId, trustLevel }));
}

/** `none` for who is not signed in; else what this session has shown, not what the account has in another. */
export function visitorsTrustLevel({ actor }: Pick<Context, 'actor'>, session: Pick<Session, 'get' | 'signedIn'>): string {
  return actor.kind === 'person' ? (sessionTrustLevel(session) ?? 'basic') : 'none';
}

/**
 * A new draft of the account, or one that this browser alone can open.
 *
 * @param files that its answers name
 * @returns its id
 */
export async function insertForVisitor(
  ctx: Context,
  session: Session,
  form: CompiledForm,
  beginning: Pick<NewDraft, 'answers' | 'provenance' | 'serviceId' | 'trustLevel'>,
  files: readonly FileAnswer[] = [],
): Promise<string> {
  const { id, retention, pages } = form.definition;
  const insert = (owner: StoredOwner): Promise<string> =>
    inTransaction(ctx.db, async (tx) => {
      const draftId = await insertDraft(tx, {
        ...beginning,
        owner,
        channel: 'web',
        formId: id,
        formHash: form.hash,
        locale: ctx.locale,
        currentPage: pages[0]?.id ?? '',
        createdAt: ctx.now,
        expiresAt: ctx.now.add({ hours: 24 * retention.draftDays }),
      });
      for (const file of files) await insertDraftFile(tx, draftId, file, ctx.now);
      return draftId;
    });
  if (ctx.actor.kind === 'person') return insert({ accountId: ctx.actor.id });
  const key = DraftKey.create();
  const draftId = await insert({ key });
  await rememberDraft(session, draftId, key);
  return draftId;
}
