import { type Context, type Result, type Session, done, failed } from '@amt/module';
import { rememberDraft } from './draft-access.ts';
import { type Draft, draftByResumeHash, setResumeHash } from './draft-store.ts';
import { newResumeCode, readResumeCode, resumeCodeHash } from './resume-code.ts';

/** A new code for a draft that belongs to no account; an earlier one ends. Shown once: only its hash is kept. */
export async function issueResumeCode(ctx: Pick<Context, 'db'>, draft: Pick<Draft, 'id'>): Promise<string> {
  const code = newResumeCode();
  await setResumeHash(ctx.db, draft.id, resumeCodeHash(code));
  return code;
}

/**
 * Opens a draft by its code in this session.
 *
 * @returns the draft's id; `mistyped` when the check digits are wrong, `unknown` when there is no such draft (any more)
 */
export async function resumeDraft(
  ctx: Pick<Context, 'db' | 'now'>,
  session: Session,
  text: string,
): Promise<Result<string, 'mistyped' | 'unknown'>> {
  const code = readResumeCode(text);
  if (code === undefined) return failed('mistyped');
  const draft = await draftByResumeHash(ctx.db, resumeCodeHash(code), ctx.now);
  if (!draft || draft.accountId !== null) return failed('unknown');
  await rememberDraft(session, draft.id);
  return done(draft.id);
}
