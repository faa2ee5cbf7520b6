import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { type Context, type Result, type Session, done, failed } from '@amt/module';
import { rememberDraft } from './draft-access.ts';
import { DraftKey } from './draft-key.ts';
import { type Draft, changeKey, draftByKey } from './draft-store.ts';

/** A new code for a draft without account; the one before ends, everywhere. False when the draft was changed meanwhile. */
export async function renewResumeCode(ctx: Pick<Context, 'db'>, session: Session, draft: Draft): Promise<boolean> {
  const key = DraftKey.create();
  if (!(await changeKey(ctx.db, draft, key))) return false;
  await rememberDraft(session, draft.id, key);
  return true;
}

/**
 * Opens a draft by its code in this session. A clerk who goes on for a person with their code leaves an entry in the audit.
 *
 * @returns the draft's id; `mistyped` when the check digits are wrong, `unknown` when there is no such draft (any more)
 */
export async function resumeDraft(ctx: Context, session: Session, text: string): Promise<Result<string, 'mistyped' | 'unknown'>> {
  const key = DraftKey.read(text);
  if (key === undefined) return failed('mistyped');
  const draft = await draftByKey(ctx.db, key, ctx.now);
  if (!draft) return failed('unknown');
  if (ctx.actor.kind === 'staff') {
    await inTransaction(ctx.db, (tx) =>
      record(tx, { actor: ctx.actor, action: 'forms.continue-draft', subject: { type: 'forms.draft', id: draft.id }, reading: true }),
    );
  }
  await rememberDraft(session, draft.id, key);
  return done(draft.id);
}
