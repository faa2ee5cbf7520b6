import { officeDate } from '@amt/clock';
import { type Context, type Result, done, failed } from '@amt/module';
import { type Draft, deleteDraft, deleteExpiredDrafts } from './draft-store.ts';
import { usage } from './usage-counter.ts';
import { deleteSubmissionsDue } from './submission-store.ts';

/** Deletes a draft with all its answers and files at the person's wish; one that was sent stays. The caller has checked that it is the visitor's. */
export async function discardDraft(ctx: Context, draft: Pick<Draft, 'id'>): Promise<Result<void, 'not-found'>> {
  const gone = await deleteDraft(ctx.db, draft.id);
  if (!gone) return failed('not-found');
  usage.page(ctx.now, gone.formId, gone.currentPage, 'abandoned');
  return done();
}

/** Deletes drafts and submissions whose time is over; returns how many rows went. Unsent drafts count for the page where they were left. */
export async function eraseDue(ctx: Context): Promise<number> {
  const drafts = await deleteExpiredDrafts(ctx.db, ctx.now);
  for (const draft of drafts) if (draft.submissionId === null) usage.page(ctx.now, draft.formId, draft.currentPage, 'abandoned');
  await usage.write(ctx.db);
  return drafts.length + (await deleteSubmissionsDue(ctx.db, officeDate(ctx.now)));
}
