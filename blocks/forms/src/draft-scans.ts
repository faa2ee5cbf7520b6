import { type Tx, inTransaction } from '@amt/db';
import { type Context, type Result, type Upload, done, failed } from '@amt/module';
import type { FileAnswer } from './answers.ts';
import { checkFile } from './check-answer.ts';
import type { FileField } from './definition.ts';
import { insertDraftFile, scansOfDraft } from './draft-file-store.ts';
import { type Draft, lockDraft } from './draft-store.ts';
import type { Finding } from './field-error.ts';

/** Files that show the paper itself: they answer no question, so no question's limits hold for them. */
export const scanLimits = {
  mediaTypes: ['application/pdf', 'image/jpeg', 'image/png'],
  maxFiles: 10,
  maxBytes: 20_000_000,
} satisfies Partial<FileField>;

const limits: FileField = { kind: 'file', id: 'scan', label: { de: 'Scan' }, ...scanLimits };

/**
 * Adds a scan of the paper, already in the store, to a draft that a clerk fills in; it becomes a file of the submission.
 *
 * @returns `not-found` for a sent draft or one of somebody else's making, the finding when the file does not fit
 */
export async function attachScan(
  ctx: Context,
  draft: Pick<Draft, 'id'>,
  upload: Omit<Upload, 'field'>,
): Promise<Result<string, 'not-found' | Finding['code']>> {
  const finding = checkFile(limits, upload);
  if (finding) return failed(finding.code);
  return inTransaction(ctx.db, async (tx) => {
    if (!(await lockOwnDraft(tx, draft.id))) return failed('not-found');
    if ((await scansOfDraft(tx, draft.id)).length >= scanLimits.maxFiles) return failed('tooManyFiles');
    const added = await insertDraftFile(tx, draft.id, upload, ctx.now, true);
    return done(added.id);
  });
}

/** Scans of a draft, first added first. */
export function scansOf(ctx: Pick<Context, 'db'>, draft: Pick<Draft, 'id'>): Promise<readonly FileAnswer[]> {
  return scansOfDraft(ctx.db, draft.id);
}

/** Locked, so that nothing is added while it is being sent. */
async function lockOwnDraft(tx: Tx, draftId: string): Promise<boolean> {
  const draft = await lockDraft(tx, draftId);
  return draft !== undefined && draft.staffId !== null && draft.submissionId === null;
}
