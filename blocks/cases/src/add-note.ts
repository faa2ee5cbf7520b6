import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { longestMessage } from './ask-back.ts';
import { insertEvent, lockCase } from './case-store.ts';
import { insertNote } from './message-store.ts';

/** A note for colleagues; the applicant never sees it, except in a subject access request. */
export async function addNote(
  ctx: Context,
  { caseId, body }: { caseId: string; body: string },
): Promise<Result<void, 'not-found' | 'empty' | 'too-long'>> {
  const text = body.trim();
  if (text === '') return failed('empty');
  if (text.length > longestMessage) return failed('too-long');
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCase(tx, caseId);
    if (!found) return failed('not-found');
    ctx.require('cases.note', { unitId: found.unitId });
    await insertNote(tx, { caseId, staffId: ctx.actor.id, staffName: ctx.actor.name, body: text, writtenAt: ctx.now });
    await insertEvent(tx, { caseId, at: ctx.now, kind: 'note', actor: ctx.actor });
    return done();
  });
}
