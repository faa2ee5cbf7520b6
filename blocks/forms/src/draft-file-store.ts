import type { Db, Tx } from '@amt/db';
import type { FileAnswer } from './answers.ts';
import type {} from './tables.ts';

/**
 * Notes that the draft holds the file. Of a sealed file only the blob is told; its name and key belong into the answers.
 *
 * @param scan it shows the paper and answers no question
 */
export async function insertDraftFile(
  tx: Tx,
  draftId: string,
  file: Omit<FileAnswer, 'id'> & { readonly id?: string },
  uploadedAt: Temporal.Instant,
  scan = false,
): Promise<FileAnswer> {
  const { id: given, fileName, mediaType, size, sha256, seal } = file;
  const stored = seal ? { fileName: null, mediaType: null, sha256: seal.blob } : { fileName, mediaType, sha256 };
  const { id } = await tx
    .insertInto('forms.draftFile')
    .values({ ...(given === undefined ? {} : { id: given }), draftId, ...stored, size, uploadedAt, scan })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, fileName, mediaType, size, sha256, ...(seal ? { seal } : {}) };
}

export async function deleteDraftFiles(tx: Tx, draftId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length > 0) await tx.deleteFrom('forms.draftFile').where('draftId', '=', draftId).where('id', 'in', fileIds).execute();
}

/** Scans of the paper, first added first. They are never sealed: a clerk's draft is stored in clear. */
export async function scansOfDraft(db: Db | Tx, draftId: string): Promise<FileAnswer[]> {
  const rows = await db
    .selectFrom('forms.draftFile')
    .select(['id', 'fileName', 'mediaType', 'size', 'sha256'])
    .where('draftId', '=', draftId)
    .where('scan', '=', true)
    .orderBy('id')
    .execute();
  return rows.flatMap(({ fileName, mediaType, ...row }) =>
    fileName === null || mediaType === null ? [] : [{ ...row, fileName, mediaType }],
  );
}
